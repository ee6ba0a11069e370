import { expect, it } from 'vitest';
import { readDemand, readHistory, verifyDemand } from '../../../server/forecasts/demand-history.service.ts';
import type { HourlyDemand } from '../../../server/forecasts/hourly-demand.ts';
import { aDish, aMovement, anIngredient, anOrder } from '../../support/builders.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const SINCE = new Date('2026-03-18T00:00:00Z');

/** What is known of an item, hour by hour: what was sold and for how many minutes it was out, where there is something to say. */
function spelled(demand: HourlyDemand | undefined): Record<string, [number, number]> {
  const { firstHour = 0, sold = [], outMinutes = [] } = demand ?? {};
  const hours = Array.from(
    sold,
    (quantity, index) => [firstHour + index, quantity, outMinutes[index]!] as const,
  );
  return Object.fromEntries(
    hours
      .filter(([, quantity, out]) => quantity > 0 || out > 0)
      .map(([hour, quantity, out]) => [
        new Date(hour * 3_600_000).toISOString().slice(5, 13),
        [quantity, out],
      ]),
  );
}

async function demandOf(app: TestApp, clock: ManualClock, storeId: string) {
  await readHistory(app.app.ctx);
  expect((await verifyDemand(app.database.db)).differences).toEqual([]);
  const demand = await readDemand(app.database.db, storeId, { since: SINCE, until: clock.now() });
  const stock = await app.stock(storeId);
  return (sku: string): Record<string, [number, number]> => spelled(demand.get(stock[sku]!.itemId));
}

it('what was asked of an item, hour by hour, and when it could not be had, follows from what was recorded', async () => {
  const clock = new ManualClock('2026-03-20T08:00:00Z');
  const app = await startTestApp({ clock });
  const { id } = await app.createStore();
  await app.createItem(anIngredient('flour'));
  await app.createItem(anIngredient('sugar'));
  await app.createItem({
    sku: 'sauce',
    name: 'Sauce',
    unit: 'g',
    recipe: [{ sku: 'sugar', quantity: 0.5 }],
    stocked: true,
    sellable: false,
  });
  await app.createItem(aDish('pizza', { flour: 200, sauce: 10 }));
  await app.createItem({ sku: 'water', name: 'Water', unit: 'each', sellable: true, stocked: true });
  await app.receive(id, { flour: 1100, water: 50, sauce: 1000, sugar: 500 });

  // A till that is late, one whose clock runs ahead, and one that is on time; an order that is handed over.
  await app.sell(id, { pizza: 1, water: 2 }, { soldAt: '2026-03-19T19:30:00Z' });
  await app.sell(id, { water: 1 }, { soldAt: '2026-03-20T23:00:00Z' });
  clock.set('2026-03-20T09:15:00Z');
  await app.sell(id, { water: 3 }, { soldAt: clock.now().toISOString() });
  const { orderId } = await app.expectOk<{ orderId: string }>(
    'POST',
    `/stores/${id}/orders`,
    anOrder({ water: 4 }),
  );
  clock.set('2026-03-20T10:05:00Z');
  await app.expectOk('POST', `/stores/${id}/orders/${orderId}/fulfil`, {});
  // Nothing that anybody asked for.
  await app.record(
    id,
    ...[
      aMovement('waste', 'water', 1),
      aMovement('correction', 'water', -1),
      aMovement('count', 'water', 30),
    ],
  );
  await app.receive(id, { water: 6 });
  // What came back is taken from the hour of the sale, here the one before.
  clock.set('2026-03-20T11:20:00Z');
  await app.record(id, aMovement('return', 'water', 1));
  await app.record(id, aMovement('production', 'sauce', 100));
  let said = await demandOf(app, clock, id);
  expect(said('water')).toEqual({
    '03-19T19': [2, 0],
    '03-20T08': [1, 0],
    '03-20T09': [3, 0],
    '03-20T10': [3, 0],
  });
  expect(said('pizza')).toEqual({ '03-19T19': [1, 0] });
  expect(said('flour')).toEqual({ '03-19T19': [200, 0] });
  expect(said('sugar')).toEqual({});

  // 900 g of flour are left: four pizzas later there is some, but too little for another.
  clock.set('2026-03-20T12:40:00Z');
  await app.sell(id, { pizza: 4 }, { soldAt: clock.now().toISOString() });
  clock.set('2026-03-20T14:25:00Z');
  await app.receive(id, { flour: 1000 });
  await app.mark(id, 'water', { state: 'unavailable', reason: 'warm' });
  clock.set('2026-03-20T16:10:00Z');
  await app.mark(id, 'water', { state: 'available' });
  await app.mark(id, 'sauce', { state: 'unavailable' });
  clock.set('2026-03-20T16:30:00Z');
  await app.mark(id, 'sauce', { state: 'available' });
  await app.mark(id, 'pizza', { state: 'limited', remaining: 2 });
  clock.set('2026-03-20T17:45:00Z');
  await app.sell(id, { pizza: 2 }, { soldAt: clock.now().toISOString() });
  clock.set('2026-03-20T18:30:00Z');
  await app.mark(id, 'pizza', { state: 'available' });
  clock.set('2026-03-20T20:00:00Z');
  said = await demandOf(app, clock, id);
  expect(said('sugar')).toEqual({ '03-20T11': [50, 0] });
  const flourOut = { '03-20T13': [0, 60], '03-20T14': [0, 25] };
  expect(said('flour')).toEqual({
    '03-19T19': [200, 0],
    '03-20T12': [800, 20],
    ...flourOut,
    '03-20T17': [400, 0],
  });
  expect(said('pizza')).toEqual({
    ...{ '03-19T19': [1, 0], '03-20T12': [4, 20], ...flourOut },
    ...{ '03-20T16': [0, 20], '03-20T17': [2, 15], '03-20T18': [0, 30] },
  });
  expect(said('water')).toMatchObject({ '03-20T14': [0, 35], '03-20T15': [0, 60], '03-20T16': [0, 10] });
});
