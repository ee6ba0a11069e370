import { expect, it, onTestFinished } from 'vitest';
import { renewDepletions } from '../../../server/forecasts/depletion.service.ts';
import { readHistory } from '../../../server/forecasts/demand-history.service.ts';
import { fitWhatIsDue } from '../../../server/forecasts/fitting.service.ts';
import { ForecastThread } from '../../../server/forecasts/forecast-thread.service.ts';
import type { BackorderRisk } from '../../../shared/forecasts/backorder-risk.schema.ts';
import type { ForecastDays, StoreAccuracy } from '../../../shared/forecasts/forecast.schema.ts';
import { aMovement, anIngredient } from '../../support/builders.ts';
import { openBuyer } from '../../support/buyer.ts';
import { sellFor } from '../../support/sold-history.ts';

interface Page {
  items: BackorderRisk[];
  nextCursor: string | null;
}

/** Ten kilos of salmon a day, five cakes, and one of what nobody delivers; Friday noon, what is ordered now comes on Monday at eight. */
async function openSold() {
  const { app, storeId, clock, supplier } = await openBuyer();
  await app.createItem(anIngredient('HERBS', { unit: 'bunch' }));
  const thread = new ForecastThread();
  onTestFinished(() => thread.stop());
  await sellFor(app, storeId, 42, { SALMON: 2, CAKE: 1, HERBS: 1 });
  const stock = await app.stock(storeId);
  const ids = Object.fromEntries(Object.values(stock).map(({ sku, itemId }) => [sku, itemId]));
  const get = <T>(path: string): Promise<T> => app.expectOk<T>('GET', `/stores/${storeId}/${path}`);
  const fit = () => fitWhatIsDue(app.app.ctx, { reckoner: thread, withNews: true });
  const renew = () => renewDepletions(app.app.ctx, thread, storeId, Object.values(ids));
  const count = (left: Record<string, number>) =>
    app.record(storeId, ...Object.entries(left).map(([sku, n]) => aMovement('count', sku, n)));
  return { app, storeId, clock, supplier, ids, get, fit, renew, count };
}

it('says what may not last until it comes again, what drives that, and how right it was', async () => {
  const { app, storeId, clock, supplier, ids, get, fit, renew, count } = await openSold();
  await count({ SALMON: 12, CAKE: 400, HERBS: 30 });
  expect((await get<Page>('backorder-risks')).items).toEqual([]);
  expect(await fit()).toEqual([storeId]);
  expect((await get<StoreAccuracy>('forecast-accuracy')).models).not.toHaveProperty('fitting');
  await renew();

  const { items } = await get<Page>('backorder-risks');
  expect(items.map(({ sku }) => sku)).toEqual(['SALMON', 'HERBS', 'CAKE']);
  const [salmon, herbs, cake] = items;
  expect(salmon).toMatchObject({
    ...{ available: 12, unit: 'kg', chance: 1, drivers: [{ kind: 'little-stock' }] },
    order: { at: '2026-03-23T07:00:00.000Z', supplier: supplier.name },
  });
  expect(salmon!.perDay).toBeGreaterThan(8);
  expect(salmon!.perDay).toBeLessThan(12);
  expect(salmon!.par).toBeGreaterThan(20);
  expect(Date.parse(salmon!.p50!)).toBeGreaterThan(clock.now().getTime());
  // Nobody delivers herbs: 30 of 35 that a week asks for.
  expect(herbs!.order).toBeUndefined();
  expect(herbs!.chance).toBeGreaterThan(0.5);
  expect(cake).toMatchObject({ chance: 0, drivers: [] });
  const first = await get<Page>('backorder-risks?limit=1');
  expect(first.items).toEqual([salmon]);
  const rest = await get<Page>(`backorder-risks?limit=2&cursor=${first.nextCursor}`);
  expect(rest.items).toEqual([herbs, cake]);
  const forged = await app.request('GET', `/stores/${storeId}/backorder-risks?cursor=${btoa('2 x')}`);
  expect(forged.status).toBe(400);

  // Tomorrow's delivery covers it, as far as the supplier can be relied on.
  await app.expectOk('POST', `/stores/${storeId}/expected-deliveries`, {
    ...{ sku: 'SALMON', quantity: 100, supplier: supplier.name, expectedAt: '2026-03-21T07:00:00Z' },
  });
  await renew();
  const covered = (await get<Page>('backorder-risks')).items.find(({ sku }) => sku === 'SALMON')!;
  expect(covered.chance).toBeLessThan(0.5);
  expect(covered.next).toMatchObject({ quantity: 100, supplier: supplier.name, late: false });

  // Four hours later the last of it is sold, as was told; cakes go all at once, which nobody could tell.
  clock.set('2026-03-20T15:00:00Z');
  await app.sell(storeId, { SALMON: 12, CAKE: 400 });
  await renew();
  await renew();
  const accuracy = await get<StoreAccuracy>('forecast-accuracy');
  expect(accuracy.stockOuts).toMatchObject({ n: 2, untold: 1 });
  expect(accuracy.stockOuts.within + accuracy.stockOuts.early).toBe(1);

  expect(accuracy.soon).toMatchObject({ n: 0 });

  // What is said to run out within hours is judged when it does; what was told of other goods tells nothing.
  clock.set('2026-03-20T16:00:00Z');
  await count({ SALMON: 2 });
  await renew();
  clock.set('2026-03-20T17:40:00Z');
  await app.sell(storeId, { SALMON: 2 }, { soldAt: '2026-03-20T17:20:00Z' });
  await renew();
  const judged = await get<StoreAccuracy>('forecast-accuracy');
  expect(judged.soon).toEqual({ n: 1, within: 1, early: 0, late: 0 });
  expect(judged.stockOuts.n).toBe(2);

  // When the day is over, what came stands beside what was foretold of it.
  expect((await get<ForecastDays>(`items/${ids['HERBS']}/forecast-days`)).days).toEqual([]);
  await app.sell(storeId, { HERBS: 5 });
  clock.set('2026-03-21T11:00:00Z');
  await readHistory(app.app.ctx);
  expect(await fit()).toEqual([storeId]);
  const { days, unit } = await get<ForecastDays>(`items/${ids['HERBS']}/forecast-days`);
  expect(unit).toBe('bunch');
  expect(days).toMatchObject([{ day: '2026-03-20', sold: 5, inStock: 1 }]);
  expect(days[0]!.p10).toBeLessThanOrEqual(days[0]!.p50);
});
