import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { renewDepletions } from '../../../server/forecasts/depletion.service.ts';
import { fitWhatIsDue } from '../../../server/forecasts/fitting.service.ts';
import { ForecastThread } from '../../../server/forecasts/forecast-thread.service.ts';
import { readHistory } from '../../../server/forecasts/demand-history.service.ts';
import type {
  Depletion,
  DepletionList,
  ItemForecast,
  StoreAccuracy,
} from '../../../shared/forecasts/forecast.schema.ts';
import type { StockFigures } from '../../../shared/stock/stock.schema.ts';
import { aDish, aMovement, anIngredient } from '../../support/builders.ts';
import { followStore } from '../../support/live-screen.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { sellFor } from '../../support/sold-history.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const DAY_MS = 86_400_000;

let app: TestApp;
let clock: ManualClock;
let storeId: string;
let ids: Record<string, string>;
let thread: ForecastThread;

beforeEach(async () => {
  clock = new ManualClock('2026-03-20T11:00:00Z');
  app = await startTestApp({ clock });
  thread = new ForecastThread();
  onTestFinished(() => thread.stop());
  ({ id: storeId } = await app.createStore());
  for (const sku of ['BUN', 'BEEF', 'CHEESE']) await app.createItem(anIngredient(sku, { unit: 'piece' }));
  await app.createItem(aDish('BURGER', { BUN: 1, BEEF: 1 }));
  await app.createItem(aDish('TOAST', { BUN: 2, CHEESE: 1 }));
  const stock = await app.stock(storeId);
  ids = Object.fromEntries(Object.values(stock).map(({ sku, itemId }) => [sku, itemId]));
});

const get = <T>(path: string): Promise<T> => app.expectOk<T>('GET', `/stores/${storeId}/${path}`);
const fit = (): Promise<string[]> => fitWhatIsDue(app.app.ctx, { reckoner: thread, withNews: true });
const renew = (): Promise<number> => renewDepletions(app.app.ctx, thread, storeId, Object.values(ids));
const told = async (): Promise<Record<string, Depletion>> =>
  Object.fromEntries((await get<DepletionList>('depletion')).items.map((each) => [each.itemId, each]));
const daysUntil = (at: string | undefined): number => (Date.parse(at!) - clock.now().getTime()) / DAY_MS;

