import { describe, expect, it } from 'vitest';
import { LatenessRecord, type Lateness } from '../../../server/settlement/lateness.ts';

const HOUR = 3_600_000;
const FRIDAY = 5;

/** Deliveries of one supplier, each so many hours late. */
const past = (supplier: string, weekday: number, hours: number[]): Lateness[] =>
  hours.map((late) => ({ supplier, weekday, ms: late * HOUR }));

const lateOnFridays = [
  ...past('Fish', FRIDAY, [3, 2, 4, 0, 3]),
  ...past(
    'Fish',
    1,
    Array.from({ length: 30 }, () => 0),
  ),
];

describe('the habit of a supplier', () => {
  it('is judged by the day of the week where that day is known well enough', () => {
    const record = new LatenessRecord(lateOnFridays);
    expect(record.habitOf('Fish', 1, HOUR / 4)).toBeNull();
    expect(record.habitOf('Fish', FRIDAY, HOUR / 4)).toEqual({
      lateByMs: 3 * HOUR,
      words: '4 of its last 5 deliveries on a Friday came late',
    });
  });

  it('is none before five deliveries, nor where half of them were on time', () => {
    expect(new LatenessRecord(past('New', 1, [9, 9, 9, 9])).habitOf('New', 1, 0)).toBeNull();
    expect(new LatenessRecord(past('Half', 1, [0, 0, 0, 9, 9, 9])).habitOf('Half', 1, 0)).toBeNull();
    expect(new LatenessRecord([]).habitOf('Nobody', 1, 0)).toBeNull();
  });

  it('of another day counts less, and of another supplier not at all', () => {
    const record = new LatenessRecord([
      ...past('Fish', 2, [1, 1, 1, 1, 1]),
      ...past('Farm', 2, [9, 9, 9, 9, 9]),
    ]);
    expect(record.habitOf('Fish', 2, 0)?.lateByMs).toBe(HOUR);
    expect(record.habitOf('Fish', 3, 0)?.words).toBe('5 of its last 5 deliveries came late');
  });
});

describe('the quantiles of lateness', () => {
  it('lean on what was due on the same day of the week', () => {
    const record = new LatenessRecord([
      ...past('Fish', FRIDAY, [8, 8, 8, 8, 8, 8, 8, 8]),
      ...past('Fish', 1, [0, 0, 0, 0, 0, 0, 0, 0]),
    ]);
    expect(record.of('Fish', -Infinity, FRIDAY).quantiles).toEqual([0, 8 * HOUR, 8 * HOUR]);
    expect(record.of('Fish', -Infinity, 1).quantiles).toEqual([0, 0, 8 * HOUR]);
    expect(record.of('Fish', -Infinity, FRIDAY).n).toBe(16);
  });
});
