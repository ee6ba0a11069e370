import fc from 'fast-check';
import { expect, it } from 'vitest';
import { businessHours, toDailySeries } from '../../../server/forecasts/daily-demand.ts';
import { FLAT } from '../../../server/forecasts/hour-profile.ts';
import { dateOf, HOUR_MS, StoreHours } from '../../../server/forecasts/store-hours.ts';
import { businessDayOf } from '../../../server/platform/business-day.ts';

const hourOf = (instant: string): number => Date.parse(instant) / HOUR_MS;

/** The two nights of each zone in 2026 in which clocks change, by the business day that has them. */
const ZONES = [
  { timeZone: 'Europe/Vienna', short: '2026-03-28', long: '2026-10-24' },
  { timeZone: 'America/New_York', short: '2026-03-07', long: '2026-10-31' },
  { timeZone: 'Australia/Sydney', short: '2026-10-03', long: '2026-04-04' },
];

it('each business day comes once, with 23 and 25 hours in the nights in which clocks change', () => {
  for (const { timeZone, short, long } of ZONES) {
    const store = { timeZone, dayStart: '04:00' };
    const hours = businessHours(
      new StoreHours(store),
      hourOf('2026-01-01T00:00Z'),
      hourOf('2026-12-31T00:00Z'),
    );
    const lengths = Map.groupBy(hours.day, (day) => dateOf(day));
    const wrong = Array.from(hours.day).filter((day, index) => {
      const middle = new Date((hours.first + index + 0.5) * HOUR_MS);
      const isChecked = index % 5 === 0;
      return (
        day < (hours.day[index - 1] ?? day) || (isChecked && dateOf(day) !== businessDayOf(middle, store))
      );
    });
    expect(wrong).toEqual([]);
    const odd = [...lengths].slice(1, -1).map(([day, { length }]) => [day, length] as const);
    expect(Object.fromEntries(odd.filter(([, length]) => length !== 24))).toEqual({
      [short]: 23,
      [long]: 25,
    });
  }
});

it('all that was sold on days that are over is in exactly one of them, whatever the zone and the start of the day', () => {
  const cases = fc.record({
    timeZone: fc.constantFrom(...ZONES.map(({ timeZone }) => timeZone), 'Asia/Kolkata', 'Pacific/Chatham'),
    dayStart: fc.constantFrom('00:00', '02:30', '04:00', '06:00'),
    first: fc.integer({ min: hourOf('2026-01-02T00:00Z'), max: hourOf('2026-11-01T00:00Z') }),
    sold: fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: 1, maxLength: 24 * 40 }),
  });
  fc.assert(
    fc.property(cases, ({ timeZone, dayStart, first, sold }) => {
      const quantities = Float64Array.from(sold, (thousandths) => thousandths / 1000);
      const calendar = businessHours(new StoreHours({ timeZone, dayStart }), first, first + sold.length);
      const hourly = {
        firstHour: first,
        sold: quantities,
        outMinutes: new Float64Array(sold.length),
        oneOff: [],
      };
      const series = toDailySeries(hourly, FLAT, calendar);
      const dayOf = (index: number): number => calendar.day[first - calendar.first + index]!;
      const over = sold
        .filter((_, index) => dayOf(index) < dayOf(sold.length))
        .reduce((all, one) => all + one, 0);
      expect(Array.from(series.sold).reduce((all, one) => all + Math.round(one * 1000), 0)).toBe(over);
      expect(series.first).toBe(dayOf(0));
      expect(series.sold.length).toBe(dayOf(sold.length) - dayOf(0));
      const inStock = Array.from(series.inStock ?? []);
      expect(inStock.slice(1).every((share) => Math.abs(share - 1) < 1e-9)).toBe(true);
      expect(inStock.every((share) => share > 0 && share <= 1)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

it('what could not be had counts by the profile of the day', () => {
  // Days start at 04:00; all is sold from 11 to 13 and from 18 to 20, the evening twice as much.
  const profile = FLAT.map((_, slot) => ({ 7: 1, 8: 1, 14: 2, 15: 2 })[slot] ?? 0).map((share) => share / 6);
  const first = hourOf('2026-03-20T04:00Z');
  const outMinutes = new Float64Array(72);
  outMinutes.fill(60, 0, 7);
  outMinutes.fill(60, 24 + 15, 24 + 24);
  outMinutes[24 + 14] = 30;
  const hourly = { firstHour: first, sold: new Float64Array(72).fill(1), outMinutes, oneOff: [] };
  const calendar = businessHours(new StoreHours({ timeZone: 'UTC', dayStart: '04:00' }), first, first + 72);
  const { sold, inStock } = toDailySeries(hourly, profile, calendar);
  expect(Array.from(sold)).toEqual([24, 24, 24]);
  expect(inStock![0]).toBeCloseTo(1);
  expect(inStock![1]).toBeCloseTo(0.5);
  expect(inStock![2]).toBeCloseTo(1);
  // An item that is new at noon was not there before, and of a day that is not over nothing is said.
  const noon = {
    ...hourly,
    firstHour: first + 8,
    sold: new Float64Array(20),
    outMinutes: new Float64Array(20),
  };
  expect(Array.from(toDailySeries(noon, profile, calendar).inStock!)).toEqual([expect.closeTo(5 / 6)]);
});
