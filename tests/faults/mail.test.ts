import { describe, expect, it } from 'vitest';
import type { Message } from '../../shared/notifications/message.schema.ts';
import { startFaultyMailServer } from '../support/faulty-mail-server.ts';
import { DEADLINE, TellingShop } from '../support/telling-shop.ts';

const by = (email: string) => ({ customer: { name: 'Ada', email } });

async function messageTo(shop: TellingShop, recipient: string): Promise<Message | undefined> {
  return (await shop.messages()).find((message) => message.recipient === recipient);
}

describe('a mail server', () => {
  it('that refuses an address for good is believed, in its own words', async () => {
    const server = await startFaultyMailServer();
    server.fault = { at: 'recipient', of: 'gone@example.com', code: 550, words: 'no such person here' };
    const shop = await TellingShop.open({ mailer: server.mailer });
    await shop.place({ CAKE: 1 }, by('gone@example.com'));
    await shop.place({ CAKE: 1 }, by('here@example.com'));
    shop.pass();
    expect(await shop.until('bounced')).toMatchObject([
      { recipient: 'gone@example.com', attempts: 1, problem: '550 no such person here' },
    ]);
    expect(await shop.until('sent')).toMatchObject([{ recipient: 'here@example.com' }]);
    shop.clock.advance({ hours: 7 });
    await shop.place({ CAKE: 1 }, by('later@example.com'));
    shop.pass();
    await shop.until('sent', 2);
    expect(server.tries('gone@example.com')).toBe(1);
  });

  it.each([
    [
      'has no time (421) for a recipient',
      { at: 'recipient', code: 421, words: 'come back later' },
      /^421 come back later/,
    ],
    ['takes a mail and is gone before it says so', { at: 'data', code: 0, words: '' }, /./],
    ['has no room (452) for a message', { at: 'message', code: 452, words: 'disk full' }, /^452 disk full/],
  ] as const)(
    'that %s is asked again after a while, ever less often, for an hour, and then sends it once',
    async (_what, fault, words) => {
      const server = await startFaultyMailServer();
      const shop = await TellingShop.open({ mailer: server.mailer });
      server.fault = { ...fault, of: 'slow@example.com' };
      await shop.place({ CAKE: 1 }, by('slow@example.com'));
      shop.pass();
      for (let tried = 1; tried <= 7; tried++) {
        await expect
          .poll(async () => (await messageTo(shop, 'slow@example.com'))?.attempts, DEADLINE)
          .toBe(tried);
        expect(await messageTo(shop, 'slow@example.com')).toMatchObject({
          state: 'queued',
          problem: expect.stringMatching(words) as string,
        });
        shop.clock.advance({ seconds: 30 * 2 ** (tried - 1) * 1.2 + 1 });
        // Others are not kept waiting meanwhile.
        await shop.place({ CAKE: 1 }, by(`quick${tried}@example.com`));
        shop.pass();
        await expect
          .poll(async () => (await messageTo(shop, `quick${tried}@example.com`))?.state, DEADLINE)
          .toBe('sent');
      }
      await expect.poll(async () => (await messageTo(shop, 'slow@example.com'))?.attempts, DEADLINE).toBe(8);
      server.fault = null;
      shop.clock.advance({ hours: 2 });
      await expect
        .poll(async () => (await messageTo(shop, 'slow@example.com'))?.state, DEADLINE)
        .toBe('sent');
      const ids = server.mails
        .filter(({ to }) => to === 'slow@example.com')
        .map(({ messageId }) => messageId);
      const { messageId } = (await messageTo(shop, 'slow@example.com'))!;
      expect(new Set(ids)).toEqual(new Set([`<${messageId}@larder>`]));
      // Taken without a word, a mail cannot be told from one that was lost; its id says that it is the same.
      if (fault.at !== 'data') expect(ids).toHaveLength(1);
    },
  );

  it('that hangs with one recipient keeps nobody else waiting, and nothing of it is lost', async () => {
    const server = await startFaultyMailServer({ patienceMs: 1_500 });
    server.fault = { at: 'hang', of: 'hang', code: 0, words: '' };
    const shop = await TellingShop.open({ mailer: server.mailer });
    for (let n = 0; n < 10; n++) await shop.place({ CAKE: 1 }, by(`hang${n}@example.com`));
    await shop.place({ CAKE: 1 }, by('quick@example.com'));
    shop.pass();
    expect(await shop.until('sent')).toMatchObject([{ recipient: 'quick@example.com' }]);
    const stuck = (): Promise<Message[]> => shop.messages('?state=queued&search=hang');
    await expect
      .poll(async () => (await stuck()).filter(({ attempts }) => attempts === 1).length, DEADLINE)
      .toBe(10);
    server.fault = null;
    shop.clock.advance({ minutes: 1 });
    await shop.until('sent', 11);
    expect(server.mails).toHaveLength(11);
  });

  it('that is away for days is given up at last, and a manager can have it tried again', async () => {
    const server = await startFaultyMailServer();
    server.fault = { at: 'recipient', of: 'ada@example.com', code: 451, words: 'not today' };
    const shop = await TellingShop.open({ mailer: server.mailer });
    await shop.place({ CAKE: 1 });
    shop.pass();
    for (let tried = 1; tried <= 20; tried++) {
      await expect
        .poll(async () => (await messageTo(shop, 'ada@example.com'))?.attempts, DEADLINE)
        .toBe(tried);
      shop.clock.advance({ hours: 8 });
    }
    const [failed] = (await shop.until('failed')) as [Message];
    expect(failed).toMatchObject({ attempts: 21, problem: '451 not today' });
    server.fault = null;
    expect(await shop.post(`/messages/${failed.messageId}/retry`)).toMatchObject({
      state: 'queued',
      attempts: 0,
    });
    expect(await shop.until('sent')).toMatchObject([{ messageId: failed.messageId, attempts: 1 }]);
    const again = await shop.app.request(
      'POST',
      `/stores/${shop.storeId}/messages/${failed.messageId}/retry`,
    );
    expect(again.status).toBe(409);
  });

  it('that refuses what a message says is not asked again, and one that refuses us is', async () => {
    const server = await startFaultyMailServer();
    const shop = await TellingShop.open({ mailer: server.mailer });
    server.fault = { at: 'message', of: 'ada@example.com', code: 554, words: 'looks like spam' };
    await shop.place({ CAKE: 1 });
    shop.pass();
    expect(await shop.until('failed')).toMatchObject([{ attempts: 1, problem: '554 looks like spam' }]);
    server.fault = { at: 'sender', of: '', code: 550, words: 'who are you' };
    await shop.place({ CAKE: 1 }, by('jo@example.com'));
    shop.pass();
    await expect
      .poll(() => messageTo(shop, 'jo@example.com'), DEADLINE)
      .toMatchObject({
        ...{ state: 'queued', attempts: 1, problem: '550 who are you' },
      });
    server.fault = null;
    shop.clock.advance({ minutes: 1 });
    expect(await shop.until('sent')).toMatchObject([{ recipient: 'jo@example.com', attempts: 2 }]);
  });
});
