import { describe, expect, it } from 'vitest';
import { entriesFor, type Draws, type Reported } from '../../../server/stock/ledger-entry.ts';

const NO_DRAWS: Draws = new Map();
const SAUCE_TAKES: Draws = new Map([
  [
    'SAUCE',
    [
      { componentId: 'TOMATO', quantity: 1.333333333 },
      { componentId: 'OIL', quantity: 0.05 },
    ],
  ],
]);
const PIZZA_TAKES: Draws = new Map([
  [
    'PIZZA',
    [
      { componentId: 'DOUGH', quantity: 180 },
      { componentId: 'SAUCE', quantity: 0.08 },
    ],
  ],
]);

function reported(type: Reported['type'], quantity: number, overrides: Partial<Reported> = {}): Reported {
  return { itemId: 'SALMON', sku: 'SALMON', stocked: true, type, quantity, ...overrides };
}

function entries(
  report: Reported,
  onHand: Record<string, number> = {},
  draws = NO_DRAWS,
  production = NO_DRAWS,
) {
  return entriesFor(report, new Map(Object.entries(onHand)), draws, production);
}

describe('the ledger entry of', () => {
  it.each<[Reported['type'], number, number]>([
    ['receipt', 5, 5],
    ['return', 5, 5],
    ['waste', 5, -5],
    ['transfer', 5, -5],
    ['sale', 5, -5],
    ['correction', 5, 5],
    ['correction', -5, -5],
    ['production', 5, 5],
  ])('a %s of %d changes on hand by %d', (type, quantity, change) => {
    expect(entries(reported(type, quantity))).toEqual({
      entries: [{ itemId: 'SALMON', quantity: change, counted: null }],
    });
  });

  it.each([
    [10, 7.5, -2.5],
    [0.3, 0.1, -0.2],
    [-4, 0, 4],
    [7, 7, 0],
  ])('a count is the difference: %d on hand, %d counted, %d', (onHand, counted, quantity) => {
    expect(entries(reported('count', counted), { SALMON: onHand })).toEqual({
      entries: [{ itemId: 'SALMON', quantity, counted }],
    });
  });

  it('a production takes the components, then brings what was made', () => {
    const sauce = { itemId: 'SAUCE', sku: 'SAUCE' };
    expect(entries(reported('production', 3, sauce), {}, NO_DRAWS, SAUCE_TAKES)).toEqual({
      entries: [
        { itemId: 'TOMATO', quantity: -4, counted: null },
        { itemId: 'OIL', quantity: -0.15, counted: null },
        { itemId: 'SAUCE', quantity: 3, counted: null },
      ],
    });
  });

  it('the waste of a dish takes what it is made of', () => {
    const pizza = { itemId: 'PIZZA', sku: 'PIZZA', stocked: false };
    expect(entries(reported('waste', 2, pizza), {}, PIZZA_TAKES)).toEqual({
      entries: [
        { itemId: 'DOUGH', quantity: -360, counted: null },
        { itemId: 'SAUCE', quantity: -0.16, counted: null },
      ],
    });
  });

  it('a count sees what came before it in the same request', () => {
    const onHand = new Map([['SALMON', 10]]);
    const add = (report: Reported) => entriesFor(report, onHand, NO_DRAWS, NO_DRAWS);
    add(reported('waste', 4));
    expect(add(reported('count', 5))).toMatchObject({ entries: [{ quantity: -1 }] });
    expect(add(reported('count', 5))).toMatchObject({ entries: [{ quantity: 0 }] });
    expect(onHand.get('SALMON')).toBe(5);
  });
});

describe('refused is', () => {
  it.each(['receipt', 'return', 'waste', 'transfer', 'production', 'sale'] as const)(
    'a %s of nothing or less',
    (type) => {
      for (const quantity of [0, -1])
        expect(entries(reported(type, quantity))).toEqual({
          field: 'quantity',
          problem: `must be more than 0, not ${quantity}`,
        });
    },
  );

  it('a negative count', () => {
    expect(entries(reported('count', -1))).toEqual({
      field: 'quantity',
      problem: 'a count cannot be negative, not -1',
    });
  });

  it.each(['receipt', 'return', 'count', 'transfer', 'production', 'correction'] as const)(
    'a %s of a dish that is not counted',
    (type) => {
      const dish = { itemId: 'PIZZA', sku: 'PIZZA', stocked: false };
      expect(entries(reported(type, 1, dish), {}, PIZZA_TAKES)).toEqual({
        field: 'sku',
        problem: 'PIZZA is made to order and not counted; name its ingredients',
      });
    },
  );

  it('the waste of something that takes nothing from stock, rather than recorded as nothing', () => {
    const fee = { itemId: 'FEE', sku: 'FEE', stocked: false };
    expect(entries(reported('waste', 1, fee), {}, PIZZA_TAKES)).toMatchObject({ field: 'sku' });
  });

  it('a refused report leaves what is on hand as it was', () => {
    const onHand = new Map([['SALMON', 10]]);
    entriesFor(reported('waste', -1), onHand, NO_DRAWS, NO_DRAWS);
    expect(onHand.get('SALMON')).toBe(10);
  });
});
