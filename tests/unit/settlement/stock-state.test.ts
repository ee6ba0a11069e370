import { describe, expect, it } from 'vitest';
import { toStockState, type StockFigures } from '../../../server/settlement/stock-state.ts';

function figures(overrides: Partial<StockFigures> = {}): StockFigures {
  return {
    itemId: 'id',
    sku: 'SALMON',
    stocked: true,
    counted: true,
    onHand: 10,
    allocated: 4,
    onOrder: 5,
    backordered: 2,
    status: 'ok',
    servings: null,
    availability: { state: 'available' },
    ...overrides,
  };
}

describe('what the outside sees of stock', () => {
  it('adds up as the words say: available = on hand − allocated, projected = available + on order − backordered', () => {
    expect(toStockState(figures())).toMatchObject({ onHand: 10, available: 6, projected: 9 });
  });

  it('has no rounding of binary fractions', () => {
    expect(
      toStockState(figures({ onHand: 0.3, allocated: 0.1, onOrder: 0.1, backordered: 0.3 })),
    ).toMatchObject({
      available: 0.2,
      projected: 0,
    });
  });

  it('may be below zero, which asks for a count', () => {
    const below = toStockState(figures({ onHand: -1.5, allocated: 0 }));
    expect(below).toMatchObject({ onHand: -1.5, available: -1.5, projected: 1.5 });
  });

  it('has no figures for a dish that is not itself counted, but its servings', () => {
    const dish = toStockState(figures({ stocked: false, servings: 3, status: 'low' }));
    expect(dish).toMatchObject({
      onHand: null,
      available: null,
      projected: null,
      servings: 3,
      status: 'low',
    });
  });

  it('leaves servings out where there are plenty', () => {
    expect(toStockState(figures())).not.toHaveProperty('servings');
  });
});
