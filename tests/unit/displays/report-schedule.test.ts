import { expect, it } from 'vitest';
import { lastDue, nextDue, type Schedule } from '../../../server/displays/report-schedule.ts';

const VIENNA = ['Europe/Vienna'];

function due(schedule: Schedule, now: string): string[] {
  return [lastDue(schedule, new Date(now)), nextDue(schedule, new Date(now))].map(
    ({ from, to, dueAt }) => `${from} to ${to}, ${dueAt.toISOString()}`,
  );
}

it.each([
  [{ every: 'day', at: '07:00', zones: VIENNA }, '2026-03-20T05:59:59Z', ['2026-03-18', '2026-03-19']],
  [{ every: 'day', at: '07:00', zones: VIENNA }, '2026-03-20T06:00:00Z', ['2026-03-19', '2026-03-20']],
  // Monday begins in Auckland while it is Sunday in Vienna.
  [
    { every: 'week', at: '00:00', zones: ['Pacific/Auckland'] },
    '2026-03-22T11:00:00Z',
    ['2026-03-16', '2026-03-23'],
  ],
  [
    { every: 'week', at: '23:59', zones: ['America/Los_Angeles'] },
    '2026-03-24T06:58:00Z',
    ['2026-03-09', '2026-03-16'],
  ],
  [{ every: 'month', at: '07:00', zones: VIENNA }, '2026-03-01T06:00:00Z', ['2026-02-01', '2026-03-01']],
] as [Schedule, string, [string, string]][])('%o is due at %s', (schedule, now, [last, next]) => {
  const at = new Date(now);
  expect(lastDue(schedule, at)).toMatchObject({ period: `${schedule.every} ${last}`, from: last });
  expect(nextDue(schedule, at)).toMatchObject({ period: `${schedule.every} ${next}`, from: next });
});

it('each day is due once in nights in which clocks change, and in all stores at the same time', () => {
  // 02:30 does not exist on 29 March, and comes twice on 25 October.
  const schedule = { every: 'day' as const, at: '02:30', zones: VIENNA };
  expect(due(schedule, '2026-03-29T12:00:00Z')).toEqual([
    '2026-03-28 to 2026-03-28, 2026-03-29T01:30:00.000Z',
    '2026-03-29 to 2026-03-29, 2026-03-30T00:30:00.000Z',
  ]);
  const night = Date.parse('2026-10-24T12:00:00Z');
  const periods = Array.from({ length: 96 }, (_, index) =>
    lastDue(schedule, new Date(night + index * 30 * 60_000)),
  );
  expect([...new Set(periods.map(({ period }) => period))]).toEqual([
    'day 2026-10-23',
    'day 2026-10-24',
    'day 2026-10-25',
  ]);
  expect(
    due({ ...schedule, zones: ['America/New_York', ...VIENNA], at: '07:00' }, '2026-03-20T11:00:00Z')[0],
  ).toBe('2026-03-19 to 2026-03-19, 2026-03-20T11:00:00.000Z');
});
