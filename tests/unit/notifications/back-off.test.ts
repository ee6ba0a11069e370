import { expect, it } from 'vitest';
import { MAX_TRIES, waitAfter } from '../../../server/notifications/back-off.ts';

const HOUR_MS = 3_600_000;
const waits = Array.from({ length: MAX_TRIES - 1 }, (_, index) => waitAfter(index + 1, 0.5)!);

it('waits twice as long after each failed try, and at most six hours', () => {
  expect(waits.slice(0, 4)).toEqual([30_000, 60_000, 120_000, 240_000]);
  expect(Math.max(...waits)).toBe(6 * HOUR_MS);
});

it('gives up after about three days', () => {
  const sum = waits.reduce((all, wait) => all + wait, 0);
  expect(sum / HOUR_MS).toBeGreaterThan(66);
  expect(sum / HOUR_MS).toBeLessThan(78);
  expect(waitAfter(MAX_TRIES, 0.5)).toBeNull();
});

it('spreads those who failed together', () => {
  expect([waitAfter(1, 0), waitAfter(1, 1)]).toEqual([24_000, 36_000]);
});
