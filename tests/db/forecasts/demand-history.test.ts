import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { businessHours, toDailySeries } from '../../../server/forecasts/daily-demand.ts';
import { readDemand, readHistory, verifyDemand } from '../../../server/forecasts/demand-history.service.ts';
import { FLAT } from '../../../server/forecasts/hour-profile.ts';
import type { HourlyDemand } from '../../../server/forecasts/hourly-demand.ts';
import { dateOf, StoreHours } from '../../../server/forecasts/store-hours.ts';
import { aDish, aMovement, anIngredient, anOrder, aRecipe, aSale } from '../../support/builders.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { sharedData } from '../../support/shared-data.ts';
import { openAnotherPool } from '../../support/test-database.ts';
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

const DAY_MS = 24 * 3_600_000;

/** Something that is recorded, at some time of the last days. */
const someFacts = fc.array(
  fc.record({
    what: fc.constantFrom(
      'sale',
      'sale',
      'sale',
      'receipt',
      ...(['waste', 'count', 'return', 'production'] as const),
    ),
    sku: fc.constantFrom('flour', 'sauce'),
    quantity: fc.integer({ min: 1, max: 9 }),
    ago: fc.integer({ min: 0, max: 2 * DAY_MS }),
    // What happens before it: one process reads, two do, or one dies before it is done.
    read: fc.constantFrom('no', 'no', 'one', 'two', 'dies'),
  }),
  { minLength: 10, maxLength: 25 },
);

it(
  'whoever reads whatever in between, it comes to the same as reading all at once',
  { timeout: 60_000 },
  async () => {
    const clock = new ManualClock('2026-03-20T08:00:00Z');
    const app = await startTestApp({ clock });
    const { db } = app.database;
    const other = openAnotherPool(app.database);
    const sauce = { sku: 'sauce', name: 'Sauce', unit: 'g', stocked: true, sellable: true };
    await app.createItems([
      ...[anIngredient('flour'), { ...sauce, recipe: aRecipe({ flour: 0.5 }) }],
      aDish('pizza', { flour: 2, sauce: 1 }),
    ]);
    const readers = {
      no: () => Promise.resolve(),
      one: () => readHistory({ db, clock }, { slice: 3 }),
      two: () =>
        Promise.all([
          readHistory({ db, clock }, { slice: 2 }),
          readHistory({ db: other.db, clock }, { slice: 5 }),
        ]),
      dies: () =>
        db
          .transaction()
          .execute(async (trx) => {
            await readHistory({ db: trx, clock }, { slice: 4 });
            throw new Error('killed');
          })
          .catch(() => null),
    };
    const rows = async (): Promise<unknown[]> =>
      (await sql`select * from demand_hour order by store_id, item_id, hour`.execute(db)).rows;

    const property = fc.asyncProperty(someFacts, async (facts) => {
      const { id } = await app.createStore();
      for (const { what, sku, quantity, ago, read } of facts) {
        await readers[read]();
        const at = new Date(clock.now().getTime() - ago).toISOString();
        if (what === 'sale') await app.sell(id, { pizza: quantity, [sku]: 1 }, { soldAt: at });
        else if (what === 'receipt') await app.receive(id, { [sku]: quantity });
        else await app.record(id, aMovement(what, sku, quantity, { at }));
        clock.advance({ minutes: 7 });
      }
      await readers.two();
      expect((await verifyDemand(db)).differences).toEqual([]);
      const kept = await rows();
      await sql`truncate demand_hour, demand_cursor`.execute(db);
      expect(await readHistory({ db, clock })).toBeGreaterThan(facts.length);
      expect(await rows()).toEqual(kept);
      expect(await readHistory({ db, clock })).toBe(0);
    });
    await fc.assert(property, { numRuns: 4 });

    await sql`update demand_hour set used = used + 0.001 where (store_id, item_id, hour) = (
    select store_id, item_id, hour from demand_hour d join item i on i.id = d.item_id and i.sku = 'flour' limit 1)`.execute(
      db,
    );
    const { differences } = await verifyDemand(db);
    expect(differences[0]).toMatchObject({ entity: expect.stringMatching(/^flour at 2026-/) as string });
  },
);

const pizza = sharedData('pizza-2015');

it.skipIf(!pizza.isThere)(
  `three weeks of real sales are in the history as they were, day by day: ${pizza.label}`,
  async () => {
    const clock = new ManualClock('2015-01-22T12:00:00Z');
    const app = await startTestApp({ clock });
    const { id } = await app.createStore({ timeZone: 'America/New_York' });
    const lines = (name: string) => readFileSync(join(pizza.path, name), 'utf8').trim().split('\n').slice(1);
    const orders = new Map(
      lines('orders.csv').map((line) => {
        const [orderId = '', date = '', time = ''] = line.trim().split(',');
        return [orderId, { date, time }];
      }),
    );
    const tickets = new Map<string, Record<string, number>>();
    const daily = new Map<string, number>();
    for (const line of lines('order_details.csv')) {
      const [, orderId = '', sku = '', quantity] = line.trim().split(',');
      const { date } = orders.get(orderId)!;
      if (date > '2015-01-21') continue;
      const ticket = tickets.get(orderId) ?? {};
      tickets.set(orderId, { ...ticket, [sku]: (ticket[sku] ?? 0) + Number(quantity) });
      daily.set(`${sku} ${date}`, (daily.get(`${sku} ${date}`) ?? 0) + Number(quantity));
    }
    const skus = [...new Set([...tickets.values()].flatMap((ticket) => Object.keys(ticket)))];
    await app.createItems(skus.map((sku) => aDish(sku, {})));
    const sales = [...tickets].map(([externalId, ticket]) => {
      const { date, time } = orders.get(externalId)!;
      // New York is five hours behind in January.
      const soldAt = new Date(Date.parse(`${date}T${time}Z`) + 5 * 3_600_000).toISOString();
      return aSale(ticket, { externalId, soldAt });
    });
    for (let from = 0; from < sales.length; from += 1_000)
      await app.expectOk('POST', `/stores/${id}/sales`, { sales: sales.slice(from, from + 1_000) });
    await readHistory(app.app.ctx);
    const since = new Date('2015-01-01T00:00:00Z');
    const demand = await readDemand(app.database.db, id, { since, until: clock.now() });
    const hours = new StoreHours({ timeZone: 'America/New_York', dayStart: '04:00' });
    const calendar = businessHours(hours, since.getTime() / 3_600_000, clock.now().getTime() / 3_600_000);
    const bySku = Object.fromEntries(
      Object.values(await app.stock(id)).map(({ sku, itemId }) => [sku, itemId]),
    );
    const found = new Map<string, number>();
    for (const sku of skus) {
      const series = toDailySeries(demand.get(bySku[sku]!)!, FLAT, calendar);
      Array.from(series.sold).forEach((quantity, index) => {
        if (quantity > 0) found.set(`${sku} ${dateOf(series.first + index)}`, quantity);
      });
    }
    expect(found.size).toBeGreaterThan(1_000);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(daily));
  },
);
