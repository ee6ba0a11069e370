import { expect, it } from 'vitest';
import { demandSeries } from '../../../client/forecasts/demand-chart.ts';
import { accuracySeries, fanSeries } from '../../../client/forecasts/forecast-series.ts';
import { accuracyWords, driverWords, headline } from '../../../client/forecasts/forecast-words.ts';
import { riskiest } from '../../../client/forecasts/risk-list.svelte.ts';
import { stockPast } from '../../../client/forecasts/stock-past.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import { placeLabels } from '../../../client/ui/time-drawing.ts';
import type { ItemForecast } from '../../../shared/forecasts/forecast.schema.ts';
import type { Movement } from '../../../shared/stock/movement.schema.ts';

const NOW = Date.parse('2026-11-24T17:00:00Z');
const times = new StoreTimes('Europe/Vienna', 'en-GB');
const inHours = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();
const day = (n: number): string => new Date(NOW + n * 86_400_000).toISOString().slice(0, 10);

/** Six kilos that go within the evening, on a Tuesday at six; 10 kg come tomorrow morning. */
function aForecast(over: Partial<ItemForecast> = {}): ItemForecast {
  const left = [6, 4, 1, 0];
  return {
    ...{ itemId: 'salmon', sku: 'SALMON', name: 'Salmon', unit: 'kg', at: inHours(0), available: 6 },
    ...{ horizon: 48, points: [], says: '8 weeks of sales', accuracy: { coverage80: 0.79, n: 42 } },
    stock: left.map((p50, n) => ({ at: inHours(n), p10: Math.max(0, p50 - 1), p50, p90: p50 + 1 })),
    days: [0, 1, 2].map((n) => ({ day: day(n), mean: n === 0 ? 1 : 4.2, p10: 3, p50: 4, p90: 5.5 })),
    history: [-3, -2, -1].map((n) => ({ day: day(n), sold: 3 - n, inStock: n === -2 ? 0.4 : 1 })),
    deliveries: [{ at: inHours(14), quantity: 10, supplier: 'Fish Lang', late: false }],
    depletion: { p10: inHours(1), p50: inHours(2.2), p90: inHours(4), probabilityBeforeDelivery: 0.9 },
    ...over,
  };
}

const NOTHING_YET = {
  ...{ byWeek: [], worst: [], models: { items: 1 } },
  stockOuts: { n: 0, within: 0, early: 0, late: 0, untold: 0 },
};

const { depletion: _, ...rest } = aForecast();
const unknown: ItemForecast = {
  ...{ ...rest, available: null, stock: [], days: [], history: [], deliveries: [], depletion: {} },
  ...{ accuracy: { n: 0 }, says: 'nothing sold yet' },
};

it('draws the fan from now on, with what was there, what comes and when it runs out', () => {
  const past = stockPast(
    [
      { at: inHours(-1), quantity: -0.7 },
      { at: inHours(-3), quantity: 5.1 },
    ] as Movement[],
    6,
    NOW,
  );
  expect(past.map(({ value }) => value)).toEqual([6.7, 6, 6]);
  const fan = fanSeries(aForecast(), past, { back: 12, ahead: 48, times })!;
  expect(fan.title).toBe('Runs out ~20:15 (19:00–22:00)');
  expect(fan.band?.points[0]).toEqual({ at: NOW, low: 6, high: 6 });
  expect(fan.marks.map(({ label }) => label)).toEqual(['out ~20:15', 'now', '+10 kg']);
  expect(fan.lines[0]?.points).toHaveLength(3);
  expect(fan.table.rows[1]).toEqual(['19:00', '3 kg', '4 kg', '5 kg']);
  expect(fan.ticks.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['08:00', '16:00', 'Wed', 'Thu']),
  );
});

it('draws what was sold and what is expected, and marks days on which it ran out', () => {
  const series = demandSeries(aForecast(), 'en-GB')!;
  expect(series.title).toBe('About 8.4 kg will be asked for in the 2 days after today');
  expect(series.lines.find(({ look }) => look === 'rings')?.points).toHaveLength(1);
  expect(series.table.rows.map((row) => row.join(' | '))).toContain('22 Nov | 5 kg |  | 40 % of the day');
});

it('says in words what moves the risk, and how right it was', () => {
  expect(driverWords(aForecast(), times, NOW)).toEqual(['next delivery Wed 08:00', 'sells 4.2 kg a day']);
  expect(driverWords(aForecast({ deliveries: [] }), times, NOW)[0]).toBe('nothing on order');
  expect(accuracyWords({ coverage80: 0.79, n: 42 })).toContain('79 of 100 days');
  expect(headline(aForecast({ depletion: {} }), times, NOW)).toBe('Enough for the next 7 days');
});

it('knows nothing of what was never sold, and says so', () => {
  expect(fanSeries(unknown, [], { back: 12, ahead: 48, times })).toBeNull();
  expect(demandSeries(unknown)).toBeNull();
  expect(driverWords(unknown, times, NOW)).toEqual(['nothing on order']);
  expect(headline(unknown, times, NOW)).toBe('Too early to tell when it runs out');
  expect(accuracyWords({ n: 2 })).toBe('Not known yet: 5 more days of sales will tell');
  expect(accuracySeries({ n: 0, ...NOTHING_YET })).toBeNull();
});

it('shows weeks of accuracy against what is meant to be', () => {
  const byWeek = [0.8, 0.5].map((coverage80, n) => ({ week: day(7 * n), coverage80, n: 7 }));
  const series = accuracySeries(
    { ...NOTHING_YET, coverage80: 0.65, n: 14, byWeek },
    'en-GB',
  )!;
  expect(series.bars.map(({ words, tone }) => `${words} ${tone}`)).toEqual(['80 % back', '50 % late']);
});

it('lists stocked items by their chance, then by when they run out', () => {
  const at = inHours(0);
  const depletion = (itemId: string, beforeDelivery: number, hours: number) => ({
    ...{ itemId, beforeDelivery, probability: 1, p50: inHours(hours), at },
  });
  const all = [
    depletion('a', 0.7, 1),
    depletion('b', 0.9, 9),
    depletion('c', 0.92, 3),
    depletion('d', 0.02, 1),
  ];
  const stocked = new Set(['a', 'b', 'c', 'd']);
  expect(riskiest([...all, depletion('dish', 1, 1)], stocked).map(({ itemId }) => itemId)).toEqual([
    'c',
    'b',
    'a',
  ]);
});

it('puts labels that come close in rows, and leaves out what has no room', () => {
  const at = [100, 110, 300, 105, 108].map((x) => ({ x, width: 60 }));
  expect(placeLabels(at, { left: 0, right: 320 }).map((place) => place?.row)).toEqual([
    0,
    1,
    0,
    2,
    undefined,
  ]);
});
