import { describe, expect, it } from 'vitest';
import { dayOf, hourOf, type Day } from '../../../server/demo/day.ts';

const ZONE = 'Europe/Vienna';
const day = (instant: string): Day => dayOf(new Date(instant), ZONE, 3);

describe('a day of the restaurant', () => {
  it('is the one on the clocks of the house, and knows the next', () => {
    const friday = day('2026-11-19T23:30:00Z');
    expect([friday.date, friday.weekday, friday.index]).toEqual(['2026-11-20', 5, 3]);
    const saturday = friday.next();
    expect([saturday.date, saturday.weekday, saturday.index]).toEqual(['2026-11-21', 6, 4]);
  });

  it.each([
    ['2026-11-20T12:00:00Z', '2026-11-20T18:30:00.000Z'],
    ['2026-07-20T12:00:00Z', '2026-07-20T17:30:00.000Z'],
    // The clocks went forward, and back, in the night before.
    ['2026-03-29T12:00:00Z', '2026-03-29T17:30:00.000Z'],
    ['2026-10-25T12:00:00Z', '2026-10-25T18:30:00.000Z'],
  ])('has half past seven when its clocks show it: %s', (instant, evening) => {
    expect(day(instant).at(19.5).toISOString()).toBe(evening);
    expect(hourOf(day(instant).at(19.5), ZONE)).toBe(19.5);
  });
});
