import { beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { Order } from '../../../shared/orders/order.schema.ts';
import { aDish, aMovement, anOrder } from '../../support/builders.ts';
import { openShop, type Shop } from '../../support/shop.ts';

let shop: Shop;

beforeEach(async () => {
  shop = await openShop();
  await shop.stock({ CAKE: 4, WINE: 10 });
});

const figures = ({ lines }: Order) =>
  lines.map(({ fulfilled, allocated, backordered, cancelled }) => [
    fulfilled,
    allocated,
    backordered,
    cancelled,
  ]);

describe('goods that come in', () => {
  it('fill the queue in its order, whole orders and parts of them', async () => {
    const [first, second] = [await shop.place(anOrder({ CAKE: 6 })), await shop.place(anOrder({ CAKE: 3 }))];
    await shop.app.receive(shop.storeId, { CAKE: 4 });
    expect(figures(await shop.order(first))).toEqual([[0, 6, 0, 0]]);
    expect(figures(await shop.order(second))).toEqual([[0, 2, 1, 0]]);
    expect((await shop.news()).map(({ kind, detail }) => [kind, detail['quantity']])).toEqual([
      ['backordered', 2],
      ['backordered', 3],
      ['ready', 2],
      ['ready', 2],
    ]);
  });

  it('count against what was expected first, and what is still to come stays promised', async () => {
    await shop.expectDelivery('CAKE', 3, { expectedAt: '2026-03-21T08:00:00Z' });
    await shop.expectDelivery('CAKE', 10, { expectedAt: '2026-03-25T08:00:00Z' });
    const order = await shop.place(anOrder({ CAKE: 12 }));
    await shop.app.receive(shop.storeId, { CAKE: 5 });
    const { items } = await shop.app.expectOk<{ items: { arrived: number; state: string }[] }>(
      'GET',
      `/stores/${shop.storeId}/expected-deliveries?state=all`,
    );
    expect(items).toMatchObject([
      { arrived: 2, state: 'expected' },
      { arrived: 3, state: 'arrived' },
    ]);
    expect((await shop.app.stock(shop.storeId))['CAKE']).toMatchObject({ onOrder: 8, backordered: 3 });
    expect((await shop.order(order)).lines[0]!.promise).toMatchObject({
      earliest: expect.stringMatching(/^2026-03-2[45]/) as string,
    });
  });
});

describe('handing over', () => {
  it('takes what is set aside out of stock as a sale, and closes what is done', async () => {
    const order = await shop.place(anOrder({ CAKE: 6, WINE: 1 }));
    const handed = await shop.act(order, 'fulfil');
    expect(figures(handed)).toEqual([
      [4, 0, 2, 0],
      [1, 0, 0, 0],
    ]);
    expect(handed.status).toBe('backordered');
    await shop.app.receive(shop.storeId, { CAKE: 2 });
    const done = await shop.act(order, 'fulfil');
    expect(done).toMatchObject({ status: 'fulfilled', closedAt: expect.any(String) as string });
    expect((await shop.app.stock(shop.storeId))['CAKE']).toMatchObject({ onHand: 0, allocated: 0 });
    const { rows } = await shop.app.database.pool.query<{ n: string }>(
      `select sum(quantity) as n from movement where type = 'sale'`,
    );
    expect(Number(rows[0]!.n)).toBe(-7);
  });

  it('of part of a line leaves the rest set aside, and takes nothing from anybody', async () => {
    const [mine, theirs] = [await shop.place(anOrder({ CAKE: 3 })), await shop.place(anOrder({ CAKE: 3 }))];
    const lineId = mine.lines[0]!.lineId;
    expect(figures(await shop.act(mine, 'fulfil', { lines: [{ lineId, quantity: 2 }] }))).toEqual([
      [2, 1, 0, 0],
    ]);
    expect(figures(await shop.order(theirs))).toEqual([[0, 1, 2, 0]]);
  });

  it.each([
    ['more than is set aside', 5, /only 4 each of CAKE are set aside, not 5/],
    ['less than nothing', -1, /0\.001/],
  ])('refuses %s, and hands over nothing', async (_, quantity, detail) => {
    const order = await shop.place(anOrder({ CAKE: 6 }));
    const lines = [{ lineId: order.lines[0]!.lineId, quantity }];
    const { status, body } = await shop.app.request<Problem>(
      'POST',
      `/stores/${shop.storeId}/orders/${order.orderId}/fulfil`,
      { lines },
    );
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([
      { pointer: '/lines/0/quantity', detail: expect.stringMatching(detail) as string },
    ]);
    expect(figures(await shop.order(order))).toEqual([[0, 4, 2, 0]]);
  });
});

describe('cancelling', () => {
  it('gives up what waits before what is set aside, and tells the customer', async () => {
    const order = await shop.place(anOrder({ CAKE: 6 }));
    const part = [{ lineId: order.lines[0]!.lineId, quantity: 3 }];
    expect(figures(await shop.act(order, 'cancel', { lines: part, reason: 'smaller party' }))).toEqual([
      [0, 3, 0, 3],
    ]);
    expect((await shop.news()).at(-1)).toEqual({
      kind: 'cancelled',
      detail: { quantity: 3, reason: 'smaller party' },
    });
  });

  it('frees stock for whoever waits', async () => {
    const [first, second] = [await shop.place(anOrder({ CAKE: 4 })), await shop.place(anOrder({ CAKE: 2 }))];
    expect((await shop.act(first, 'cancel')).status).toBe('cancelled');
    expect(figures(await shop.order(second))).toEqual([[0, 2, 0, 0]]);
  });

  it('of what was handed over is refused in words', async () => {
    const order = await shop.place(anOrder({ CAKE: 4 }));
    await shop.act(order, 'fulfil');
    const { status, body } = await shop.app.request<Problem>(
      'POST',
      `/stores/${shop.storeId}/orders/${order.orderId}/cancel`,
      {},
    );
    expect([status, body.detail]).toEqual([409, 'Order #1 is fulfilled; there is nothing to cancel.']);
  });
});

describe('stock that is lost', () => {
  it('is taken back from the last in the queue, whose customer hears of it', async () => {
    const [first, second] = [await shop.place(anOrder({ CAKE: 2 })), await shop.place(anOrder({ CAKE: 2 }))];
    await shop.app.record(shop.storeId, aMovement('waste', 'CAKE', 1));
    expect(figures(await shop.order(first))).toEqual([[0, 2, 0, 0]]);
    expect(figures(await shop.order(second))).toEqual([[0, 1, 1, 0]]);
    expect(await shop.news()).toMatchObject([
      { kind: 'moved', detail: { quantity: 1, reason: 'stock-lost' } },
    ]);
  });

  it('is taken back as well when somebody sells it over the counter', async () => {
    const order = await shop.place(anOrder({ CAKE: 4 }));
    await shop.app.sell(shop.storeId, { CAKE: 2 });
    expect(figures(await shop.order(order))).toEqual([[0, 2, 2, 0]]);
  });
});

describe('an 86 by hand', () => {
  it('keeps new stock from orders until it is lifted, and says so', async () => {
    const order = await shop.place(anOrder({ CAKE: 6 }));
    await shop.app.mark(shop.storeId, 'CAKE', { state: 'unavailable', reason: 'mould' });
    await shop.app.receive(shop.storeId, { CAKE: 4 });
    const [line] = (await shop.order(order)).lines;
    expect(line).toMatchObject({
      allocated: 4,
      backordered: 2,
      waiting: { because: 'unavailable', words: "it is 86'd by hand" },
    });
    await shop.app.mark(shop.storeId, 'CAKE', { state: 'available' });
    expect(figures(await shop.order(order))).toEqual([[0, 6, 0, 0]]);
  });

  it('until restock ends with the goods, which orders get', async () => {
    const order = await shop.place(anOrder({ CAKE: 6 }));
    await shop.app.mark(shop.storeId, 'CAKE', { state: 'unavailable', until: 'restock' });
    await shop.app.receive(shop.storeId, { CAKE: 4 });
    expect(figures(await shop.order(order))).toEqual([[0, 6, 0, 0]]);
  });
});

describe('an order that ships complete', () => {
  it('takes nothing before all of it is there', async () => {
    const order = await shop.place(anOrder({ CAKE: 6, WINE: 2 }, { shipComplete: true }));
    expect(order.lines).toMatchObject([
      { allocated: 0, waiting: { because: 'stock' } },
      {
        allocated: 0,
        waiting: { because: 'order', words: 'its order ships complete and still waits for CAKE' },
      },
    ]);
    await shop.app.receive(shop.storeId, { CAKE: 2 });
    expect((await shop.order(order)).status).toBe('ready');
  });
});

describe('a recipe that changes', () => {
  it('moves what is set aside for orders to its new parts', async () => {
    const gift = await shop.app.createItem(aDish('GIFT', { CAKE: 1 }));
    await shop.place(anOrder({ GIFT: 2 }));
    await shop.app.expectOk('PATCH', `/items/${gift.id}`, { recipe: [{ sku: 'WINE', quantity: 3 }] });
    const stock = await shop.app.stock(shop.storeId);
    expect([stock['CAKE']!.allocated, stock['WINE']!.allocated]).toEqual([0, 6]);
  });
});

describe('what comes back', () => {
  it('goes into stock again if it may, and to whoever waits', async () => {
    const order = await shop.place(anOrder({ CAKE: 4 }));
    await shop.act(order, 'fulfil');
    const other = await shop.place(anOrder({ CAKE: 1 }));
    const lines = [{ lineId: order.lines[0]!.lineId, quantity: 2 }];
    expect((await shop.act(order, 'return', { lines, restock: true })).lines).toMatchObject([
      { fulfilled: 4, returned: 2 },
    ]);
    expect(figures(await shop.order(other))).toEqual([[0, 1, 0, 0]]);
    const again = { lines: [{ ...lines[0]!, quantity: 3 }], restock: false };
    const refused = await shop.app.request<Problem>(
      'POST',
      `/stores/${shop.storeId}/orders/${order.orderId}/return`,
      again,
    );
    expect(refused.body.errors).toMatchObject([{ detail: 'only 2 each of CAKE are handed over, not 3' }]);
  });

  it('does not where it was made to order', async () => {
    await shop.app.createItem(aDish('GIFT', { CAKE: 1 }));
    const order = await shop.place(anOrder({ GIFT: 1 }));
    await shop.act(order, 'fulfil');
    const input = { lines: [{ lineId: order.lines[0]!.lineId, quantity: 1 }], restock: true };
    const { status, body } = await shop.app.request<Problem>(
      'POST',
      `/stores/${shop.storeId}/orders/${order.orderId}/return`,
      input,
    );
    expect([status, body.errors?.[0]?.detail]).toEqual([
      422,
      'GIFT is made to order and cannot go back into stock; return it without restock',
    ]);
  });
});
