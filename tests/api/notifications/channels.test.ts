import { describe, expect, it } from 'vitest';
import { composeMessages } from '../../../server/notifications/compose.service.ts';
import { claimMessages, sendMessage } from '../../../server/notifications/send.service.ts';
import type { Message } from '../../../shared/notifications/message.schema.ts';
import type { OrderStatusView } from '../../../shared/orders/order-status.schema.ts';
import { startMailbox } from '../../support/mailbox.ts';
import { PushPeer } from '../../support/push-peer.ts';
import { SENDER, SmsPeer } from '../../support/sms-peer.ts';
import { DEADLINE, TellingShop } from '../../support/telling-shop.ts';

const BY_PHONE = { customer: { name: 'Ada', phone: '+43 660 1234567' } };

describe('an e-mail', () => {
  it('comes from the shop, can be recognised, and can be ended with one click', async () => {
    const { mailer, nextTo } = await startMailbox();
    const shop = await TellingShop.open({ mailer });
    await shop.place({ CAKE: 1 });
    shop.pass();
    const mail = await nextTo('ada@example.com');
    const [{ messageId }] = (await shop.until('sent')) as [Message];
    expect(mail.from?.value).toEqual([{ name: 'Konditorei', address: 'kitchen@example.com' }]);
    expect(mail.messageId).toBe(`<${messageId}@larder>`);
    expect(mail.headers.get('list')).toMatchObject({
      unsubscribe: {
        url: expect.stringMatching(
          /^https:\/\/larder\.example\.com\/api\/v1\/unsubscribe\/[\w-]+$/,
        ) as string,
      },
      'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' },
    });
    expect(mail.text).toMatch(/This message comes from Konditorei\. To get no more of them:\nhttps:/);
    expect(mail.html).toContain('<a href="https://larder.example.com/order/');
  });

  it('fails at once where no mail server is set up, which says what to set, and goes out when it is retried', async () => {
    const shop = await TellingShop.open();
    await shop.place({ CAKE: 1 });
    shop.pass();
    const [failed] = (await shop.until('failed')) as [Message];
    expect(failed.problem).toBe('No mail server is set up. Set SMTP_URL, start Larder again, then retry.');
    const { mailer, nextTo } = await startMailbox();
    shop.app.app.ctx.mailer = mailer;
    await shop.post(`/messages/${failed.messageId}/retry`);
    await nextTo('ada@example.com');
    expect(await shop.until('sent')).toMatchObject([{ messageId: failed.messageId, attempts: 1 }]);
    mailer.close();
  });

  it('that another process may be sending is left to it, and sent under the same id once that is given up', async () => {
    const { mailer, mails, nextTo } = await startMailbox();
    const shop = await TellingShop.open({ mailer, role: 'web' });
    const { ctx } = shop.app.app;
    await shop.place({ CAKE: 1 });
    shop.pass();
    expect(await composeMessages(ctx, { onError: (error) => expect.unreachable(String(error)) })).toBe(1);
    // Killed after the server took the mail, and before that was written down.
    const [claimed] = await claimMessages(ctx, 'email', 5);
    await mailer.deliver({
      to: 'ada@example.com',
      subject: 'x',
      text: 'x',
      messageId: `<${claimed!.id}@larder>`,
    });
    shop.clock.advance({ seconds: 39 });
    expect(await claimMessages(ctx, 'email', 5)).toEqual([]);
    shop.clock.advance({ seconds: 2 });
    const [again] = await claimMessages(ctx, 'email', 5);
    await sendMessage(ctx, again!, new AbortController().signal);
    await nextTo('ada@example.com');
    expect(mails.map(({ messageId }) => messageId)).toEqual([
      `<${again!.id}@larder>`,
      `<${again!.id}@larder>`,
    ]);
    // What the first one says when it is not dead after all changes nothing.
    await sendMessage({ ...ctx, mailer: undefined }, claimed!, new AbortController().signal);
    expect(await shop.messages()).toMatchObject([{ state: 'sent', attempts: 1 }]);
  });
});

