import { expect, it } from 'vitest';
import type { StoreReport } from '../../../shared/displays/report.schema.ts';
import type { SalePrices } from '../../../shared/items/sale-price.schema.ts';
import { aDish, aMovement, anIngredient, anOrder, aSale } from '../../support/builders.ts';
import { eur, openBuyer } from '../../support/buyer.ts';
import { AUTHORIZATION } from '../../support/test-key.ts';

/** Salmon at 180 € the case of 10 kg; a tartare of 0.1 kg of it and of dill, of which nobody knows the price. */
async function openReport() {
  const { app, storeId } = await openBuyer();
  await app.createItems([anIngredient('DILL', { name: 'Dill', unit: 'g' })]);
  await app.createItems([aDish('TARTARE', { SALMON: 0.1, DILL: 5 }, { name: 'Tartare' })]);
  const report = (query: string) => app.request<StoreReport>('GET', `/stores/${storeId}/report?${query}`);
  return { app, storeId, report };
}

const MARCH = 'from=2026-03-20&to=2026-03-20';

it('a report tells what was wasted and why, what orders waited, and what lies on the shelves', async () => {
  const { app, storeId, report } = await openReport();
  const kilo = 1_800;
  await app.createItems([
    anIngredient('GRAVLAX', {
      unit: 'g',
      stocked: true,
      recipe: [{ sku: 'SALMON', quantity: 1.2 }],
      recipeYield: 1000,
    }),
  ]);
  await app.receive(storeId, { SALMON: 10, DILL: 500, GRAVLAX: 100 });
  await app.record(
    storeId,
    { ...aMovement('waste', 'SALMON', 0.5), reason: 'Spoiled' },
    { ...aMovement('waste', 'SALMON', 0.25), reason: 'Dropped' },
    aMovement('waste', 'DILL', 20),
  );
  await app.expectOk('POST', `/stores/${storeId}/sales`, { sales: [aSale({ TARTARE: 20 })] });
  await app.expectOk('POST', `/stores/${storeId}/orders`, anOrder({ SALMON: 1 }));
  await app.expectOk('POST', `/stores/${storeId}/orders`, anOrder({ SALMON: 50 }));
  const { body } = await report(MARCH);
  expect(body.waste).toEqual({
    cost: eur(0.75 * kilo),
    unpriced: 1,
    byReason: [
      { reason: 'Spoiled', times: 1, cost: eur(0.5 * kilo) },
      { reason: 'Dropped', times: 1, cost: eur(0.25 * kilo) },
      { reason: 'No reason given', times: 1, cost: eur(0) },
    ],
    byItem: [
      expect.objectContaining({ name: 'Salmon', quantity: 0.75, times: 2, cost: eur(0.75 * kilo) }),
      expect.objectContaining({ name: 'Dill', quantity: 20, times: 1 }),
    ],
  });
  expect(body.fill).toEqual({ lines: 2, atOnce: 1 });
  expect(body.stockOuts).toEqual({ days: 0, lostValue: eur(0), unpriced: 0, byItem: [] });
  const left = 10 - 0.75 - 2;
  expect(body.inventory).toMatchObject({
    value: eur(Math.round((left + 0.12) * kilo)),
    valueBefore: eur(0),
    sold: eur(2 * kilo),
    unpriced: 1,
  });
  expect(body.inventory.turns).toBeCloseTo((2 * 365) / (left + 0.12), 1);
  const csv = await app.app.server.inject({
    ...{ method: 'GET', url: `/api/v1/stores/${storeId}/report?${MARCH}&part=waste`, headers: AUTHORIZATION },
  });
  expect(csv.body).toContain('Salmon,0.75,kg,2,13.50,EUR');
  expect((await report('from=2026-03-19&to=2026-03-19')).body.waste.byItem).toEqual([]);
});

it('what was out is told in what guests would have paid for it, as far as prices are known', async () => {
  const { app, storeId, report } = await openReport();
  const path = `/stores/${storeId}/sale-prices`;
  const save = (...prices: object[]) => app.request<SalePrices>('PUT', path, { prices });
  const refused = await save(
    { sku: 'TARTARE', price: { amount: 1250, currency: 'USD' } },
    { sku: 'DILL', price: eur(1) },
    { sku: 'TARTARE', price: null },
  );
  expect(refused).toMatchObject({
    status: 422,
    body: {
      errors: [
        { pointer: '/prices/0/price/currency' },
        { pointer: '/prices/1/sku' },
        { pointer: '/prices/2/sku' },
      ],
    },
  });
  expect((await save({ sku: 'TARTARE', price: eur(1250) }, { sku: 'CAKE', price: eur(1) })).status).toBe(200);
  const { body: prices } = await save({ sku: 'CAKE', price: null });
  expect(prices.items.map(({ sku, price }) => [sku, price?.amount])).toEqual([
    ['CAKE', undefined],
    ['SALMON', undefined],
    ['TARTARE', 1250],
  ]);
  // Foretold by the night before: 8 tartares, of which a quarter fell into hours without any; today is not over.
  const score = `insert into forecast_score (store_id, item_id, day, made_at, mean, p10, p50, p90, actual, in_stock, scored_at)
    select $1, id, $3, now(), $4, 0, 0, 0, 0, $5, now() from item where sku = $2`;
  for (const [sku, day, mean, inStock] of [
    ['TARTARE', '2026-03-18', 8, 0.75],
    ['TARTARE', '2026-03-19', 5, 0.9],
    ['CAKE', '2026-03-19', 3, 0],
    ['SALMON', '2026-03-19', 4, 1],
  ] as const)
    await app.database.pool.query(score, [storeId, sku, day, mean, inStock]);
  const { body } = await report('from=2026-03-18&to=2026-03-20');
  expect(body.stockOuts).toMatchObject({ days: 2, lostValue: eur(3125), unpriced: 1 });
  expect(body.stockOuts.byItem).toMatchObject([
    { name: 'Tartare', days: 2, lost: 2.5, price: eur(1250), lostValue: eur(3125) },
    { name: 'Nut cake', days: 1, lost: 3 },
  ]);
});

it('days that do not fit are refused by their name', async () => {
  const { report } = await openReport();
  for (const [query, pointer] of [
    ['from=2026-03-20&to=2026-03-19', '/querystring/to'],
    ['from=2027-03-20&to=2027-03-21', '/querystring/from'],
    ['from=2020-03-20&to=2026-03-19', '/querystring/from'],
    ['from=2026-02-30&to=2026-03-19', '/querystring/from'],
  ]) {
    expect(await report(query!), query).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  }
});
