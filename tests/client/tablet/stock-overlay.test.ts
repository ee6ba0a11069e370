import { describe, expect, it } from 'vitest';
import { overlayStore, type ItemLike } from '../../../client/tablet/stock-overlay.ts';
import type { StockState } from '../../../shared/stock/stock.schema.ts';
import { anAction, aStock, OFF } from './builders.ts';

const uses = [{ itemId: 'salmon', quantity: 0.15 }];
const items: ItemLike[] = [
  { itemId: 'tartare', uses, parLevel: null, reorderPoint: null },
  { itemId: 'salmon', uses: [], parLevel: null, reorderPoint: null },
  { itemId: 'cola', uses: [], parLevel: null, reorderPoint: null },
];
const dish = aStock({ itemId: 'tartare', onHand: null, available: null });
const stocks = new Map<string, StockState>([
  ['tartare', dish],
  ['salmon', aStock()],
  ['cola', aStock({ itemId: 'cola' })],
]);
const overlay = (...actions: ReturnType<typeof anAction>[]) =>
  overlayStore(items, (id) => stocks.get(id), actions);

describe('the store with what waits laid over it', () => {
  it('is the server’s own while nothing waits', () => {
    expect(overlay().changed.size).toBe(0);
  });

  it('takes dishes off with their component, marking only the item that was touched as pending', () => {
    const { changed, pending } = overlay(anAction({ deed: OFF }));
    expect([...changed.keys()].sort()).toEqual(['salmon', 'tartare']);
    expect(changed.get('tartare')?.availability.state).toBe('unavailable');
    expect([...pending]).toEqual(['salmon']);
  });

  it('gives the components of a wasted dish back when that is undone', () => {
    const lines = [{ itemId: 'salmon', sku: 'SAL', quantity: 0.3 }];
    const { changed } = overlay(
      anAction({ itemId: 'tartare', deed: { kind: 'correct', lines, reason: 'Undo waste' } }),
    );
    expect(changed.get('salmon')?.onHand).toBe(10.3);
    expect(changed.get('tartare')?.onHand).toBeNull();
  });

  it('ignores an item that is gone', () => {
    expect(overlay(anAction({ itemId: 'gone' })).changed.size).toBe(0);
  });
});
