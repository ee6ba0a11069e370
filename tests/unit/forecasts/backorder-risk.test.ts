import fc from 'fast-check';
import { expect, it } from 'vitest';
import { riskOf, type Supply } from '../../../server/forecasts/backorder-risk.ts';
import type { Arrival, Outlook } from '../../../server/forecasts/depletion.ts';
import { claimsOf } from '../../../server/forecasts/depletion-claims.ts';
import { FLAT } from '../../../server/forecasts/hour-profile.ts';
import { daysAhead } from '../../../server/forecasts/outlooks.service.ts';
import { isRiskNews, RiskBook, type KeptRisk } from '../../../server/forecasts/risk-news.ts';
import { StoreHours } from '../../../server/forecasts/store-hours.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-03-20T03:00:00Z');
const HOURS = new StoreHours({ timeZone: 'Europe/Vienna', dayStart: '04:00' });
const inDays = (days: number): number => NOW + days * DAY_MS;

/** Ten a day, give or take one or two, from the beginning of a day on. */
function outlook(over: Partial<Outlook> = {}, factor = 1): Outlook {
  const model = {
    ...{ shape: [1, 1, 1, 1, 1, 1, 1], level: 10, usual: 10, dispersion: 0.2, shock: 0, days: 100 },
    isCounted: false,
  };
  const ahead = daysAhead(HOURS, NOW, 168);
  const factors = Array<number>(ahead.starts.length - 1).fill(factor);
  return {
    seed: 'salmon',
    model,
    profile: FLAT,
    ahead: { ...ahead, factors },
    stock: 40,
    arrivals: [],
    ...over,
  };
}

/** An order placed now comes in three days, on time. */
const supply = (over: Partial<Supply> = {}): Supply => ({
  ...{ deliverAt: inDays(3), instants: [inDays(3)], comingAt: inDays(3) },
  ...over,
});
const arrival = (days: readonly number[], promised: number, quantity = 30): Arrival => ({
  ...{ id: 'delivery', quantity, instants: days.map(inDays), promisedAt: inDays(promised) },
});
const drivers = (given: Outlook, comes = supply()): string[] =>
  riskOf(given, comes).drivers.map(({ kind }) => kind);

it('is the chance that it does not last until what is ordered now comes', () => {
  expect(riskOf(outlook(), supply())).toMatchObject({ chance: 0, drivers: [], perDay: 10, usualPerDay: 10 });
  expect(riskOf(outlook({ stock: 20 }), supply()).chance).toBe(1);
  const even = riskOf(outlook({ stock: 30 }), supply()).chance;
  expect(even).toBeGreaterThan(0.3);
  expect(even).toBeLessThan(0.7);
  // What nobody asks for is no risk; what is out already is for certain.
  expect(riskOf(outlook({ model: { ...outlook().model, level: 0 }, stock: 0 }), supply()).chance).toBe(0);
  expect(riskOf(outlook({ stock: 0 }), supply())).toMatchObject({
    chance: 1,
    drivers: [{ kind: 'little-stock' }],
  });
  const { par } = riskOf(outlook(), supply());
  expect(par).toBeGreaterThan(30);
  expect(par).toBeLessThan(34);
  expect(riskOf(outlook(), supply({ par: 60 })).par).toBe(60);
});

it('says what drives it: what would be less of a risk if one thing were as usual', () => {
  expect(drivers(outlook({ stock: 20 }))).toEqual(['little-stock']);
  const fast = { ...outlook().model, level: 14 };
  expect(drivers(outlook({ model: fast, stock: 36 }))[0]).toBe('fast-demand');
  expect(drivers(outlook({ stock: 36 }, 1.4))[0]).toBe('event');
  const wild = { ...outlook().model, dispersion: 20 };
  expect(drivers(outlook({ model: wild, stock: 45 }))[0]).toBe('uncertain-demand');
  // 15 last a day and a half; what is due tomorrow comes two days late half of the time.
  const late = outlook({ stock: 15, arrivals: [arrival([1, 2.9], 1)] });
  const { chance, drivers: why } = riskOf(late, supply());
  expect(chance).toBeGreaterThan(0.35);
  expect(chance).toBeLessThan(0.65);
  expect(why.find(({ kind }) => kind === 'late-supplier')!.fall).toBeCloseTo(chance, 2);
  // Tomorrow's delivery would have helped, had it been ordered in time.
  expect(drivers(outlook({ stock: 15 }), supply({ comingAt: inDays(1) }))).toContain('nothing-ordered');
  expect(drivers(outlook({ stock: 5 }), supply({ comingAt: inDays(1) }))).toEqual(['little-stock']);
});

it('never is greater with more stock, and is a chance whatever is known', () => {
  const number = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(
      number,
      number,
      number,
      fc.double({ min: -5, max: 200, noNaN: true }),
      (level, usual, spread, stock) => {
        const model = { ...outlook().model, level, usual, dispersion: spread, shock: spread };
        const risk = riskOf(outlook({ model, stock }), supply());
        const more = riskOf(outlook({ model, stock: stock + 50 }), supply());
        expect(more.chance).toBeLessThanOrEqual(risk.chance);
        expect(risk.chance).toBeLessThanOrEqual(1);
        for (const { fall } of risk.drivers) expect(fall).toBeGreaterThan(0);
        for (const figure of [risk.par, risk.perDay, risk.usualPerDay])
          expect(figure).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 15 },
  );
});

it('is kept when a reader would notice, and tells what ran out once', () => {
  const state = {
    drivers: [{ kind: 'little-stock' as const, fall: 0.5 }],
    par: 3,
    perDay: 2,
    usualPerDay: 2,
  };
  const kept: KeptRisk = { itemId: 'a', chance: 0.5, state, isOut: false };
  expect(isRiskNews(kept, { ...kept, chance: 0.51 })).toBe(false);
  expect(isRiskNews(kept, { ...kept, chance: 0.53 })).toBe(true);
  expect(isRiskNews({ ...kept, chance: 0.01 }, { ...kept, chance: 0 })).toBe(true);
  const book = new RiskBook([kept, { ...kept, itemId: 'b', isOut: true }, { ...kept, itemId: 'c' }]);
  for (const itemId of ['a', 'b', 'new']) book.put(itemId, { chance: 1, ...state }, { isOut: true });
  book.drop('c');
  book.drop('unknown');
  expect(book.changes).toMatchObject({ ranOut: ['a'], gone: ['c'] });
  expect(book.changes.kept.map(({ itemId }) => itemId)).toEqual(['a', 'b', 'new']);
});

it('holds to what it said of what runs out within hours, until that can be judged', () => {
  const at = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();
  const says = (p50: number) => ({ p10: at(p50 - 0.5), p50: at(p50), p90: at(p50 + 1), probability: 1 });
  const standings = new Map([
    ['soon', { runout: says(2.5), isOut: false }],
    ['later', { runout: says(3.5), isOut: false }],
    ['out', { runout: says(0), isOut: true }],
    ['open', { runout: says(1), isOut: false }],
    ['ran-out', { runout: says(0), isOut: true }],
    ['lasted', { runout: says(1), isOut: false }],
  ]);
  const open = ['open', 'ran-out', 'lasted'].map((itemId) => ({
    itemId,
    p90: new Date(NOW + (itemId === 'lasted' ? -1 : 1)),
  }));
  const { opened, ...closed } = claimsOf(open, standings, NOW);
  expect(opened).toEqual([{ itemId: 'soon', p10: at(2), p50: at(2.5), p90: at(3.5) }]);
  expect(closed).toEqual({ out: ['ran-out'], over: ['lasted'] });
});