describe('an SMS', () => {
  it('is handed to Twilio as a form, with the account and the number that sends', async () => {
    const peer = await SmsPeer.start();
    const shop = await TellingShop.open({ texter: peer.twilio });
    const { statusUrl } = await shop.place({ CAKE: 2 }, BY_PHONE);
    shop.pass();
    await shop.until('sent');
    expect(peer.asked).toMatchObject([
      { headers: { 'content-type': expect.stringContaining('x-www-form-urlencoded') as string } },
    ]);
    const Body = `Konditorei, order 1. Still to come: 2 × Nut cake (no date yet). ${statusUrl}`;
    expect(peer.forms).toEqual([{ To: '+436601234567', From: SENDER, Body }]);
  });

  it('is handed to any other service as JSON, with an id by which it knows a repetition', async () => {
    const peer = await SmsPeer.start();
    const shop = await TellingShop.open({ texter: peer.json });
    await shop.place({ CAKE: 2 }, BY_PHONE);
    shop.pass();
    const [{ messageId: id, body: text }] = (await shop.until('sent')) as [Message];
    expect(peer.asked.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { to: '+436601234567', text, id },
    ]);
  });

  it.each([
    ['bounced', 400, 21614, "400 'To' number is not a valid mobile number"],
    ['failed', 400, 21617, "400 'To' number is not a valid mobile number"],
  ] as const)('is %s when the service answers %i with code %i', async (state, status, code, problem) => {
    const peer = await SmsPeer.start();
    peer.reply = { status, body: { code, message: "'To' number is not a valid mobile number" } };
    const shop = await TellingShop.open({ texter: peer.twilio });
    await shop.place({ CAKE: 2 }, BY_PHONE);
    shop.pass();
    expect(await shop.until(state)).toMatchObject([{ problem, attempts: 1 }]);
  });

  it('is tried again while the service has too much to do, and does not keep e-mails waiting', async () => {
    const peer = await SmsPeer.start();
    peer.reply = { status: 429, body: { code: 20429, message: 'Too Many Requests' } };
    const { mailer, nextTo } = await startMailbox();
    const shop = await TellingShop.open({ texter: peer.twilio, mailer });
    await shop.place({ CAKE: 2 }, { customer: { ...BY_PHONE.customer, email: 'ada@example.com' } });
    shop.pass();
    await nextTo('ada@example.com');
    await expect
      .poll(() => shop.messages('?search=660'), DEADLINE)
      .toMatchObject([{ state: 'queued', attempts: 1, problem: '429 Too Many Requests' }]);
    peer.reply = { status: 201, body: {} };
    shop.clock.advance({ seconds: 40 });
    expect(await shop.until('sent', 2)).toContainEqual(
      expect.objectContaining({ channel: 'sms', attempts: 2 }),
    );
  });

  it('fails at once where no service is set up, which says what to set', async () => {
    const shop = await TellingShop.open();
    await shop.place({ CAKE: 2 }, BY_PHONE);
    shop.pass();
    expect(await shop.until('failed')).toMatchObject([
      { problem: expect.stringContaining('Set LARDER_SMS_URL') as string },
    ]);
  });
});

describe('a notification of a browser', () => {
  const subscribe = async (shop: TellingShop, statusUrl: string, body: object) =>
    shop.app.requestAs<OrderStatusView & { errors?: unknown }>(
      {},
      'POST',
      `/order-status/${statusUrl.split('/').at(-1)}/push`,
      body,
    );

  it('is signed, can be read by that browser only, and opens the page of the order', async () => {
    const peer = await PushPeer.start();
    const shop = await TellingShop.open({ pusher: peer.pusher });
    const { statusUrl, orderId } = await shop.place({ CAKE: 2 }, { customer: { name: 'Ada' } });
    const { status, body } = await subscribe(shop, statusUrl, peer.subscription());
    expect({ status, pushKey: Buffer.from(body.pushKey ?? '', 'base64url').length }).toEqual({
      status: 200,
      pushKey: 65,
    });
    shop.pass();
    const [sent] = (await shop.until('sent')) as [Message];
    expect(sent).toMatchObject({
      channel: 'push',
      recipient: expect.stringMatching(/^Browser at push\.example\.com:\d+$/) as string,
    });
    expect(peer.pushed).toEqual([
      {
        headers: expect.objectContaining({
          ttl: '86400',
          topic: orderId.replaceAll('-', ''),
          urgency: 'high',
        }) as object,
        payload: {
          title: 'Order 1: not everything is here yet',
          body: 'Still to come: 2 × Nut cake (no date yet).',
          url: statusUrl,
        },
      },
    ]);
  });

  it('that its push service knows no more is not sent again', async () => {
    const peer = await PushPeer.start();
    peer.status = 410;
    const shop = await TellingShop.open({ pusher: peer.pusher });
    const { statusUrl } = await shop.place({ CAKE: 2 }, { customer: { name: 'Ada' } });
    await subscribe(shop, statusUrl, peer.subscription());
    shop.pass();
    expect(await shop.until('bounced')).toMatchObject([{ problem: '410 the push service said 410' }]);
    const { rows } = await shop.app.database.pool.query('select from push_subscription');
    expect(rows).toHaveLength(0);
  });

  it('is not sent to addresses within, nor to keys that are none', async () => {
    const peer = await PushPeer.start();
    const shop = await TellingShop.open();
    const { statusUrl } = await shop.place({ CAKE: 2 });
    const good = peer.subscription();
    for (const endpoint of [
      'https://',
      'https://127.0.0.1/x',
      'https://169.254.169.254/latest',
      'https://db.internal/',
    ]) {
      const { status, body } = await subscribe(shop, statusUrl, { ...good, endpoint });
      expect({ status, errors: body.errors }).toMatchObject({
        status: 422,
        errors: [{ pointer: '/endpoint' }],
      });
    }
    const p256dh = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)]).toString('base64url');
    const { status, body } = await subscribe(shop, statusUrl, { ...good, keys: { ...good.keys, p256dh } });
    expect({ status, errors: body.errors }).toMatchObject({
      status: 422,
      errors: [{ pointer: '/keys/p256dh' }],
    });
  });
});
