import { describe, expect, test } from 'vitest';
import {
  mostOf,
  quantityMistake,
  readQuantity,
  requestOf,
  tasksOf,
} from '../../../client/orders/line-task.ts';
import { aLine } from './builders.ts';

describe('what can be done with a line', () => {
  test.each([
    ['is set aside', { allocated: 6, backordered: 0 }, ['fulfil', 'cancel']],
    ['waits', { allocated: 0, backordered: 6 }, ['substitute', 'cancel']],
    ['was handed over', { allocated: 0, backordered: 0, fulfilled: 6 }, ['return']],
    ['was handed over and came back', { allocated: 0, backordered: 0, fulfilled: 6, returned: 6 }, []],
    ['was cancelled', { allocated: 0, backordered: 0, cancelled: 6 }, []],
    [
      'is a bit of everything',
      { quantity: 9, allocated: 2, backordered: 4, fulfilled: 3 },
      ['fulfil', 'substitute', 'cancel', 'return'],
    ],
  ])('that %s', (_, amounts, tasks) => {
    expect(tasksOf(aLine(amounts))).toEqual(tasks);
  });

  test('no second substitute is offered while the customer thinks about the first', () => {
    const offer = {
      substitutionId: 's',
      itemId: 'i',
      sku: 'TROUT',
      name: 'Trout',
      unit: 'each',
      quantity: 4,
    };
    const asked = { ...offer, askedAt: '2026-03-20T10:00:00Z' };
    expect(tasksOf(aLine({ substitutions: [{ ...asked, state: 'asked' }] }))).not.toContain('substitute');
    expect(tasksOf(aLine({ substitutions: [{ ...asked, state: 'declined' }] }))).toContain('substitute');
  });

  test('what there is of it is exact', () => {
    expect(mostOf('cancel', aLine({ allocated: 0.1, backordered: 0.2 }))).toBe(0.3);
    expect(mostOf('return', aLine({ fulfilled: 0.3, returned: 0.1 }))).toBe(0.2);
  });
});

describe('a quantity as it is typed', () => {
  test.each([
    ['4', 4],
    [' 1,25 ', 1.25],
    ['0.001', 0.001],
    ['0.0001', null],
    ['0', null],
    ['-1', null],
    ['', null],
    ['two', null],
    ['1e99', null],
  ])('%o is %o', (text, quantity) => {
    expect(readQuantity(text)).toBe(quantity);
  });

  test('is a mistake when it is none, or more than there is', () => {
    expect(quantityMistake('x', 4)).toContain('A number');
    expect(quantityMistake('5', 4)).toContain('only 4');
    expect(quantityMistake('4', 4)).toBeUndefined();
  });
});

describe('what the server is asked', () => {
  const draft = { quantity: '1,5', reason: ' sold out ', sku: 'TROUT', restock: false };
  const lines = [{ lineId: 'line-1', quantity: 1.5 }];

  test.each([
    ['fulfil', '/fulfil', { lines }],
    ['cancel', '/cancel', { lines, reason: 'sold out' }],
    ['return', '/return', { lines, restock: false, reason: 'sold out' }],
    ['substitute', '/substitute', { lineId: 'line-1', sku: 'TROUT', quantity: 1.5 }],
  ] as const)('to %s', (task, path, body) => {
    expect(requestOf(task, 'line-1', draft)).toEqual({ path, body });
  });

  test('leaves out a reason that was not given', () => {
    expect(requestOf('cancel', 'line-1', { ...draft, reason: '  ' }).body).toEqual({ lines });
  });
});
