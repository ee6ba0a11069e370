import { beforeEach, describe, expect, it } from 'vitest';
import type { Order, OrderInput } from '../../../shared/orders/order.schema.ts';
import { aDish, anIngredient, anOrder } from '../../support/builders.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let app: TestApp;
let storeId: string;
const clock = new ManualClock();

beforeEach(async () => {
  clock.set('2026-03-20T11:00:00Z');
  app = await startTestApp({ clock });
  storeId = (await app.createStore()).id;
  await app.createItem(anIngredient('CAKE', { unit: 'each', sellable: true }));
  await app.createItem(anIngredient('CREAM'));
  await app.createItem(aDish('TART', { CAKE: 1, CREAM: 50 }));
});

const place = (input: OrderInput) => app.expectOk<Order>('POST', `/stores/${storeId}/orders`, input);

describe('an order', () => {
  it('says line by line what is set aside and until when the rest waits', async () => {
    await app.receive(storeId, { CAKE: 2 });
    await app.expectOk('POST', `/stores/${storeId}/expected-deliveries`, {
      sku: 'CAKE',
      quantity: 10,
      expectedAt: '2026-03-22T08:00:00Z',
      supplier: 'Bakery',
    });
    const order = await place(anOrder({ CAKE: 6 }));
    expect(order).toMatchObject({ number: 1, status: 'partly-ready', customer: { name: 'Ada' } });
    expect(order.lines).toMatchObject([
      { quantity: 6, allocated: 2, backordered: 4, waiting: { because: 'stock', words: 'waits for CAKE' } },
    ]);
    expect(order.lines[0]!.promise).toMatchObject({ latest: '2026-03-22T12:00:00.000Z' });
    expect((await app.stock(storeId))['CAKE']).toMatchObject({ onHand: 2, allocated: 2, available: 0, backordered: 4, onOrder: 10 });
  });
});
