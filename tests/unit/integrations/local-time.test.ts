import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { LocalTime } from '../../../server/integrations/local-time.ts';

const ZONES = [
  'Europe/Vienna',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
  'UTC',
];

describe('a time as a till writes it', () => {
  it.each([
    ['2026-11-24 19:40', '2026-11-24T18:40:00.000Z'],
    ['2026-07-24T19:40:05', '2026-07-24T17:40:05.000Z'],
    ['2026-11-24 9:05', '2026-11-24T08:05:00.000Z'],
    ['24.11.2026 19:40', '2026-11-24T18:40:00.000Z'],
    ['1.2.2026, 8:00:30', '2026-02-01T07:00:30.000Z'],
    ['2026-11-24T19:40:00Z', '2026-11-24T19:40:00.000Z'],
    ['2026-11-24T19:40:00.1239-05:00', '2026-11-25T00:40:00.123Z'],
    ['2026-11-24 19:40 +0530', '2026-11-24T14:10:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(new LocalTime('Europe/Vienna').read(text)).toEqual({ value: instant });
  });

  it.each([
    ['skips 02:30', '2026-03-29 02:30', '2026-03-29T01:30:00.000Z'],
    ['starts at 03:00', '2026-03-29 03:00', '2026-03-29T01:00:00.000Z'],
    ['repeats 02:30, the first of which it is', '2026-10-25 02:30', '2026-10-25T00:30:00.000Z'],
    ['has 03:00 once', '2026-10-25 03:00', '2026-10-25T02:00:00.000Z'],
  ])('of a night that %s is %s', (_, text, instant) => {
    expect(new LocalTime('Europe/Vienna').read(text)).toEqual({ value: instant });
  });

  it.each([
    '2026-11-24',
    '19:40',
    '11/24/2026 19:40',
    '2026-02-30 10:00',
    '2026-11-24 25:00',
    '2026-11-24 10:60',
    '0099-01-01 10:00',
    '2026-11-24 19:40 PM',
    'yesterday',
  ])('%s is none', (text) => {
    const problem = `"${text}" is not a date with a time; write 2026-11-24 19:40, or with a zone 2026-11-24T19:40:00Z`;
    expect(new LocalTime('Europe/Vienna').read(text)).toEqual({ problem });
  });

  it('in any zone comes out as the instant that has this local time', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 365 * 60 });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), minutes, (zone, minute) => {
        const local = DateTime.fromMillis(minute * 60_000, { zone });
        const read = new LocalTime(zone).read(local.toFormat('yyyy-MM-dd HH:mm'));
        const found = DateTime.fromISO('value' in read ? read.value : '', { zone });
        expect(found.toFormat('yyyy-MM-dd HH:mm')).toBe(local.toFormat('yyyy-MM-dd HH:mm'));
        // The first of two, where there are two.
        expect(found.toMillis()).toBeLessThanOrEqual(local.toMillis());
      }),
    );
  });
});
