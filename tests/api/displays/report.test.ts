import { expect, it } from 'vitest';
import type { StoreReport } from '../../../shared/displays/report.schema.ts';
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
  expect(body.stockOuts).toEqual({ days: 0, byItem: [] });
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
