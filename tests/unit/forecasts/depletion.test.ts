import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DemandModel } from '../../../server/forecasts/demand-model.ts';
import { isNews, isTold } from '../../../server/forecasts/depletion-news.ts';
import { firstToRunOut, runoutOf, type Runout } from '../../../server/forecasts/depletion-times.ts';
import { stockPathsOf, type Outlook } from '../../../server/forecasts/depletion.ts';
import { fanOf } from '../../../server/forecasts/forecast-fan.ts';
import { elapsedAt, FLAT, shareBefore } from '../../../server/forecasts/hour-profile.ts';
import { daysAhead } from '../../../server/forecasts/outlooks.service.ts';
import { StoreHours } from '../../../server/forecasts/store-hours.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-03-20T11:00:00Z');
const HOURS = new StoreHours({ timeZone: 'Europe/Vienna', dayStart: '04:00' });
const PATHS = 200;
/** Noon and evening. */
const MEALS = FLAT.map((_, slot) => ([8, 9, 14, 15, 16].includes(slot) ? 0.2 : 0));

const model = (overrides: Partial<DemandModel> = {}): DemandModel => ({
  ...{ shape: [1, 1, 1, 1, 1, 1, 1], level: 10, dispersion: 1.5, shock: 0.02, isCounted: true, days: 100 },
  ...overrides,
});

function outlook(overrides: Partial<Outlook> = {}, factor = 1): Outlook {
  const ahead = daysAhead(HOURS, NOW, 168);
  const factors = Array<number>(ahead.starts.length - 1).fill(factor);
  return {
    ...{
      seed: 'salmon',
      model: model(),
      profile: MEALS,
      ahead: { ...ahead, factors },
      stock: 40,
      arrivals: [],
    },
    ...overrides,
  };
}

const arrival = (hours: number, quantity = 20): Outlook['arrivals'][number] => ({
  ...{ id: 'delivery', quantity },
  instants: [0, 1, 2, 5].map((late) => NOW + (hours + late) * HOUR_MS),
});

const anyModel = fc.record({
  level: fc.double({ min: 0, max: 5_000, noNaN: true }),
  dispersion: fc.double({ min: 0, max: 200, noNaN: true }),
  shock: fc.double({ min: 0, max: 1, noNaN: true }),
  isCounted: fc.boolean(),
});
const anyOutlook = fc
  .record({
    model: anyModel.map(model),
    stock: fc.double({ min: -10, max: 20_000, noNaN: true }),
    hours: fc.option(fc.integer({ min: -3, max: 200 })),
    flat: fc.boolean(),
  })
  .map(({ hours, flat, ...given }) =>
    outlook({ ...given, profile: flat ? FLAT : MEALS, arrivals: hours === null ? [] : [arrival(hours)] }),
  );