describe('when an item runs out', () => {
  it('follows from what is sold, what is there and what is on its way, for dishes from what they take', async () => {
    await sellFor(app, storeId, 42, { BURGER: 2 });
    const counts = { BUN: 45, BEEF: 500, CHEESE: 20 };
    await app.record(storeId, ...Object.entries(counts).map(([sku, left]) => aMovement('count', sku, left)));
    expect(await fit()).toEqual([storeId]);
    expect(await fit()).toEqual([]);
    await renew();

    // Ten a day, the last at seven in the evening of Vienna: 45 last into the fifth day.
    const before = await told();
    const bun = before[ids['BUN']!]!;
    expect(daysUntil(bun.p50)).toBeGreaterThan(3.5);
    expect(daysUntil(bun.p50)).toBeLessThan(5.5);
    expect(Date.parse(bun.p10!)).toBeLessThanOrEqual(Date.parse(bun.p50!));
    expect(before[ids['BURGER']!]).toMatchObject({ p50: bun.p50, probability: bun.probability });
    // Nobody ever asked for cheese: it is taken to go as the rest of its category does, and so nobody can be sure.
    const cheese = await get<ItemForecast>(`items/${ids['CHEESE']}/forecast`);
    expect(cheese.says).toBe('Too new to tell: borrowed from Larder');
    expect(before[ids['TOAST']!]).toMatchObject({ p50: before[ids['CHEESE']!]!.p50 });
    expect(before[ids['BEEF']!]).toBeUndefined();
    // Nothing moved, so that nobody is told.
    const head = await app.head(storeId);
    expect(await renew()).toBe(0);
    expect(await app.head(storeId)).toBe(head);

    const stock = await get<StockFigures>(`stock/${ids['BUN']}`);
    expect(stock.depletion).toEqual({ p10: bun.p10, p50: bun.p50, ...(bun.p90 && { p90: bun.p90 }) });
    const forecast = await get<ItemForecast>(`items/${ids['BUN']}/forecast?horizon=72`);
    expect(forecast).toMatchObject({ sku: 'BUN', available: 45, horizon: 72, says: '6 weeks of sales' });
    expect(forecast.depletion.p50).toBe(bun.p50);
    expect(forecast.points.at(-1)!.p50).toBeGreaterThan(20);
    expect(forecast.points.at(-1)!.p50).toBeLessThan(35);
    expect(forecast.stock.at(-1)!.p50).toBeCloseTo(45 - forecast.points.at(-1)!.p50, 0);
    expect(forecast.history).toHaveLength(42);
    expect(forecast.history.at(-1)).toEqual({ day: '2026-03-19', sold: 10, inStock: 1 });

    // A delivery that comes in time: what runs out does so later.
    await app.expectOk('POST', `/stores/${storeId}/expected-deliveries`, {
      ...{ sku: 'BUN', quantity: 20, supplier: 'Bakery', expectedAt: '2026-03-22T06:00:00Z' },
    });
    await renew();
    const later = (await told())[ids['BUN']!]!;
    expect(daysUntil(later.p50)).toBeGreaterThan(daysUntil(bun.p50) + 1);
    expect(later.beforeDelivery).toBeLessThan(0.05);
    expect(daysUntil(later.nextDeliveryAt)).toBeGreaterThan(1);

    // A countdown of a dish ends it today, whatever there is of its components; of who has plenty nobody is told.
    await app.mark(storeId, 'BURGER', { state: 'limited', remaining: 4, until: 'end-of-day' });
    await app.record(storeId, aMovement('count', 'BUN', 1_000));
    await renew();
    const last = await told();
    expect(daysUntil(last[ids['BURGER']!]!.p50)).toBeLessThan(0.4);
    expect(last[ids['BUN']!]).toBeUndefined();
    expect((await get<StockFigures>(`stock/${ids['BUN']}`)).depletion).toBeUndefined();
  });

  it('is kept up by itself: on screens after a sale, and forecasts are judged when their day is over', async () => {
    await sellFor(app, storeId, 42, { BURGER: 2 });
    await app.record(storeId, aMovement('count', 'BUN', 60), aMovement('count', 'BEEF', 500));
    const screen = await followStore(await app.url(), storeId);
    const bun = (): Depletion | undefined => screen.tables.depletion.get(ids['BUN']!);
    await screen.until(() => bun() !== undefined && screen.tables.depletion.has(ids['BURGER']!));
    const first = daysUntil(bun()!.p50);
    expect(first).toBeGreaterThan(5);

    await app.sell(storeId, { BURGER: 40 });
    await screen.until(() => daysUntil(bun()!.p50) < first - 2.5);
    await screen.until(() => screen.tables.depletion.get(ids['BURGER']!)?.p50 === bun()!.p50);
    await app.record(storeId, aMovement('count', 'BUN', 900));
    await screen.until(() => screen.tables.depletion.size === 0);

    clock.set('2026-03-21T11:00:00Z');
    await readHistory(app.app.ctx);
    await expect
      .poll(() => get<StoreAccuracy>('forecast-accuracy').then(({ n }) => n), { timeout: 15_000 })
      .toBeGreaterThanOrEqual(2);
    const accuracy = await get<StoreAccuracy>('forecast-accuracy');
    expect(accuracy.byWeek).toHaveLength(1);
    expect(accuracy.models).toMatchObject({ items: 5 });
  });

  it('comes when what is left is too little for another portion, and is held to what was said of it', async () => {
    await app.createItem(anIngredient('RAGU', { unit: 'kg' }));
    await app.createItem(aDish('PASTA', { RAGU: 0.17 }));
    ids['RAGU'] = (await app.stock(storeId))['RAGU']!.itemId;
    await sellFor(app, storeId, 42, { PASTA: 2 });
    // At noon, two plates: they go within an hour or two.
    await app.record(storeId, aMovement('count', 'RAGU', 0.4));
    await fit();
    await renew();
    const ragu = async () => (await told())[ids['RAGU']!]!;
    const hoursUntil = (at: string | undefined): number => daysUntil(at) * 24;
    expect(hoursUntil((await ragu()).p50)).toBeGreaterThan(0);
    expect(hoursUntil((await ragu()).p90)).toBeLessThan(8);

    clock.set((await ragu()).p50!);
    await app.sell(storeId, { PASTA: 2 });
    expect((await app.stock(storeId))['RAGU']).toMatchObject({ onHand: 0.06 });
    await renew();
    expect(Date.parse((await ragu()).p90!)).toBeLessThanOrEqual(clock.now().getTime() + 10 * 60_000);
    expect((await get<StoreAccuracy>('forecast-accuracy')).soon).toEqual({
      n: 1,
      within: 1,
      early: 0,
      late: 0,
    });
  });

  it('is not told of what nobody knows', async () => {
    await app.record(storeId, aMovement('count', 'BUN', 3));
    expect(await fit()).toEqual([]);
    expect(await renew()).toBe(0);
    const unsold = await get<ItemForecast>(`items/${ids['BUN']}/forecast`);
    expect(unsold).toMatchObject({ points: [], days: [], depletion: {}, accuracy: { n: 0 } });
    expect(unsold.says).toBe('Not forecast yet: nothing was sold');

    await app.sell(storeId, { TOAST: 1 });
    await readHistory(app.app.ctx);
    expect(await fit()).toEqual([storeId]);
    await renew();
    const once = await get<ItemForecast>(`items/${ids['BUN']}/forecast?horizon=672`);
    const figures = [...once.points, ...once.stock, ...once.days].flatMap(({ p10, p50, p90 }) => [
      p10,
      p50,
      p90,
    ]);
    expect(figures.every((figure) => Number.isFinite(figure) && figure >= 0)).toBe(true);
    expect(once.days.length).toBeGreaterThanOrEqual(28);
  });
});
