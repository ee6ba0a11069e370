import { expect, test } from 'vitest';
import {
  dateAfter,
  instantOfLocal,
  localDate,
  localTime,
  startOfDate,
} from '../../../client/identity/local-date.ts';

test.each([
  ['2026-03-20', 'Europe/Vienna', '2026-03-19T23:00:00.000Z'],
  ['2026-03-29', 'Europe/Vienna', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Vienna', '2026-03-29T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Vienna', '2026-10-25T23:00:00.000Z'],
  ['2026-03-20', 'Asia/Kolkata', '2026-03-19T18:30:00.000Z'],
  ['2026-03-20', 'Pacific/Kiritimati', '2026-03-19T10:00:00.000Z'],
  ['2026-03-20', 'America/Los_Angeles', '2026-03-20T07:00:00.000Z'],
  // Clocks go from 23:59 to 01:00 here, so the day has no midnight.
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
  // And here from 23:59 back to 23:00: the day before has 25 hours.
  ['2026-04-05', 'America/Santiago', '2026-04-05T04:00:00.000Z'],
])('%s in %s starts at %s', (date, zone, instant) => {
  expect(startOfDate(date, zone).toISOString()).toBe(instant);
  expect(localDate(Date.parse(instant), zone)).toBe(date);
  expect(localDate(Date.parse(instant) - 1, zone) < date).toBe(true);
});

test('the day after is the next of the calendar', () => {
  expect(dateAfter('2026-02-28')).toBe('2026-03-01');
  expect(dateAfter('2026-12-31')).toBe('2027-01-01');
});

test.each([
  ['2026-03-20T14:00', 'Europe/Vienna', '2026-03-20T13:00:00.000Z'],
  ['2026-03-29T14:00', 'Europe/Vienna', '2026-03-29T12:00:00.000Z'],
  ['2026-10-25T14:00', 'Europe/Vienna', '2026-10-25T13:00:00.000Z'],
  ['2026-10-25T01:30', 'Europe/Vienna', '2026-10-24T23:30:00.000Z'],
  ['2026-03-20T00:15', 'Asia/Kolkata', '2026-03-19T18:45:00.000Z'],
])('%s by the clocks of %s is one instant, and back', (time, zone, instant) => {
  expect(instantOfLocal(time, zone).toISOString()).toBe(instant);
  expect(localTime(Date.parse(instant), zone)).toBe(time);
});

test('a time that clocks skip is the nearest that there is', () => {
  const at = instantOfLocal('2026-03-29T02:30', 'Europe/Vienna').getTime();
  expect(['01:30', '03:30']).toContain(localTime(at, 'Europe/Vienna').slice(11));
});
