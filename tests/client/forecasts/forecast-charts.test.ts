import { describe, expect, it } from 'vitest';
import { demandSeries } from '../../../client/forecasts/demand-chart.ts';
import { accuracySeries, fanSeries } from '../../../client/forecasts/forecast-series.ts';
import { foretoldSeries } from '../../../client/forecasts/foretold-chart.ts';
import {
  accuracyWords,
  fittingWords,
  headline,
  soonWords,
  stockOutWords,
} from '../../../client/forecasts/forecast-words.ts';
import { riskiest } from '../../../client/forecasts/risk-list.svelte.ts';
import { beforeWhat, riskFacts } from '../../../client/forecasts/risk-words.ts';
import { stockPast } from '../../../client/forecasts/stock-past.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import { placeLabels } from '../../../client/ui/time-drawing.ts';
import type { BackorderRisk } from '../../../shared/forecasts/backorder-risk.schema.ts';
import type { ForecastDays, ItemForecast } from '../../../shared/forecasts/forecast.schema.ts';
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
  soon: { n: 0, within: 0, early: 0, late: 0 },
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

it('says how right forecasts were, and how far they are', () => {
  expect(accuracyWords({ coverage80: 0.79, n: 42 })).toContain('79 of 100 days');
  expect(headline(aForecast({ depletion: {} }), times, NOW)).toBe('Enough for the next 7 days');
  expect(fittingWords({ step: 'history', done: 37, of: 100 })).toContain('37 of 100 %');
  expect(fittingWords({ step: 'fitting', done: 4, of: 9 })).toContain('4 of 9 items');
  expect(stockOutWords({ n: 9, within: 7, early: 1, late: 0, untold: 1 })).toEqual([
    'Of 9 times that an item ran out, the moment lay in the range told 3 hours before 7 times.',
    'The others: 1 earlier, 1 of which nothing had been told.',
  ]);
  expect(soonWords({ n: 5, within: 4, early: 0, late: 1 })).toBe(
    'Said to run out within 3 hours: 5 times, and within the range 4 of them; 8 of 10 are meant to be. The others: 1 later or not at all.',
  );
  expect(soonWords(NOTHING_YET.soon)).toBe('');
  expect(stockOutWords(NOTHING_YET.stockOuts)).toEqual([]);
});

it('puts what came beside what was foretold, and tells days outside their range by shape', () => {
  const band = { p10: 3, p50: 4, p90: 6 };
  const sold = [4, 7, 2, 1];
  const days: ForecastDays['days'] = sold.map((each, n) => ({
    ...{ day: day(n - 4), ...band, sold: each, inStock: n === 3 ? 0.5 : 1 },
  }));
  const series = foretoldSeries({ itemId: 'salmon', unit: 'kg', days }, 'en-GB')!;
  expect(series.title).toBe('1 of 3 days came within what was foretold of them; 8 of 10 are meant to');
  const at = (look: string): number[] | undefined =>
    series.lines.find((line) => line.look === look)?.points.map(({ value }) => value);
  expect([at('above'), at('below'), at('rings'), at('dots')]).toEqual([[7], [2], [1], sold]);
  expect(series.key.map(({ words }) => words)).toContain('more than that');
  expect(series.table.rows[0]).toEqual(['23 Nov', '1 kg', '4 kg', '3 kg – 6 kg', 'out for some time']);
  expect(foretoldSeries({ itemId: 'salmon', unit: 'kg', days: [] })).toBeNull();
});

it('knows nothing of what was never sold, and says so', () => {
  expect(fanSeries(unknown, [], { back: 12, ahead: 48, times })).toBeNull();
  expect(demandSeries(unknown)).toBeNull();
  expect(headline(unknown, times, NOW)).toBe('Too early to tell when it runs out');
  expect(accuracyWords({ n: 2 })).toBe('Not known yet: 5 more days of sales will tell');
  expect(accuracySeries({ n: 0, ...NOTHING_YET })).toBeNull();
});

it('shows weeks of accuracy against what is meant to be', () => {
  const byWeek = [0.8, 0.5].map((coverage80, n) => ({ week: day(7 * n), coverage80, n: 7 }));
  const series = accuracySeries({ ...NOTHING_YET, coverage80: 0.65, n: 14, byWeek }, 'en-GB')!;
  expect(series.bars.map(({ words, tone }) => `${words} ${tone}`)).toEqual(['80 % back', '50 % late']);
});

describe('what may not last', () => {
  const fish = { supplier: 'Nordsee Fish', lateShare: 0.33 };
  const aRisk = (over: Partial<BackorderRisk> = {}): BackorderRisk => ({
    ...{ itemId: 'salmon', sku: 'SALMON', name: 'Salmon', unit: 'kg', available: 2.1, at: inHours(0) },
    ...{ chance: 0.8, drivers: [], par: 6, perDay: 4.2, usualPerDay: 4.2 },
    next: { ...fish, at: inHours(38), quantity: 10, late: false },
    order: { ...fish, at: inHours(62) },
    ...over,
  });
  const facts = (over: Partial<BackorderRisk>): string => riskFacts(aRisk(over), times, NOW).join(' · ');

  it('is said in words, what drives it most first', () => {
    expect(facts({})).toBe(
      '2.1 kg left · sells 4.2 kg a day · next delivery Thu 08:00 (Nordsee Fish, late 1 in 3 times)',
    );
    expect(facts({ drivers: [{ kind: 'late-supplier', fall: 0.5 }] })).toMatch(
      /^next delivery.*2\.1 kg left/,
    );
    expect(facts({ drivers: [{ kind: 'little-stock', fall: 0.5 }] })).toMatch(
      /^2\.1 kg left of 6 kg that should be there/,
    );
    expect(facts({ drivers: [{ kind: 'fast-demand', fall: 0.5 }], usualPerDay: 3 })).toMatch(
      /^sells 4\.2 kg a day, usually 3 kg · /,
    );
    expect(facts({ drivers: [{ kind: 'event', fall: 0.5 }] })).toMatch(
      /^sells 4\.2 kg a day, for what is planned/,
    );
    const { next: _, order, ...bare } = aRisk({ drivers: [{ kind: 'nothing-ordered', fall: 0.5 }] });
    expect(riskFacts({ ...bare, order: { ...order!, lateShare: 0.02 } }, times, NOW)[0]).toBe(
      'nothing on order; ordered now it comes Fri 08:00 (Nordsee Fish)',
    );
    expect(riskFacts({ ...bare, available: 0, perDay: 0 }, times, NOW)).toEqual([
      'nothing on order',
      'none left',
    ]);
    expect(riskFacts({ ...bare, made: true }, times, NOW)[0]).toBe('made here');
    expect([beforeWhat(bare), beforeWhat(aRisk())]).toEqual(['within the week', 'before more can come']);
  });

  it('is listed by chance, then by when it runs out, without what is out already', () => {
    const at = (itemId: string, chance: number, hours: number, available = 1) =>
      aRisk({ itemId, chance, p50: inHours(hours), available });
    const all = [at('a', 0.7, 1), at('b', 0.9, 9), at('c', 0.92, 3), at('d', 0.02, 1), at('out', 1, 0, 0)];
    all.push({ ...at('dough', 1, 1), made: true });
    expect(riskiest(all).map(({ itemId }) => itemId)).toEqual(['c', 'b', 'a', 'dough']);
  });
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
