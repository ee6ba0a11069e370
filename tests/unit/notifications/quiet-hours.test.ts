import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { endOfQuiet, type QuietHours } from '../../../server/notifications/quiet-hours.ts';

const NIGHT = { from: '21:00', until: '08:00' };
const VIENNA = 'Europe/Vienna';

function endAt(now: string, quiet: QuietHours | null = NIGHT, timeZone = VIENNA): string {
  return endOfQuiet(new Date(now), quiet, timeZone).toISOString();
}

describe('quiet hours', () => {
  it.each([
    ['in the evening last until the next morning', '2026-03-20T20:30:00Z', '2026-03-21T07:00:00.000Z'],
    ['in the morning last until that morning', '2026-03-20T05:00:30Z', '2026-03-20T07:00:00.000Z'],
    ['are over at their end', '2026-03-20T07:00:00Z', '2026-03-20T07:00:00.000Z'],
    ['have not begun before their beginning', '2026-03-20T19:59:59Z', '2026-03-20T19:59:59.000Z'],
    [
      'end by the new clock in the night that is an hour shorter',
      '2026-03-28T22:00:00Z',
      '2026-03-29T06:00:00.000Z',
    ],
    [
      'end by the new clock in the night that is an hour longer',
      '2026-10-24T21:00:00Z',
      '2026-10-25T07:00:00.000Z',
    ],
  ])('%s', (_what, now, end) => {
    expect(endAt(now)).toBe(end);
  });

  it('within one day do not last over midnight', () => {
    const siesta = { from: '13:00', until: '15:30' };
    expect(endAt('2026-03-20T12:30:00Z', siesta)).toBe('2026-03-20T14:30:00.000Z');
    expect(endAt('2026-03-20T22:00:00Z', siesta)).toBe('2026-03-20T22:00:00.000Z');
  });

  it('that a clock change would end in the hour it skips end with the next valid time', () => {
    expect(endAt('2026-03-29T00:30:00Z', { from: '23:00', until: '02:30' })).toBe('2026-03-29T01:30:00.000Z');
  });

  it('of which there are none let everything pass', () => {
    expect(endAt('2026-03-20T23:00:00Z', null)).toBe('2026-03-20T23:00:00.000Z');
    expect(endAt('2026-03-20T23:00:00Z', { from: '21:00', until: '21:00' })).toBe('2026-03-20T23:00:00.000Z');
  });

  it('are over when they end, and never last longer than a day, at any time in any zone', () => {
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));
    const zones = fc.constantFrom(VIENNA, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
    const instants = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2027-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, time, time, zones, (now, from, until, zone) => {
        const end = endOfQuiet(now, { from, until }, zone);
        expect(end.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
        expect(endOfQuiet(end, { from, until }, zone)).toEqual(end);
        if (end > now)
          expect(DateTime.fromJSDate(end, { zone }).toFormat('HH:mm') >= until || from > until).toBe(true);
      }),
      { numRuns: 2_000, seed: 20_261_124 },
    );
  });
});