describe('running out', () => {
  it('is told in order, as probabilities, in the future, and never as nonsense', () => {
    fc.assert(
      fc.property(anyOutlook, (given) => {
        const runout = runoutOf(given, PATHS);
        if (runout === null) return;
        const times = [runout.p10, runout.p50, runout.p90].filter((at) => at !== undefined);
        expect(times.every((at) => Date.parse(at) >= NOW)).toBe(true);
        expect([...times].sort()).toEqual(times);
        // A later one is there only where the earlier are.
        expect(runout.p10 === undefined && runout.p50 !== undefined).toBe(false);
        for (const share of [runout.probability, runout.beforeDelivery ?? 0]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(runout.beforeDelivery ?? 0).toBeLessThanOrEqual(runout.probability);
      }),
      { numRuns: 60 },
    );
  });

  it('never comes sooner with more in stock, nor later when a delivery comes later', () => {
    const sooner = (a: Float64Array, b: Float64Array): boolean => a.every((at, path) => at <= b[path]! + 1);
    fc.assert(
      fc.property(anyOutlook, fc.double({ min: 0, max: 500, noNaN: true }), (given, more) => {
        const { out } = stockPathsOf(given, PATHS);
        expect(sooner(out, stockPathsOf({ ...given, stock: given.stock + more }, PATHS).out)).toBe(true);
      }),
      { numRuns: 40 },
    );
    fc.assert(
      fc.property(
        anyOutlook,
        fc.integer({ min: 0, max: 150 }),
        fc.integer({ min: 0, max: 60 }),
        (given, at, by) => {
          const early = stockPathsOf({ ...given, arrivals: [arrival(at)] }, PATHS).out;
          expect(sooner(stockPathsOf({ ...given, arrivals: [arrival(at + by)] }, PATHS).out, early)).toBe(
            true,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps to the hours of the day, to closed days, and to what comes', () => {
    // Ten a day, evenly: all of them today, four at noon tomorrow, so that 16 last into the evening.
    const even = model({ dispersion: 1e-6, shock: 0, isCounted: false });
    const { p10, p50, p90 } = runoutOf(outlook({ model: even, stock: 16 }))!;
    for (const at of [p10, p50, p90]) {
      expect(Date.parse(at!)).toBeGreaterThan(Date.parse('2026-03-21T16:59:00Z'));
      expect(Date.parse(at!)).toBeLessThanOrEqual(Date.parse('2026-03-21T20:00:00Z'));
    }
    expect(runoutOf(outlook({ model: even, stock: 16 }, 0))).toBeNull();
    expect(runoutOf(outlook({ model: model({ level: 0 }), stock: 0 }))).toBeNull();
    expect(runoutOf(outlook({ stock: 0 }))).toMatchObject({
      p90: new Date(NOW).toISOString(),
      probability: 1,
    });
    const before = runoutOf(outlook({ model: even, stock: 16, arrivals: [arrival(2, 5)] }))!;
    expect(before.beforeDelivery).toBe(0);
    expect(Date.parse(before.p50!)).toBeGreaterThan(Date.parse(p50!) + 4 * HOUR_MS);
    expect(runoutOf(outlook({ model: even, stock: 2, arrivals: [arrival(30, 5)] }))!.beforeDelivery).toBe(1);
  });

  it('of a dish is that of what runs out first', () => {
    const early: Runout = { p10: '2026-03-20T12:00:00.000Z', probability: 0.3, beforeDelivery: 0.2 };
    const late: Runout = {
      p10: '2026-03-20T14:00:00.000Z',
      p50: '2026-03-20T18:00:00.000Z',
      probability: 0.8,
    };
    expect(firstToRunOut([early, null, late])).toEqual({ ...late, p10: early.p10 });
    expect(firstToRunOut([null])).toBeNull();
  });
});

describe('a forecast', () => {
  it('never crosses its quantiles, grows with time, and is no less for a promotion', () => {
    fc.assert(
      fc.property(anyOutlook, fc.integer({ min: 1, max: 168 }), (given, horizon) => {
        const { points, stock, days } = fanOf(given, horizon, PATHS);
        for (const { p10, p50, p90 } of [...points, ...stock, ...days]) {
          expect(p10).toBeLessThanOrEqual(p50);
          expect(p50).toBeLessThanOrEqual(p90);
          expect(p10).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(p90)).toBe(true);
        }
        const medians = points.map(({ p50 }) => p50);
        expect([...medians].sort((a, b) => a - b)).toEqual(medians);
        expect(Date.parse(points.at(-1)!.at)).toBe(NOW + horizon * HOUR_MS);
      }),
      { numRuns: 40 },
    );
    const usual = fanOf(outlook(), 168, PATHS);
    const promoted = fanOf(outlook({}, 1.5), 168, PATHS);
    usual.days.forEach(({ mean, p50 }, day) => {
      expect(promoted.days[day]!.mean).toBeGreaterThanOrEqual(mean);
      expect(promoted.days[day]!.p50).toBeGreaterThanOrEqual(p50);
    });
  });

  it('takes of today what the hours leave', () => {
    expect(shareBefore(MEALS, 9 / 24)).toBeCloseTo(0.2);
    expect(elapsedAt(MEALS, 0.2)).toBeCloseTo(9 / 24);
    expect(elapsedAt(MEALS, 0.3)).toBeCloseTo(9.5 / 24);
    for (const share of [0.1, 0.35, 0.5, 0.99])
      expect(shareBefore(MEALS, elapsedAt(MEALS, share))).toBeCloseTo(share);
    // At noon of Vienna eight hours of the day are over, and nothing was sold in them.
    const { days } = fanOf(outlook(), 168, PATHS);
    expect(days[0]!.mean).toBeCloseTo(10);
    const { starts } = daysAhead(HOURS, NOW, 168);
    expect(new Date(starts[0]!).toISOString()).toBe('2026-03-20T03:00:00.000Z');
  });
});

describe('news', () => {
  const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();
  const told = { itemId: 'x', at: at(0), p10: at(300), p50: at(600), p90: at(1_000), probability: 1 };

  it('is what moved enough to matter, or became urgent', () => {
    expect(isNews(told, { ...told, p50: at(629) }, NOW)).toBe(false);
    expect(isNews(told, { ...told, p50: at(631) }, NOW)).toBe(true);
    expect(isNews(told, { ...told, probability: 0.89 }, NOW)).toBe(true);
    const out = { ...told, p10: at(-60), p50: at(-60), p90: at(-60) };
    expect(isNews(out, { ...out, p10: at(0), p50: at(0), p90: at(0) }, NOW)).toBe(false);
    const soon = { ...told, p10: at(100), p50: at(121) };
    expect(isNews(soon, { ...soon, p50: at(119) }, NOW)).toBe(true);
    expect(isNews(told, { itemId: 'x', at: at(0), p10: at(300), probability: 1 }, NOW)).toBe(true);
    expect([isTold({ probability: 0.04 }, false), isTold({ probability: 0.04 }, true)]).toEqual([
      false,
      true,
    ]);
    expect([isTold({ probability: 0.01 }, true), isTold(null, true)]).toEqual([false, false]);
  });
});
