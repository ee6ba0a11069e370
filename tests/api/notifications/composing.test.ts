import { describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/orders/order.schema.ts';
import { startMailbox } from '../../support/mailbox.ts';
import { TellingShop } from '../../support/telling-shop.ts';
import { SmsPeer } from '../../support/sms-peer.ts';

const PHONE = '+43 660 1234567';
const expectCakes = (shop: TellingShop, sku: string, expectedAt: string) =>
  shop.post('/expected-deliveries', { sku, quantity: 10, expectedAt, supplier: 'Bakery' });

describe('what customers are told', () => {
  it('is what waits and until when, then what is ready, with the link to the order', async () => {
    const { mailer, nextTo } = await startMailbox();
    const shop = await TellingShop.open({ mailer });
    await expectCakes(shop, 'CAKE', '2026-03-22T08:00:00Z');
    const order = await shop.place({ CAKE: 6 });
    shop.pass();
    const first = await nextTo('ada@example.com');
    expect(first.subject).toBe('Order 1 at Konditorei: not everything is here yet');
    expect(first.text).toContain('Still to come:\n• 6 × Nut cake by Sun 22 Mar, 13:00');
    expect(first.text).toContain(order.statusUrl);

    await shop.app.receive(shop.storeId, { CAKE: 4 });
    shop.pass();
    const second = await nextTo('ada@example.com');
    expect(second.subject).toBe('Order 1 at Konditorei: ready for you');
    expect(second.text).toMatch(
      /Ready for you:\n• 4 × Nut cake\n\nStill to come:\n• 2 × Nut cake by Sun 22 Mar/,
    );
    expect(
      (await shop.until('sent', 2)).map(({ kind, orderNumber, attempts }) => [kind, orderNumber, attempts]),
    ).toEqual([
      ['ready', 1, 1],
      ['backordered', 1, 1],
    ]);
  });

  it('of several lines that change together is one message', async () => {
    const shop = await TellingShop.open();
    await shop.place({ CAKE: 1, TART: 2, PIE: 3 });
    const [message] = await shop.told(1);
    expect(message).toMatchObject({
      kind: 'backordered',
      channel: 'email',
      recipient: 'ada@example.com',
      customer: 'Ada',
    });
    for (const words of ['1 × Nut cake (no date yet)', '2 × Lemon tart', '3 × Apple pie'])
      expect(message!.body).toContain(words);
  });

  it('of an order that is cancelled before anything was said is that alone', async () => {
    const shop = await TellingShop.open();
    const { orderId } = await shop.place({ CAKE: 2 });
    await shop.post<Order>(`/orders/${orderId}/cancel`, { reason: 'the wedding is off' });
    const [message] = await shop.told(1);
    expect(message).toMatchObject({ kind: 'cancelled' });
    expect(message!.body).toContain('Cancelled:\n• 2 × Nut cake (the wedding is off)');
    expect(message!.body).not.toContain('Still to come');
  });

  it('is in the language of the customer, by every way they agreed to and no other', async () => {
    const sms = await SmsPeer.start();
    const shop = await TellingShop.open({ texter: sms.twilio });
    const ada = { name: 'Ada', email: 'ada@example.com', phone: PHONE };
    await shop.place({ CAKE: 1 }, { customer: { ...ada, language: 'de', toldBy: ['sms'] } });
    const [message] = await shop.told(1);
    expect(message).toMatchObject({
      channel: 'sms',
      recipient: '+436601234567',
      language: 'de',
      subject: '',
    });
    expect(message!.body).toMatch(
      /^Konditorei, Bestellung 1\. Kommt noch: 1 × Nut cake \(noch kein Termin\)\. https:/,
    );
    await shop.place({ CAKE: 1 }, { customer: { ...ada, toldBy: ['email', 'sms'] } });
    await shop.told(3);
    await shop.place({ CAKE: 1 }, { customer: { ...ada, toldBy: [] } });
    await shop.settled();
    await shop.told(3);
  });

  it('asks whether another item would do', async () => {
    const shop = await TellingShop.open();
    await shop.app.receive(shop.storeId, { TART: 5 });
    const order = await shop.place({ CAKE: 4 });
    await shop.told(1);
    await shop.post(`/orders/${order.orderId}/substitute`, { lineId: order.lines[0]!.lineId, sku: 'TART' });
    const [message] = await shop.told(2);
    expect(message).toMatchObject({
      kind: 'substitute',
      subject: 'Order 1 at Konditorei: would you take this instead?',
    });
    expect(message!.body).toContain('We can offer:\n• 4 × Lemon tart instead of 4 × Nut cake');
  });

  it('says that what was ready is not any more', async () => {
    const shop = await TellingShop.open();
    await shop.app.receive(shop.storeId, { CAKE: 2 });
    await shop.place({ CAKE: 2 });
    await shop.app.record(shop.storeId, { type: 'count', sku: 'CAKE', quantity: 1 });
    const [message] = await shop.told(1);
    expect(message!.body).toMatch(
      /Ready for you:\n• 1 × Nut cake\n\nStill to come:\n• 1 × Nut cake \(no date yet\) \(there turned out/,
    );
  });
});

describe('in quiet hours', () => {
  it('everything waits, and only the last of an order is sent when they end', async () => {
    const { mailer, mails } = await startMailbox();
    const shop = await TellingShop.open({ mailer });
    await shop.place({ CAKE: 2, TART: 1 });
    await shop.told(1);
    await shop.until('sent');

    shop.clock.set('2026-03-20T20:30:00Z');
    await shop.app.receive(shop.storeId, { CAKE: 2 });
    const [ready] = await shop.told(2);
    expect(ready).toMatchObject({ kind: 'ready', state: 'queued', dueAt: '2026-03-21T07:00:00.000Z' });
    await shop.app.receive(shop.storeId, { TART: 1 });
    const [last, overtaken] = await shop.told(3);
    expect(overtaken).toMatchObject({
      state: 'dropped',
      problem: 'A newer message says how the order stands now.',
    });
    expect(last).toMatchObject({ kind: 'ready', state: 'queued', dueAt: '2026-03-21T07:00:00.000Z' });
    expect(last!.body).toContain('Ready for you:\n• 2 × Nut cake\n• 1 × Lemon tart');
    expect(mails).toHaveLength(1);

    shop.clock.set('2026-03-21T07:00:01Z');
    await shop.until('sent', 2);
    expect(mails).toHaveLength(2);
  });

  it('what a later message is about does not swallow what an earlier one was about', async () => {
    const shop = await TellingShop.open();
    const { orderId, lines } = await shop.place({ CAKE: 2, TART: 1 });
    await shop.told(1);
    shop.clock.set('2026-03-20T20:30:00Z');
    await shop.post(`/orders/${orderId}/cancel`, { lines: [{ lineId: lines[1]!.lineId, quantity: 1 }] });
    await shop.told(2);
    await shop.app.receive(shop.storeId, { CAKE: 2 });
    const [last] = await shop.told(3);
    expect(last).toMatchObject({ kind: 'ready', state: 'queued' });
    expect(last!.body).toContain('Cancelled:\n• 1 × Lemon tart');
  });

  it('a message that is not true any more when they end is dropped', async () => {
    const { mailer, mails } = await startMailbox();
    const shop = await TellingShop.open({ mailer });
    const { orderId } = await shop.place({ CAKE: 2 });
    await shop.told(1);
    await shop.until('sent');
    shop.clock.set('2026-03-20T20:30:00Z');
    await shop.app.receive(shop.storeId, { CAKE: 2 });
    await shop.told(2);
    await shop.post(`/orders/${orderId}/fulfil`);
    shop.clock.set('2026-03-21T07:00:01Z');
    const [dropped] = await shop.until('dropped');
    expect(dropped).toMatchObject({ kind: 'ready', problem: 'It was no longer true when it could be sent.' });
    expect(mails).toHaveLength(1);
  });

  it.each([
    ['shorter', '2026-03-28T22:00:00Z', '2026-03-29T06:00:00.000Z'],
    ['longer', '2026-10-24T21:00:00Z', '2026-10-25T07:00:00.000Z'],
  ])(
    'of the night that is an hour %s they end at eight by the clock on the wall',
    async (_how, now, dueAt) => {
      const shop = await TellingShop.open();
      shop.clock.set(now);
      await shop.place({ CAKE: 1 });
      expect(await shop.told(1)).toMatchObject([{ dueAt, state: 'queued' }]);
    },
  );

  it('are those that the shop sets, if any', async () => {
    const shop = await TellingShop.open();
    await shop.app.expectOk('PUT', `/stores/${shop.storeId}/backorder-policy`, { quietHours: null });
    shop.clock.set('2026-03-20T23:00:00Z');
    await shop.place({ CAKE: 1 });
    const [message] = await shop.told(1);
    expect(Date.parse(message!.dueAt)).toBe(Date.parse('2026-03-20T23:00:03Z'));
  });
});
