import { expect, test } from 'vitest';
import { rowAfterKey, rowWindow, scrolledTo } from '../../../client/ui/row-window.ts';

const seen = { height: 600, rowHeight: 50 };

test('of a long list the rows in sight are made, with some to spare, and the rest is blank', () => {
  expect(rowWindow({ ...seen, scrollTop: 0, count: 10_000 })).toEqual({
    ...{ first: 0, end: 20, above: 0, below: 499_000 },
  });
  expect(rowWindow({ ...seen, scrollTop: 250_000, count: 10_000 })).toEqual({
    ...{ first: 4_992, end: 5_020, above: 249_600, below: 249_000 },
  });
  expect(rowWindow({ ...seen, scrollTop: 0, count: 3 })).toEqual({ first: 0, end: 3, above: 0, below: 0 });
});

test('a list that became shorter than it is scrolled shows its end, and one that was not measured yet nothing', () => {
  expect(rowWindow({ ...seen, scrollTop: 250_000, count: 30 })).toMatchObject({ end: 30, below: 0 });
  expect(rowWindow({ ...seen, scrollTop: 0, rowHeight: 0, count: 30 })).toMatchObject({ first: 0, end: 0 });
});

test('keys lead from row to row and stay within the list', () => {
  const list = { page: 10, count: 100 };
  expect(
    ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'x'].map((key) =>
      rowAfterKey(key, 50, list),
    ),
  ).toEqual([...[51, 49, 60, 40, 0, 99, undefined]]);
  expect([rowAfterKey('ArrowUp', 0, list), rowAfterKey('PageDown', 95, list)]).toEqual([0, 99]);
});

test('a row is scrolled to as little as will do', () => {
  expect(scrolledTo(10, { ...seen, scrollTop: 100 })).toBe(100);
  expect(scrolledTo(1, { ...seen, scrollTop: 100 })).toBe(50);
  expect(scrolledTo(20, { ...seen, scrollTop: 100 })).toBe(450);
});
