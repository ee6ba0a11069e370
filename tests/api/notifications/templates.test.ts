import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { MessageTemplate, TemplatePreview } from '../../../shared/notifications/message.schema.ts';
import { startMailbox } from '../../support/mailbox.ts';
import { SmsPeer } from '../../support/sms-peer.ts';
import { TellingShop } from '../../support/telling-shop.ts';

const READY = '/message-templates/ready/email/en';

async function list(shop: TellingShop): Promise<MessageTemplate[]> {
  const path = `/stores/${shop.storeId}/message-templates`;
  return (await shop.app.expectOk<{ items: MessageTemplate[] }>('GET', path)).items;
}

function put(shop: TellingShop, path: string, body: object) {
  return shop.app.request<MessageTemplate & Problem>('PUT', `/stores/${shop.storeId}${path}`, body);
}

describe('the words of a message', () => {
  it('are ours until a manager finds better ones, and ours again when they are taken back', async () => {
    const { mailer, nextTo } = await startMailbox();
    const shop = await TellingShop.open({ mailer });
    const before = await list(shop);
    expect(before).toHaveLength(6 * 3 * 2);
    expect(before.every(({ changed }) => changed === undefined)).toBe(true);

    const words = { subject: 'Hey {{name}}', body: 'Come and get it: {{ready}}' };
    const { body } = await put(shop, READY, words);
    expect(body).toMatchObject({
      ...words,
      kind: 'ready',
      changed: { by: 'API', at: '2026-03-20T11:00:00.000Z' },
    });
    await shop.place({ CAKE: 2 });
    shop.pass();
    await nextTo('ada@example.com');
    await shop.app.receive(shop.storeId, { CAKE: 2 });
    shop.pass();
    const mail = await nextTo('ada@example.com');
    expect([mail.subject, mail.text?.split('\n')[0]]).toEqual(['Hey Ada', 'Come and get it: 2 × Nut cake']);

    await shop.app.expectOk('DELETE', `/stores/${shop.storeId}${READY}`);
    expect(await list(shop)).toEqual(before);
    const { items } = await shop.app.expectOk<{ items: { action: string }[] }>(
      'GET',
      `/stores/${shop.storeId}/audit?search=message-template`,
    );
    expect(items.map(({ action }) => action)).toEqual(['message-template.reset', 'message-template.change']);
  });

  it('are refused with what is not known in them, and nothing is changed', async () => {
    const shop = await TellingShop.open();
    const { status, body } = await put(shop, READY, { subject: 'Ready', body: 'Dear {{nmae}}' });
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      {
        pointer: '/body',
        detail:
          '{{nmae}} is not known here; use {{name}}, {{store}}, {{number}}, {{lines}}, {{ready}}, {{awaited}}, {{cancelled}}, {{offer}}, {{link}}',
      },
    ]);
    expect(
      (await put(shop, READY, { subject: 'a\r\nBcc: b@example.com', body: 'x' })).body.errors,
    ).toMatchObject([{ pointer: '/subject' }]);
    expect((await put(shop, '/message-templates/ready/fax/en', { subject: '', body: 'x' })).status).toBe(422);
    expect((await list(shop)).some(({ changed }) => changed)).toBe(false);
  });

  it('can be looked at with an order such as there are, before they are used', async () => {
    const shop = await TellingShop.open();
    const preview = await shop.post<TemplatePreview>(`${READY}/preview`, {
      subject: 'For {{name}}',
      body: '{{lines}}',
    });
    expect(preview).toEqual({
      subject: 'For Maria Huber',
      body: 'Ready for you:\n• 2 kg Salmon fillet\n\nStill to come:\n• 4 kg Salmon fillet by Sun 22 Mar, 14:00',
    });
  });
});

describe('a test send', () => {
  const words = { subject: 'Try', body: 'Order {{number}}' };

  it('goes to the given address now, whatever the hour', async () => {
    const { mailer, nextTo } = await startMailbox();
    const peer = await SmsPeer.start();
    const shop = await TellingShop.open({ mailer, texter: peer.twilio });
    shop.clock.set('2026-03-20T23:00:00Z');
    await shop.post(`${READY}/test`, { ...words, to: 'chef@example.com' });
    expect(await nextTo('chef@example.com')).toMatchObject({ subject: 'Try', text: 'Order 1042' });
    await shop.post('/message-templates/ready/sms/de/test', {
      ...words,
      subject: '',
      to: '0043 660 1234567',
    });
    expect(peer.forms).toMatchObject([{ To: '+436601234567', Body: 'Order 1042' }]);
    expect(await shop.messages()).toEqual([]);
  });

  it('says what is wrong with the address, or with the way there', async () => {
    const { mailer } = await startMailbox({
      onRcptTo: (_to, _session, done) => done(new Error('no such person')),
    });
    const shop = await TellingShop.open({ mailer });
    const test = (path: string, to: string, subject = 'Try') =>
      shop.app.request<Problem>('POST', `/stores/${shop.storeId}/message-templates${path}/test`, {
        ...words,
        subject,
        to,
      });
    expect((await test('/ready/email/en', 'chef')).body.errors).toMatchObject([{ pointer: '/to' }]);
    expect((await test('/ready/sms/en', '660', '')).body.errors).toMatchObject([{ pointer: '/to' }]);
    expect((await test('/ready/push/en', 'chef@example.com')).body.errors).toMatchObject([
      { pointer: '/to' },
    ]);
    expect((await test('/ready/email/en', 'chef@example.com')).body.errors).toEqual([
      { pointer: '/to', detail: 'was refused: 550 no such person' },
    ]);
    expect((await test('/ready/sms/en', '+436601234567', '')).body).toMatchObject({
      ...{ status: 503, detail: expect.stringContaining('Set LARDER_SMS_URL') as string },
    });
  });
});
