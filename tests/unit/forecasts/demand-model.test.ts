import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chance } from '../../../server/forecasts/chance.ts';
import { fitDemand, fitShop, meanOf, type DemandModel } from '../../../server/forecasts/demand-model.ts';
import { pathsOf, quantileOf, sumsOf } from '../../../server/forecasts/demand-paths.ts';
import { shopOf, weekdayOf, type DemandSeries } from '../../../server/forecasts/demand-series.ts';
import { foretellDay } from '../../../server/forecasts/foretell-day.ts';

/** A Monday. */
const FIRST = Date.parse('2026-01-05T00:00:00Z') / 86_400_000;

function aSeries(weeks: number, ofDay: (weekday: number, index: number) => number): DemandSeries {
  return { first: FIRST, sold: Array.from({ length: weeks * 7 }, (_, index) => ofDay(index % 7, index)) };
}

function fit(series: DemandSeries, others: readonly DemandSeries[] = []): DemandModel {
  return fitDemand(series, fitShop(shopOf([series, ...others])));
}

const week = (model: DemandModel): number[] =>
  Array.from({ length: 7 }, (_, day) => meanOf(model, FIRST + 700 + day));

describe('a model of demand', () => {
  it('counts weekdays from Monday', () => {
    expect([0, 1, 6, 7].map((day) => weekdayOf(FIRST + day))).toEqual([0, 1, 6, 0]);
    expect(weekdayOf(0)).toBe(3);
  });

  it('knows what never changes', () => {
    const model = fit(aSeries(12, () => 5));
    for (const mean of week(model)) expect(mean).toBeCloseTo(5, 6);
    expect(model).toMatchObject({ isCounted: true, days: 84 });
    expect(model.dispersion).toBeCloseTo(0, 6);
  });

  it('holds what it says of bands with four weeks of history, as with half a year', () => {
    const busy = [0.7, 0.7, 0.9, 1, 1.3, 1.5, 0.9];
    const share = (weeks: number): number => {
      let [inside, all] = [0, 0];
      for (let shop = 0; shop < 12; shop++) {
        const chance = new Chance(`shop ${shop}`);
        const day = (weekday: number): number =>
          chance.poisson(200 * busy[weekday]! * chance.gamma(40) * (1 / 40));
        const items = Array.from({ length: 12 }, () => aSeries(weeks + 1, day));
        const known = items.map(({ first, sold }) => ({ first, sold: Array.from(sold).slice(0, weeks * 7) }));
        const model = fitShop(shopOf(known));
        for (const [item, series] of known.entries()) {
          const fitted = fitDemand(series, model);
          for (let ahead = 0; ahead < 7; ahead++) {
            const { p10, p90 } = foretellDay(fitted, `${shop} ${item}`, FIRST + weeks * 7 + ahead);
            const sold = items[item]!.sold[weeks * 7 + ahead]!;
            all++;
            if (sold >= p10 && sold <= p90) inside++;
          }
        }
      }
      return inside / all;
    };
    for (const weeks of [4, 26]) {
      const held = share(weeks);
      expect(held, `${weeks} weeks`).toBeGreaterThan(0.77);
      expect(held, `${weeks} weeks`).toBeLessThan(0.88);
    }
  });

  it('knows the shape of the week, and leaves closed days to what is known of them', () => {
    const busy = [10, 10, 10, 10, 20, 30, 0];
    const model = fit(aSeries(20, (weekday) => busy[weekday]!));
    const [monday, , , , friday, saturday] = week(model);
    expect(friday! / monday!).toBeCloseTo(2, 1);
    expect(saturday! / monday!).toBeCloseTo(3, 1);
    expect(monday).toBeCloseTo(10, 0);
    expect(meanOf(model, FIRST + 704, 0)).toBe(0);
  });

  it('expects nothing of weekdays on which the shop does not open, though not after two of them, nor after holidays', () => {
    const sells = (closed: (week: number, weekday: number) => boolean): number[] =>
      week(fit(aSeries(20, (weekday, index) => (closed(Math.floor(index / 7), weekday) ? 0 : 10 + weekday))));
    const mondays = sells((week, weekday) => weekday === 0 && week > 2);
    expect(mondays[0]).toBe(0);
    expect(mondays[1]).toBeCloseTo(11, 0);
    expect(sells((week, weekday) => weekday === 0 && week >= 18)[0]).toBeGreaterThan(8);
    expect(sells((week) => week >= 14)[0]).toBeGreaterThan(8);
    const rare = week(fit(aSeries(20, (_, index) => (index % 3 === 0 ? 1 : 0))));
    expect(Math.min(...rare)).toBeGreaterThan(0);
  });

  it('leans on the shop for the week of what sells little', () => {
    const shop = aSeries(20, (weekday) => (weekday === 5 ? 300 : 100));
    const rare = aSeries(20, (_, index) => (index % 29 === 0 ? 1 : 0));
    const [monday, , , , , saturday] = week(fit(rare, [shop]));
    expect(saturday! / monday!).toBeGreaterThan(2);
  });

  it('knows what is sold on Fridays only, little of it as it may be', () => {
    const shop = aSeries(20, (weekday) => (weekday === 5 ? 300 : 100));
    const [monday, , , , friday, saturday] = week(
      fit(
        aSeries(20, (weekday, index) => (weekday === 4 ? 2 + (index % 3) : 0)),
        [shop],
      ),
    );
    expect(friday).toBeGreaterThan(2.2);
    expect(monday).toBeLessThan(0.2);
    expect(saturday).toBeLessThan(0.4);
  });

  it('follows what changes for good', () => {
    const model = fit(aSeries(30, (_, index) => (index < 140 ? 4 : 12)));
    expect(week(model)[0]).toBeGreaterThan(10);
    expect(week(model)[0]).toBeLessThan(13);
  });

  it('takes a day that sold out at noon for more than it sold', () => {
    const full = aSeries(16, () => 10);
    const soldOut = { ...full, sold: [...(full.sold as number[])], inStock: Array<number>(112).fill(1) };
    for (let index = 60; index < 112; index += 2) {
      soldOut.sold[index] = 5;
      soldOut.inStock[index] = 0.5;
    }
    const naive = { first: full.first, sold: soldOut.sold };
    const dropped = { ...soldOut, inStock: soldOut.inStock.map((share) => (share < 1 ? 0 : 1)) };
    const levelOf = (series: DemandSeries) => week(fit(series, [full, full, full]))[0]!;
    expect(levelOf(naive)).toBeLessThan(8.5);
    expect(levelOf(soldOut)).toBeGreaterThan(9);
    expect(levelOf(soldOut)).toBeLessThan(11);
    expect(levelOf(dropped)).toBeGreaterThan(9);
  });

  it.each([
    ['nothing at all', []],
    ['one sale', [1]],
    ['a year of zeros', Array<number>(365).fill(0)],
    ['a spike of 10,000', [...Array<number>(100).fill(2), 10_000]],
    ['one thousandth now and then', Array.from({ length: 60 }, (_, index) => (index % 9 === 0 ? 0.001 : 0))],
  ])('says something finite of %s', (_, sold) => {
    const series = { first: FIRST, sold };
    const model = fit(series);
    const paths = pathsOf(model, { from: FIRST + sold.length, days: 28, count: 50, seed: 'x' });
    for (const value of [
      ...paths.demand,
      ...Object.values(model)
        .flat()
        .filter((each) => typeof each === 'number'),
    ])
      expect(Number.isFinite(value)).toBe(true);
  });
});

