import { describe, expect, it } from 'vitest';
import {
  businessDayOf,
  endOfBusinessDay,
  isTimeZone,
  type StoreCalendar,
} from '../../../server/platform/business-day.ts';

const MINUTES_15 = 15 * 60_000;
const vienna = (dayStart: string): StoreCalendar => ({ timeZone: 'Europe/Vienna', dayStart });

/** The business days of a run of instants, each once, in their order. */
function daysOf(from: string, to: string, calendar: StoreCalendar): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += MINUTES_15) {
    const day = businessDayOf(new Date(at), calendar);
    if (days.at(-1) !== day) days.push(day);
  }
  return days;
}

describe('a business day', () => {
  it.each([
    ['2026-03-21T02:59:00Z', '2026-03-20'], // 03:59 in Vienna
    ['2026-03-21T03:00:00Z', '2026-03-21'],
    ['2026-03-20T23:30:00Z', '2026-03-20'],
  ])('of a bar ends at its day start: %s is of %s', (instant, day) => {
    expect(businessDayOf(new Date(instant), vienna('04:00'))).toBe(day);
  });

  it('starts at midnight where the store says so', () => {
    expect(businessDayOf(new Date('2026-03-20T22:59:59Z'), vienna('00:00'))).toBe('2026-03-20');
    expect(businessDayOf(new Date('2026-03-20T23:00:00Z'), vienna('00:00'))).toBe('2026-03-21');
  });

  it.each([
    ['2026-03-20T11:00:00Z', '2026-03-21T03:00:00.000Z'],
    ['2026-03-21T02:59:59Z', '2026-03-21T03:00:00.000Z'],
    ['2026-03-21T03:00:00Z', '2026-03-22T03:00:00.000Z'],
  ])('has an end after every instant in it: %s ends %s', (instant, end) => {
    expect(endOfBusinessDay(new Date(instant), vienna('04:00')).toISOString()).toBe(end);
  });
});

/** Both nights of 2026 in three zones: the clocks of Lord Howe move by half an hour. */
const CLOCK_CHANGES = [
  ['Europe/Vienna', '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z', '2026-03-28'],
  ['Europe/Vienna', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z', '2026-10-24'],
  ['America/New_York', '2026-03-07T17:00:00Z', '2026-03-09T17:00:00Z', '2026-03-07'],
  ['America/New_York', '2026-10-31T17:00:00Z', '2026-11-02T17:00:00Z', '2026-10-31'],
  ['Australia/Lord_Howe', '2026-04-04T02:00:00Z', '2026-04-06T02:00:00Z', '2026-04-04'],
  ['Australia/Lord_Howe', '2026-10-03T02:00:00Z', '2026-10-05T02:00:00Z', '2026-10-03'],
] as const;

function datesAfter(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) =>
    new Date(Date.parse(`${first}T00:00Z`) + n * 86_400_000).toISOString().slice(0, 10),
  );
}

describe.each(CLOCK_CHANGES)('over a change of the clocks in %s from %s', (timeZone, from, to, first) => {
  // 02:00 to 03:00 is skipped or comes twice; the other starts lie around it.
  it.each(['00:00', '01:30', '02:00', '02:15', '02:30', '03:00', '04:00'])(
    'every day that starts at %s comes exactly once',
    (dayStart) => {
      expect(daysOf(from, to, { timeZone, dayStart })).toEqual(datesAfter(first, 3));
    },
  );

  it.each(['00:00', '02:15', '02:30', '04:00'])(
    'a day that starts at %s ends where the next one begins',
    (dayStart) => {
      const calendar = { timeZone, dayStart };
      for (let at = Date.parse(from); at < Date.parse(to); at += MINUTES_15) {
        const end = endOfBusinessDay(new Date(at), calendar).getTime();
        expect(end).toBeGreaterThan(at);
        expect(businessDayOf(new Date(end - 1), calendar)).toBe(businessDayOf(new Date(at), calendar));
        expect(businessDayOf(new Date(end), calendar)).not.toBe(businessDayOf(new Date(at), calendar));
      }
    },
  );
});

it('knows time zones by their IANA name', () => {
  expect(isTimeZone('Europe/Vienna')).toBe(true);
  for (const name of ['Europe/Atlantis', 'Vienna', '', 'CEST+1']) expect(isTimeZone(name)).toBe(false);
});
