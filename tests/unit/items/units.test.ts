import { describe, expect, it } from 'vitest';
import { toStockUnit, type Measured } from '../../../server/items/units.ts';

const flour: Measured = { unit: 'g', packs: [{ name: 'bag', quantity: 25_000 }] };
const eggs: Measured = {
  unit: 'each',
  packs: [
    { name: 'tray', quantity: 30 },
    { name: 'kg', quantity: 16 },
  ],
};
const milk: Measured = { unit: 'l', packs: [] };

describe('a quantity', () => {
  it.each<[number, string | undefined, Measured, number]>([
    [250, undefined, flour, 250],
    [250, 'g', flour, 250],
    [1.5, 'kg', flour, 1500],
    [2, 'bag', flour, 50_000],
    [0.5, 'bag', flour, 12_500],
    [1, 'lb', flour, 453.592],
    [-1, 'kg', flour, -1000],
    [0, 'kg', flour, 0],
    [330, 'ml', milk, 0.33],
    [3, 'tray', eggs, 90],
    // A declared pack comes before a unit of the same name.
    [2, 'kg', eggs, 32],
    [0.1, 'kg', flour, 100],
    [9_999_999.999, 'mg', flour, 10_000],
  ])('of %d %s becomes %o → %d', (quantity, unit, item, expected) => {
    expect(toStockUnit(quantity, unit, item)).toEqual({ quantity: expected });
  });

  it.each([
    [1, 'l', flour, 'l cannot be turned into g; use g or bag'],
    [1, 'case', flour, 'case cannot be turned into g; use g or bag'],
    [1, 'dozen', { ...eggs, packs: [] }, 'dozen cannot be turned into each; use each'],
    [1, 'constructor', flour, 'constructor cannot be turned into g; use g or bag'],
    [1, '__proto__', flour, '__proto__ cannot be turned into g; use g or bag'],
    [1, '', flour, ' cannot be turned into g; use g or bag'],
    [0.1, 'mg', flour, 'is less than 0.001 g'],
  ])('of %d %s is refused where it means nothing', (quantity, unit, item, problem) => {
    expect(toStockUnit(quantity, unit, item)).toEqual({ problem });
  });

  it('of a unit that is not known anywhere is taken only as the stock unit', () => {
    const portions: Measured = { unit: 'portion', packs: [] };
    expect(toStockUnit(3, 'portion', portions)).toEqual({ quantity: 3 });
    expect(toStockUnit(3, 'g', portions)).toHaveProperty('problem');
  });
});
