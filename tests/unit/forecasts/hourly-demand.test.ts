import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factorsOf, withoutEvents, type EventFact } from '../../../server/forecasts/demand-events.ts';
import { demandOf, type RecordedHour } from '../../../server/forecasts/hourly-demand.ts';
import { minutesShort, stockLine, type LedgerHour } from '../../../server/forecasts/stock-line.ts';

function anHour(hour: number, overrides: Partial<RecordedHour> = {}): RecordedHour {
  const quantity = overrides.quantity ?? 1;
  return { hour, quantity, returned: 0, largest: Math.min(quantity, 2), ...overrides };
}

/** Lunches of three weeks, two portions a line at most. */
const LUNCHES = Array.from({ length: 21 }, (_, day) => anHour(day * 24 + 12, { quantity: 8 }));
const with40On = (...days: number[]): RecordedHour[] =>
  LUNCHES.map((one, day) => (days.includes(day) ? { ...one, quantity: 48, largest: 40 } : one));

describe('one line far above what is usual', () => {
  it('is told apart: catering for a party is not what to expect', () => {
    const { sold, oneOff } = demandOf(with40On(9), 0, 21 * 24);
    expect(oneOff).toEqual([{ hour: 9 * 24 + 12, quantity: 40 }]);
    expect(sold[9 * 24 + 12]).toBe(8);
    expect(demandOf([...LUNCHES, anHour(500, { quantity: 10_000, largest: 10_000 })], 0, 504).sold[500]).toBe(
      0,
    );
  });

  it('that comes every week is a customer like others; and with few days, nothing is unusual', () => {
    const { sold, oneOff } = demandOf(with40On(4, 11, 18), 0, 21 * 24);
    expect(oneOff).toEqual([]);
    expect(sold[4 * 24 + 12]).toBe(48);
    expect(demandOf(with40On(9).slice(0, 10), 0, 240).oneOff).toEqual([]);
  });
});

it('what came back is taken from the hours before, never below nothing, and no more than a week back', () => {
  const hours = [
    anHour(0, { quantity: 5 }),
    anHour(400, { quantity: 2 }),
    anHour(402),
    anHour(403, { quantity: 0, returned: 2.5 }),
  ];
  const { sold } = demandOf(hours, 0, 404);
  expect([sold[0], sold[400], sold[402], sold[403]]).toEqual([5, 0.5, 0, 0]);
  const all = demandOf([...hours, anHour(405, { returned: 99 })], 0, 406).sold;
  expect([all[0], all[400], all[405]]).toEqual([5, 0, 0]);
});

describe('by the ledger, an item is out', () => {
  const span = { firstHour: 100, count: 6 };
  const short = (hours: LedgerHour[], onHand: number, watchedFrom = 100, needed = 0): number[] => {
    const line = stockLine(hours, span, { onHand, watchedFrom });
    return Array.from(minutesShort(line, needed, new Int8Array(span.count).fill(-1)));
  };
  const sold = (hour: number, quantity: number, fell: number): LedgerHour => ({
    ...{ hour, quantity, moved: -quantity, fell, rose: null },
  });
  const came = (hour: number, quantity: number, rose: number): LedgerHour => ({
    ...{ hour, quantity: 0, moved: quantity, fell: null, rose },
  });

  it('from the sale of the last one until goods come in', () => {
    expect(short([sold(101, 5, 40), came(104, 8, 15)], 8)).toEqual([0, 20, 60, 60, 15, 0]);
    expect(short([sold(101, 5, 40)], 0)).toEqual([0, 20, 60, 60, 60, 60]);
    expect(short([], 0)).toEqual([60, 60, 60, 60, 60, 60]);
    // What is on hand now includes what came after the hours that are looked at.
    expect(short([sold(101, 5, 40), came(106, 8, 15)], 8)).toEqual([0, 20, 60, 60, 60, 60]);
  });

  it('not while it was sold all the same, nor before anybody knew how much there is', () => {
    expect(short([sold(101, 5, 40), sold(103, 2, 30), came(105, 8, 0)], 6)).toEqual([0, 0, 0, 30, 60, 0]);
    expect(short([sold(101, 5, 40)], -5, 200)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(short([sold(101, 5, 40)], -5, 104)).toEqual([0, 0, 0, 0, 60, 60]);
  });

  it('for a dish when there is less than it takes', () => {
    expect(short([sold(101, 5, 40)], 0.1, 100, 0.15)).toEqual([0, 20, 60, 60, 60, 60]);
    expect(short([sold(101, 5, 40)], 0.15, 100, 0.15)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('events', () => {
  const anEvent = (overrides: Partial<EventFact>): EventFact => ({
    ...{ firstDay: 11, lastDay: 12, factor: 1.5, category: null, itemId: null, ...overrides },
  });
  const soup = { itemId: 'soup', category: 'Mains' };
  const days = { first: 10, days: 4 };

  it('of the same day multiply, closed wins, and those of others do not count', () => {
    const events = [
      anEvent({}),
      anEvent({ category: 'Mains', factor: 2, lastDay: 11 }),
      ...[anEvent({ itemId: 'stew', factor: 9 }), anEvent({ category: 'Sides', factor: 9 })],
    ];
    expect(factorsOf(events, soup, days)).toEqual([1, 3, 1.5, 1]);
    expect(factorsOf([...events, anEvent({ factor: 0 })], soup, days)).toEqual([1, 0, 0, 1]);
    expect(factorsOf([anEvent({ factor: 20 }), anEvent({ factor: 20 })], soup, days)).toEqual([1, 20, 20, 1]);
  });

  it('a promotion never lowers demand, of whatever is made of what', () => {
    const event = fc.record({
      firstDay: fc.integer({ min: 8, max: 14 }),
      lastDay: fc.integer({ min: 8, max: 14 }),
      factor: fc.double({ min: 1, max: 3, noNaN: true }),
      category: fc.constantFrom('Mains', 'Sides', null),
    });
    const share = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(fc.array(event), share, share, (events, main, side) => {
        const uses = [
          { itemId: 'a', category: 'Mains', share: main },
          { itemId: 'b', category: 'Sides', share: side },
        ];
        const facts = events.map((one) => anEvent({ ...one, itemId: null }));
        const before = factorsOf(facts, { itemId: 'salt', category: '', uses }, days);
        const after = factorsOf(
          [...facts, anEvent({ category: 'Mains' })],
          { itemId: 'salt', category: '', uses },
          days,
        );
        after.forEach((factor, index) => expect(factor).toBeGreaterThanOrEqual(before[index]! - 1e-9));
      }),
    );
  });

  it('that were are taken out of the history, and days that were closed say nothing', () => {
    const series = { first: 10, sold: [4, 9, 0, 5], inStock: [1, 1, 1, 0.5] };
    const cleared = withoutEvents(series, [1, 1.5, 0, 1]);
    expect([Array.from(cleared.sold), Array.from(cleared.inStock!)]).toEqual([
      [4, 6, 0, 5],
      [1, 1, 0, 0.5],
    ]);
    expect(Array.from(withoutEvents({ first: 0, sold: [1.5] }, [2]).sold)).toEqual([0.75]);
  });
});
