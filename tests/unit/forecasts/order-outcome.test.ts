import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DemandModel } from '../../../server/forecasts/demand-model.ts';
import { demandAhead, type Outlook } from '../../../server/forecasts/depletion.ts';
import { FLAT } from '../../../server/forecasts/hour-profile.ts';
import { daysUntil, outcomeOf, type OrderPlan } from '../../../server/forecasts/order-outcome.ts';

const DAY = 86_400_000;
const FIRST = 20_000;
const DAYS = 14;
const at = (days: number): number => (FIRST + days) * DAY;

/** Ten a day, nearly evenly; seen from the beginning of a day. */
const STEADY: DemandModel = {
  shape: [1, 1, 1, 1, 1, 1, 1],
  ...{ level: 10, dispersion: 1e-6, shock: 0, isCounted: false, days: 100 },
};
const anOutlook = (over: Partial<Outlook> = {}): Outlook => ({
  ...{ seed: 'milk', model: STEADY, profile: FLAT, stock: 0, arrivals: [] },
  ahead: {
    ...{ now: at(0), first: FIRST, factors: Array<number>(DAYS).fill(1) },
    starts: Array.from({ length: DAYS + 1 }, (_, index) => at(index)),
  },
  ...over,
});
const aPlan = (over: Partial<OrderPlan> = {}): OrderPlan => ({
  ...{ quantity: 0, arrives: [at(1)], next: [at(3)], keepsMs: null, shelf: [] },
  ...over,
});
const there = (quantity: number, days = Infinity) => ({
  stock: quantity,
  shelf: [{ quantity, spoilsAt: at(days) }],
});
const outcome = (
  { stock = 0, ...plan }: Partial<OrderPlan> & { stock?: number },
  over: Partial<Outlook> = {},
) => outcomeOf(anOutlook({ stock, ...over }), aPlan(plan), { count: 50 });

