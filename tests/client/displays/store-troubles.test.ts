import { expect, it } from 'vitest';
import { troublesOf } from '../../../client/displays/store-troubles.ts';

it('the troubles of a store are said most urgent first, and nothing of what is well', () => {
  const fine = { storeId: 's', name: 'S', off: 0, runningOut: 0, low: 0, late: 0, waiting: 0, overdue: 0 };
  expect(troublesOf(fine)).toEqual([]);
  expect(troublesOf({ ...fine, off: 2, late: 1, waiting: 3 }).map(({ words }) => words)).toEqual([
    ...['2 off', '1 delivery late', '3 order lines waiting'],
  ]);
});