/** Mean and variance. */
function momentsOf(values: readonly number[]): [number, number] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return [mean, values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length];
}

describe('paths of demand', () => {
  const model: DemandModel = {
    shape: [1, 1, 1, 1, 1, 1, 1],
    ...{ level: 8, dispersion: 2.5, shock: 0.04, isCounted: true, days: 100 },
  };
  const options = { from: FIRST, days: 7, count: 500, seed: 'salmon' };

  it.each([
    ['of a few a day, in good and bad weeks', {}],
    ['of what is sold now and then', { level: 0.4, dispersion: 1.8, shock: 0.3 }],
    ['of steady sales', { level: 25, dispersion: 1, shock: 0 }],
    ['of many, and in very different weeks', { level: 90, dispersion: 30, shock: 0.2 }],
    ['of weeks that are mostly bad', { level: 5, dispersion: 9, shock: 1.4 }],
    ['of what is weighed', { isCounted: false, level: 3.2, dispersion: 0.8 }],
  ])('have the mean and the variance that was fitted, in days and in weeks: %s', (_, special) => {
    const given = { ...model, ...special };
    const { level, dispersion, shock } = given;
    // As many as are drawn of an item at once, and so few that each is drawn by itself.
    for (const [count, rounds] of [
      [500, 60],
      [40, 750],
    ] as const) {
      const drawn = Array.from({ length: rounds }, (_, round) =>
        pathsOf(given, { ...options, count, seed: `${count} ${round}` }),
      );
      const [mean, variance] = momentsOf(drawn.flatMap(({ demand }) => [...demand]));
      expect(mean / level).toBeCloseTo(1, 1);
      expect(variance / (dispersion * level)).toBeCloseTo(1, 1);
      const [sum, spread] = momentsOf(drawn.flatMap((paths) => [...sumsOf(paths, 0, 7)]));
      expect(sum / (7 * level)).toBeCloseTo(1, 1);
      expect(spread / (7 * (dispersion - shock * level) * level + shock * (7 * level) ** 2)).toBeCloseTo(
        1,
        0,
      );
    }
  });

  it('are the same for the same seed, and whole where things are counted', () => {
    const few = { ...options, count: 20 };
    expect(pathsOf(model, few).demand).toEqual(pathsOf(model, few).demand);
    expect(pathsOf(model, { ...few, seed: 'other' }).demand).not.toEqual(pathsOf(model, few).demand);
    expect(pathsOf(model, few).demand.every(Number.isInteger)).toBe(true);
    expect(pathsOf({ ...model, isCounted: false }, few).demand.some((each) => !Number.isInteger(each))).toBe(
      true,
    );
  });

  it('never cross, never fall below zero, and take no less where more is expected', () => {
    fc.assert(
      fc.property(
        fc.record({
          level: fc.double({ min: 0, max: 500, noNaN: true }),
          dispersion: fc.double({ min: 0, max: 20, noNaN: true }),
          shock: fc.double({ min: 0, max: 0.5, noNaN: true }),
          isCounted: fc.boolean(),
        }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        (facts, factor) => {
          const any = { ...model, ...facts };
          const usual = pathsOf(any, { ...options, days: 3, count: 400 });
          const sums = sumsOf(usual, 0, 3);
          const quantiles = [0.1, 0.5, 0.9].map((share) => quantileOf(sums, share));
          expect([...quantiles].sort((a, b) => a - b)).toEqual(quantiles);
          expect(sums[0]).toBeGreaterThanOrEqual(0);
          const busy = pathsOf(any, { ...options, days: 3, count: 400, factors: [factor, factor, factor] });
          const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
          const room =
            4 * Math.sqrt((Math.max(facts.dispersion, 1) * facts.level * 3 * factor) / 400) +
            facts.level * factor * 0.5;
          expect(mean(sumsOf(busy, 0, 3))).toBeGreaterThanOrEqual(mean(sums) - room);
        },
      ),
      { numRuns: 40, seed: 6 },
    );
  });
});
