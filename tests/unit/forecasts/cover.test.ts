import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DemandCurve,
  demandQuantile,
  type DemandAhead,
  type Moments,
} from '../../../server/forecasts/cover.ts';
import type { DemandModel } from '../../../server/forecasts/demand-model.ts';
import { pathsOf, quantileOf, sumsOf } from '../../../server/forecasts/demand-paths.ts';
import { FLAT } from '../../../server/forecasts/hour-profile.ts';

const DAY = 86_400_000;
const FIRST = 20_000;
const DAYS = 14;

const aModel = (over: Partial<DemandModel> = {}): DemandModel => ({
  shape: [1, 1, 1, 1, 1, 1, 1],
  ...{ level: 8, dispersion: 2, shock: 0.03, isCounted: true, days: 100 },
  ...over,
});
/** Business days from midnight to midnight, seen from the beginning of the first. */
const ahead = (
  model: DemandModel,
  factors = Array<number>(DAYS).fill(1),
  now = FIRST * DAY,
): DemandAhead => ({
  ...{ model, profile: FLAT },
  ahead: {
    ...{ now, first: FIRST, factors },
    starts: Array.from({ length: DAYS + 1 }, (_, index) => (FIRST + index) * DAY),
  },
});

const demandUntil = (demand: DemandAhead, until: number) => new DemandCurve(demand).until(until);
const quantileOfAny = (moments: Moments[], share: number) =>
  demandQuantile(
    moments.map((each) => ({ ...each, weight: 1 })),
    share,
  );

describe('demand until an instant', () => {
  it('is the days until then, of the last one as much as is over', () => {
    const of = (days: number) => demandUntil(ahead(aModel({ shock: 0 })), (FIRST + days) * DAY);
    expect(of(3).mean).toBeCloseTo(24);
    expect(of(3).variance).toBeCloseTo(48);
    expect(of(2.5).mean).toBeCloseTo(20);
    expect(of(0)).toEqual({ mean: 0, variance: 0 });
    const noon = ahead(aModel({ shock: 0 }), undefined, (FIRST + 0.5) * DAY);
    expect(demandUntil(noon, (FIRST + 1) * DAY).mean).toBeCloseTo(4);
    const closed = ahead(aModel(), [1, 0, 1.5, ...Array<number>(DAYS - 3).fill(1)]);
    expect(demandUntil(closed, (FIRST + 3) * DAY).mean).toBeCloseTo(20);
  });

  it('has the quantiles of the paths, within what those tell apart', () => {
    for (const model of [
      aModel(),
      aModel({ level: 0.7 }),
      aModel({ level: 300, dispersion: 40, isCounted: false }),
    ]) {
      const paths = pathsOf(model, { from: FIRST, days: 4, count: 20_000, seed: 'x' });
      const sums = sumsOf(paths, 0, 4);
      const spread = Math.sqrt(demandUntil(ahead(model), (FIRST + 4) * DAY).variance);
      for (const share of [0.5, 0.85, 0.95]) {
        const quantile = quantileOfAny([demandUntil(ahead(model), (FIRST + 4) * DAY)], share);
        expect(Math.abs(quantile - quantileOf(sums, share))).toBeLessThan(Math.max(0.2 * spread, 0.8));
      }
    }
  });

  it('is never less for a higher level, a later instant, more demand, or a wider spread of arrivals', () => {
    const anything = fc.record({
      level: fc.double({ min: 0.01, max: 1000, noNaN: true }),
      dispersion: fc.double({ min: 0, max: 30, noNaN: true }),
      shock: fc.double({ min: 0, max: 0.4, noNaN: true }),
      isCounted: fc.boolean(),
    });
    const days = fc.double({ min: 0.1, max: 9, noNaN: true });
    fc.assert(
      fc.property(anything, days, fc.double({ min: 0, max: 3, noNaN: true }), (facts, until, later) => {
        const demand = ahead(aModel(facts));
        const at = (day: number) => demandUntil(demand, (FIRST + day) * DAY);
        const quantile = quantileOfAny([at(until)], 0.9);
        const room = 1e-6 * (1 + quantile);
        expect(Number.isFinite(quantile)).toBe(true);
        expect(quantileOfAny([at(until)], 0.95)).toBeGreaterThanOrEqual(quantile - room);
        expect(quantileOfAny([at(until + later)], 0.9)).toBeGreaterThanOrEqual(quantile - room);
        expect(quantileOfAny([at(until), at(until + later)], 0.9)).toBeGreaterThanOrEqual(quantile - room);
        const promoted = demandUntil(
          ahead(aModel(facts), Array<number>(DAYS).fill(1 + later)),
          (FIRST + until) * DAY,
        );
        expect(quantileOfAny([promoted], 0.9)).toBeGreaterThanOrEqual(quantile - room);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('is nothing where nothing is asked for', () => {
    expect(quantileOfAny([{ mean: 0, variance: 0 }], 0.95)).toBe(0);
    expect(quantileOfAny([], 0.95)).toBe(0);
  });
});
