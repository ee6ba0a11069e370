import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitDemand, fitShop, type DemandModel } from '../../../server/forecasts/demand-model.ts';
import { pathsOf, quantileOf, sumsOf } from '../../../server/forecasts/demand-paths.ts';
import { shopOf } from '../../../server/forecasts/demand-series.ts';
import { StoreFit, type ItemHistory } from '../../../server/forecasts/fit-store.ts';
import { borrow, type Lender } from '../../../server/forecasts/new-item.ts';
import { soundModel } from '../../../server/forecasts/sound-model.ts';

const HOUR_MS = 3_600_000;
const FIRST = 20_000;

const lender = (level: number, over: Partial<DemandModel> = {}): Lender => ({
  ...{ category: 'Cakes', unit: 'each' },
  model: {
    ...{ level, shape: [1, 1, 1, 1, 1, 1, 1], dispersion: 1.5, shock: 0.01, isCounted: true, days: 100 },
    ...over,
  },
});
const nothing = lender(0, { days: 0, dispersion: 1, shock: 0 });

/** 10, 50 and 90 of 100 weeks are below. */
function weekOf(model: DemandModel): number[] {
  const sums = sumsOf(pathsOf(soundModel(model), { from: FIRST, days: 7, count: 2_000, seed: 'x' }), 0, 7);
  return [0.1, 0.5, 0.9].map((share) => quantileOf(sums, share));
}

const widthOf = (model: DemandModel): number => weekOf(model)[2]! - weekOf(model)[0]!;

describe('a new item', () => {
  it('borrows from its category, less sure than an old one that sells as much, and the less the less alike those are', () => {
    const alike = borrow(
      nothing,
      [8, 9, 10, 11, 12].map((level) => lender(level)),
    );
    const apart = borrow(
      nothing,
      [1, 4, 10, 25, 60].map((level) => lender(level)),
    );
    expect([alike.level, apart.level]).toEqual([10, 10]);
    expect(alike.borrowed).toBe('Cakes');
    expect(widthOf(alike)).toBeGreaterThan(2 * widthOf(lender(10).model));
    expect(widthOf(apart)).toBeGreaterThan(1.5 * widthOf(alike));
  });

  it('believes its own days more with each of them, and is surer', () => {
    const others = [8, 9, 10, 11, 12].map((level) => lender(level));
    const after = (days: number) => borrow(lender(2, { days, dispersion: 1 }), others);
    const levels = [1, 3, 7, 14, 27].map((days) => after(days).level);
    expect(levels).toEqual([...levels].sort((a, b) => b - a));
    expect(levels.at(-1)).toBeLessThan(2.5);
    expect(after(3).shock).toBeGreaterThan(after(27).shock);
    expect(after(28).borrowed).toBeUndefined();
    expect(after(28)).toEqual(lender(2, { days: 28, dispersion: 1 }).model);
  });

  it('with nobody to borrow from is as unsure as its few days leave it', () => {
    const own = borrow(lender(10, { days: 3 }), [lender(9)]);
    expect(own.borrowed).toBeUndefined();
    expect(own.level).toBe(10);
    expect(widthOf(own)).toBeGreaterThan(1.5 * widthOf(lender(10).model));
    expect(weekOf(borrow(nothing, []))).toEqual([0, 0, 0]);
  });
});

describe('whatever was recorded', () => {
  const amount = fc.oneof(
    ...[fc.constant(0), fc.constant(0), fc.constant(1), fc.constant(0.001), fc.constant(10_000)],
    fc.double({ min: 0, max: 1e6, noNaN: true }),
  );
  const recorded = fc.array(fc.tuple(amount, fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 90 });

  it('the forecast is finite, not below 0, and its quantiles never cross', () => {
    fc.assert(
      fc.property(recorded, fc.array(recorded, { maxLength: 3 }), (own, others) => {
        const series = [own, ...others].map((days) => ({
          first: FIRST,
          sold: days.map(([sold]) => sold),
          inStock: days.map(([, share]) => share),
        }));
        const shop = fitShop(shopOf(series));
        const lenders = series.map((one) => ({
          ...{ category: 'Any', unit: 'kg', model: fitDemand(one, shop) },
        }));
        const model = soundModel(borrow(lenders[0]!, lenders));
        const demand = pathsOf(model, { from: FIRST + 90, days: 7, count: 40, seed: 'x' });
        for (let days = 1; days <= 7; days++) {
          const sums = sumsOf(demand, 0, days);
          const quantiles = [0.1, 0.5, 0.9].map((share) => quantileOf(sums, share));
          for (const each of quantiles) expect(Number.isFinite(each) && each >= 0).toBe(true);
          expect([...quantiles].sort((a, b) => a - b)).toEqual(quantiles);
        }
      }),
      { numRuns: 150, seed: 8 },
    );
  });

  const now = Date.parse('2026-03-29T02:30:00Z');
  const thisHour = Math.floor(now / HOUR_MS);
  const hours = (from: number, count: number, of: (hour: number) => number): ItemHistory['hourly'] => ({
    ...{ firstHour: from, outMinutes: new Float64Array(count) },
    sold: Float64Array.from({ length: count }, (_, index) => of(index)),
  });
  const YEAR = 365 * 24;

  it.each<[string, ItemHistory['hourly']]>([
    ['nothing was ever sold', undefined],
    ['one was sold an hour ago', hours(thisHour - 1, 1, () => 1)],
    ['nothing was sold for a year', hours(thisHour - YEAR, YEAR, () => 0)],
    [
      'ten thousand were sold at once',
      hours(thisHour - 999, 999, (hour) => (hour === 900 ? 10_000 : hour % 2)),
    ],
    ['it was sold in hours to come', hours(thisHour - 100, 130, (hour) => hour % 3)],
    ['the store opened yesterday', hours(thisHour - 24, 24, (hour) => hour % 5)],
    ['it was sold in the night in which clocks changed', hours(thisHour - 48, 48, () => 2)],
  ])('a store is fitted where %s', (_, hourly) => {
    const fit = new StoreFit({ timeZone: 'Europe/Vienna', dayStart: '02:00' }, now);
    const facts = { category: 'Any', unit: 'each', since: FIRST, factor: 1 };
    fit.add({ itemId: 'odd', ...facts, ...(hourly && { hourly }) });
    const fits = [...fit.fit()].filter((each) => each !== null);
    expect(fits).toHaveLength(1);
    const { model, today, profile } = fits[0]!;
    const figures = [model.level, model.dispersion, model.shock, ...model.shape, ...profile, today.mean];
    for (const each of figures) expect(Number.isFinite(each) && each >= 0).toBe(true);
    expect(today.p10).toBeLessThanOrEqual(today.p50);
    expect(today.p50).toBeLessThanOrEqual(today.p90);
    expect(weekOf(model).every(Number.isFinite)).toBe(true);
  });
});