describe('what comes of an order', () => {
  it.each<[string, Partial<OrderPlan> & { stock?: number }, Partial<Outlook>, object]>([
    ['enough until it comes, and then', { ...there(15), quantity: 20 }, {}, { runsOut: 0, short: 0 }],
    ['too little', { ...there(4), quantity: 20 }, {}, { runsOut: 1, beforeArrival: 1, short: 6 }],
    [
      'what is short after it came',
      { ...there(12), quantity: 13 },
      {},
      { runsOut: 1, beforeArrival: 0, short: 5 },
    ],
    ['what is on its way', { ...there(5), quantity: 15 }, { arrivals: [coming(10)] }, { short: 0 }],
    ['what customers wait for first', { stock: -5, quantity: 25 }, {}, { short: 10 }],
    [
      'what is used first: what is nearest to its end',
      { ...there(30, 3), quantity: 20, keepsMs: 4 * DAY, next: [at(5)] },
      {},
      { waste: 0, short: 0 },
    ],
    [
      'what spoils: of 60 that keep for four days',
      { ...there(10), quantity: 60, keepsMs: 4 * DAY },
      {},
      { waste: 20, short: 0 },
    ],
    [
      'what is past it is not used any more',
      { ...there(30, 1), quantity: 20, keepsMs: 9 * DAY },
      {},
      { waste: 20, short: 0 },
    ],
    [
      'what keeps for longer than is looked at, at the pace until then',
      { quantity: 1_000, keepsMs: 40 * DAY },
      {},
      { waste: 600 },
    ],
  ])('%s', (_, plan, over, expected) => {
    const { left, ...found } = outcome(plan, over);
    expect(left).toHaveLength(0);
    for (const [name, value] of Object.entries(expected))
      expect(Math.abs(found[name as keyof typeof found]! - (value as number)), name).toBeLessThan(1);
  });

  it('draws when it comes for each path, and says what is left then', () => {
    const late = outcome({ ...there(15), quantity: 30, arrives: [at(1), at(3)] });
    expect(late.runsOut).toBeGreaterThan(0.25);
    expect(late.runsOut).toBeLessThan(0.75);
    expect(Math.abs(late.short - 15 * late.runsOut)).toBeLessThan(1);
    const instants = [at(0.5), at(1), at(2)];
    const plan = aPlan({ ...there(10), quantity: 30 });
    const { left } = outcomeOf(anOutlook({ stock: 10 }), plan, { count: 2, instants });
    const [noon, night, later] = [left.subarray(0, 2), left.subarray(2, 4), left.subarray(4)];
    for (const [found, expected] of [[noon, 5] as const, [night, 30] as const, [later, 20] as const])
      expect(found.every((each) => Math.abs(each - expected) < 1)).toBe(true);
  });

  it('is never more short nor less wasted with more of it, and both are within what there is', () => {
    const amount = fc.double({ min: 0, max: 300, noNaN: true });
    const span = fc.double({ min: 0.05, max: 6, noNaN: true });
    const anything = fc.record({
      level: fc.double({ min: 0.01, max: 100, noNaN: true }),
      dispersion: fc.double({ min: 0, max: 30, noNaN: true }),
      shock: fc.double({ min: 0, max: 0.5, noNaN: true }),
      isCounted: fc.boolean(),
      ...{ stock: fc.double({ min: -20, max: 200, noNaN: true }), fresh: span, keeps: fc.option(span) },
      ...{ quantity: amount, more: amount, arrives: fc.array(span, { minLength: 1, maxLength: 4 }) },
      ...{ next: span, coming: amount },
    });
    fc.assert(
      fc.property(anything, ({ stock, fresh, keeps, quantity, more, arrives, next, ...rest }) => {
        const { coming: onItsWay, ...facts } = rest;
        const given = anOutlook({ stock, model: { ...STEADY, ...facts }, arrivals: [coming(onItsWay)] });
        const plan = aPlan({
          quantity,
          arrives: arrives.map(at).sort((a, b) => a - b),
          next: [at(next)],
          keepsMs: keeps === null ? null : keeps * DAY,
          shelf: stock > 0 ? [{ quantity: stock, spoilsAt: keeps === null ? Infinity : at(fresh) }] : [],
        });
        const less = outcomeOf(given, plan, { count: 40 });
        const greater = outcomeOf(given, { ...plan, quantity: quantity + more }, { count: 40 });
        expect(greater.short).toBeLessThanOrEqual(less.short + 1e-6);
        expect(greater.runsOut).toBeLessThanOrEqual(less.runsOut);
        expect(greater.beforeArrival).toBe(less.beforeArrival);
        expect(less.beforeArrival).toBeLessThanOrEqual(less.runsOut);
        expect(less.short).toBeGreaterThanOrEqual(0);
        const { demand } = demandAhead(given, 40);
        const asked = demand.reduce((sum, each) => sum + each, 0) / 40;
        expect(less.short).toBeLessThanOrEqual(asked + 1e-6);
        expect(less.waste === null).toBe(keeps === null);
        const [wasted, worse] = [less.waste ?? 0, greater.waste ?? 0];
        expect(worse).toBeGreaterThanOrEqual(wasted - 1e-6);
        expect(worse - wasted).toBeLessThanOrEqual(more + 1e-6);
        expect(wasted).toBeGreaterThanOrEqual(0);
        expect(wasted).toBeLessThanOrEqual(Math.max(0, stock) + onItsWay + quantity + 1e-6);
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('of what keeps is never less short when it comes later', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 4, noNaN: true }),
        (quantity, late) => {
          const model = { ...STEADY, dispersion: 4, shock: 0.1 };
          const given = anOutlook({ model, stock: 12 });
          const short = (days: number): number =>
            outcomeOf(given, aPlan({ ...there(12), quantity, arrives: [at(1 + days)] }), { count: 40 }).short;
          expect(short(late)).toBeGreaterThanOrEqual(short(0) - 1e-6);
        },
      ),
      { numRuns: 40, seed: 7 },
    );
  });
});

it('looks at no more days than it takes', () => {
  const { ahead } = anOutlook();
  expect(daysUntil(ahead, at(2.5)).factors).toHaveLength(3);
  expect(daysUntil(ahead, at(99)).factors).toHaveLength(DAYS);
  expect(daysUntil(ahead, at(-1)).starts).toHaveLength(2);
});

function coming(quantity: number): Outlook['arrivals'][number] {
  return { id: 'delivery', quantity, instants: [at(0.5)] };
}
