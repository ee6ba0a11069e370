import { describe, expect, it } from 'vitest';
import { OptionsError, readOptions } from '../../../server/demo/options.ts';

const ZONE = 'Europe/Vienna';
const read = (args: string[], now = '2026-11-24T10:00:00Z') => readOptions(args, ZONE, new Date(now));

function mistakesIn(...args: string[]): readonly string[] {
  try {
    read(args);
  } catch (error) {
    if (error instanceof OptionsError) return error.lines;
    throw error;
  }
  return [];
}

describe('the options of the demo', () => {
  it('begin shortly before dinner on the last Friday when nothing is said', () => {
    expect(read([])).toEqual({
      ...{ speed: 60, seed: '1', port: 3000, days: 28 },
      start: new Date('2026-11-20T16:45:00Z'),
    });
  });

  it.each([
    ['2026-11-27T16:44:00Z', '2026-11-20T16:45:00Z'],
    ['2026-11-27T16:46:00Z', '2026-11-27T16:45:00Z'],
    ['2026-07-05T22:30:00Z', '2026-07-03T15:45:00Z'],
  ])('never begin in the future: at %s with %s', (now, start) => {
    expect(read([], now)!.start).toEqual(new Date(start));
  });

  it('take what is given, the start in the time of the restaurant', () => {
    const args = '--speed 300 --seed autumn --port 4000 --days 7 --start 2026-06-19T11:15'.split(' ');
    expect(read(args)).toEqual({
      ...{ speed: 300, seed: 'autumn', port: 4000, days: 7 },
      start: new Date('2026-06-19T09:15:00Z'),
    });
  });

  it('are explained on demand, whatever else is said', () => {
    expect(read(['--help', '--speed', 'fast'])).toBeNull();
  });

  it('name each mistake in a line of its own', () => {
    expect(mistakesIn('--speed', '0', '--port', '70000', '--start', 'tonight', '--days', '1.5')).toEqual([
      '--speed must be more than 0 and at most 600, not "0".',
      '--port must be a whole number from 0 to 65535, not "70000".',
      '--days must be a whole number from 1 to 60, not "1.5".',
      '--start must be a date and time such as 2026-11-20T17:45, not "tonight".',
    ]);
    expect(mistakesIn('--fast')[0]).toMatch(/--fast/);
  });
});
