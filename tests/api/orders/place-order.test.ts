import { beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { OrderInput } from '../../../shared/orders/order.schema.ts';
import { aDish, anIngredient, anOrder } from '../../support/builders.ts';
import { openShop, type Shop } from '../../support/shop.ts';

let shop: Shop;

beforeEach(async () => {
  shop = await openShop();
});

describe('an order', () => {
  it('says line by line what is set aside and until when the rest waits', async () => {
    await shop.stock({ CAKE: 2 });
    await shop.expectDelivery('CAKE', 10, { expectedAt: '2026-03-22T08:00:00Z', supplier: 'Bakery' });
    const order = await shop.place(anOrder({ CAKE: 6 }));
    expect(order).toMatchObject({
      number: 1,
      status: 'partly-ready',
      customer: { name: 'Ada', toldBy: ['email'] },
    });
    expect(order.statusUrl).toMatch(/^http:\/\/localhost\/order\/[\w-]{87}$/);
    expect(order.lines).toMatchObject([
      { quantity: 6, allocated: 2, backordered: 4, waiting: { because: 'stock', words: 'waits for stock' } },
    ]);
    expect(order.lines[0]!.promise).toMatchObject({ latest: '2026-03-22T12:00:00.000Z' });
    expect((await shop.app.stock(shop.storeId))['CAKE']).toMatchObject({
      ...{ onHand: 2, allocated: 2, available: 0, backordered: 4, onOrder: 10, projected: 6 },
      availability: { state: 'unavailable', cause: 'stock' },
    });
  });

  it('takes units of a bundle only with all their parts, and these are gone for everybody', async () => {
    await shop.app.createItem(aDish('GIFT', { CAKE: 1, WINE: 2 }));
    await shop.stock({ CAKE: 5, WINE: 5 });
    const { lines } = await shop.place(anOrder({ GIFT: 3 }));
    expect(lines).toMatchObject([{ allocated: 2, backordered: 1, waiting: { words: 'waits for WINE' } }]);
    const stock = await shop.app.stock(shop.storeId);
    expect([stock['CAKE'], stock['WINE']]).toMatchObject([
      { allocated: 2, available: 3 },
      { allocated: 4, available: 1 },
    ]);
  });

  it('converts units and packs, and keeps two lines of one item apart', async () => {
    await shop.stock({ CHEESE: 3000 });
    const input = anOrder({});
    input.lines = [
      { sku: 'CHEESE', quantity: 1.5, unit: 'kg' },
      { sku: 'CHEESE', quantity: 250 },
    ];
    expect((await shop.place(input)).lines).toMatchObject([{ allocated: 1500 }, { allocated: 250 }]);
  });

  it('is never short of what nobody counts', async () => {
    expect((await shop.place(anOrder({ CAKE: 2 }))).status).toBe('ready');
  });

  it('of somebody known updates what is known of them', async () => {
    await shop.place(anOrder({ CAKE: 1 }));
    const customer = { name: 'Ada L.', email: 'ADA@example.com', phone: '+43 660 1234567', loyaltyTier: 2 };
    const again = await shop.place(anOrder({ CAKE: 1 }, { customer }));
    expect(again.customer).toMatchObject({
      name: 'Ada L.',
      phone: '+436601234567',
      loyaltyTier: 2,
      toldBy: ['email', 'sms'],
    });
    const { rows } = await shop.app.database.pool.query('select from customer');
    expect(rows).toHaveLength(1);
  });

  it('with an external id has one effect, and another order under it is refused', async () => {
    const input = anOrder({ CAKE: 1 }, { externalId: 'web-1' });
    const first = await shop.app.request('POST', `/stores/${shop.storeId}/orders`, input);
    const again = await shop.app.request('POST', `/stores/${shop.storeId}/orders`, input);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const other = await shop.app.request<Problem>('POST', `/stores/${shop.storeId}/orders`, {
      ...input,
      ...anOrder({ CAKE: 2 }),
    });
    expect(other.body.errors).toEqual([
      { pointer: '/externalId', detail: expect.stringContaining('web-1 is order #1 already') as string },
    ]);
  });

  it('with an Idempotency-Key has one effect however often it comes at once', async () => {
    const send = () =>
      shop.app.request('POST', `/stores/${shop.storeId}/orders`, anOrder({ CAKE: 1 }), {
        'idempotency-key': 'twice',
      });
    const answers = await Promise.all(Array.from({ length: 10 }, send));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const { rows } = await shop.app.database.pool.query('select from customer_order');
    expect(rows).toHaveLength(1);
  });
});

describe('a mistake in an order', () => {
  const at = (line: object): OrderInput => ({ ...anOrder({}), lines: [line] as never });

  it.each<[string, OrderInput, string, string]>([
    ['an unknown item', at({ sku: 'NOPE', quantity: 1 }), '/lines/0/sku', 'no item has SKU NOPE'],
    ['an item not for sale', at({ sku: 'FLOUR', quantity: 1 }), '/lines/0/sku', 'FLOUR is not for sale'],
    ['zero units', at({ sku: 'CAKE', quantity: 0 }), '/lines/0/quantity', '0.001'],
    [
      'part of what is sold whole',
      at({ sku: 'CAKE', quantity: 1.5 }),
      '/lines/0/quantity',
      'CAKE is sold whole, by the each, not 1.5',
    ],
    [
      'a unit it has not',
      at({ sku: 'CAKE', quantity: 1, unit: 'kg' }),
      '/lines/0/unit',
      'kg cannot be turned into each',
    ],
    [
      'a day that is past',
      anOrder({ CAKE: 1 }, { neededBy: '2026-03-19T10:00:00Z' }),
      '/neededBy',
      'is past',
    ],
    ['no lines', anOrder({}), '/lines', 'fewer than 1'],
    [
      'a malformed address',
      anOrder({ CAKE: 1 }, { customer: { name: 'A', email: 'nobody' } }),
      '/customer/email',
      'email',
    ],
    [
      'a malformed number',
      anOrder({ CAKE: 1 }, { customer: { name: 'A', phone: '12 34' } }),
      '/customer/phone',
      '12 34 is no phone number',
    ],
    [
      'a way of telling without its address',
      anOrder({ CAKE: 1 }, { customer: { name: 'A', email: 'a@example.com', toldBy: ['sms'] } }),
      '/customer/toldBy/0',
      'needs a phone number',
    ],
  ])('such as %s is told by field and fix, and changes nothing', async (_, input, pointer, detail) => {
    await shop.app.createItem(anIngredient('FLOUR'));
    const { status, body } = await shop.app.request<Problem>('POST', `/stores/${shop.storeId}/orders`, input);
    expect(status).toBe(422);
    expect(body.errors).toContainEqual({ pointer, detail: expect.stringContaining(detail) as string });
    for (const table of ['customer_order', 'customer', 'order_line'])
      expect((await shop.app.database.pool.query(`select from ${table}`)).rows).toEqual([]);
  });
});
