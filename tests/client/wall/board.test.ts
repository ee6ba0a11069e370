import { describe, expect, it } from 'vitest';
import { aftermathOf } from '../../../client/wall/aftermath.ts';
import { buildBoard, entriesByKey, isCalm } from '../../../client/wall/board.ts';
import { closestToLow, countDishes } from '../../../client/wall/calm.ts';
import { aDish, aKitchen, aNotice, anEntry, anIngredient, left, off, offFor } from './builders.ts';

const items = [
  anIngredient('salmon'),
  anIngredient('rice', { reorderPoint: null, parLevel: 6000 }),
  aDish('tartare', { salmon: 90 }),
  aDish('sashimi', { salmon: 120 }),
];

describe('a board', () => {
  it('is calm only when no zone has anything to say', () => {
    expect(isCalm(buildBoard(aKitchen({ items })))).toBe(true);
    expect(isCalm(buildBoard(aKitchen({ items, stock: { tartare: off() } })))).toBe(false);
    expect(isCalm(buildBoard(aKitchen({ items, stock: { rice: left(900) } })))).toBe(false);
    expect(isCalm(buildBoard(aKitchen({ items, notices: [aNotice('back', 'tartare')] })))).toBe(false);
  });

  it('has each thing in one zone only', () => {
    const stock = { salmon: left(400), sashimi: off() };
    const notices = [aNotice('back', 'tartare')];
    const board = buildBoard(aKitchen({ items, stock, notices }));
    expect([...entriesByKey(board).keys()]).toEqual(['86 sashimi', 'few salmon', 'back tartare']);
    expect(board.news).toMatchObject([{ words: 'tartare back', inBackZone: true }]);
  });
});

describe('a calm board', () => {
  it('names what is closest to low, measured against where it is low', () => {
    expect(closestToLow(aKitchen({ items, stock: { salmon: { available: 1800 } } }), 5)).toEqual([
      { itemId: 'salmon', name: 'salmon', left: '1.8 kg', lowAt: '1 kg' },
      { itemId: 'rice', name: 'rice', left: '5 kg', lowAt: '2 kg' },
    ]);
    expect(closestToLow(aKitchen({ items }), 1)).toHaveLength(1);
  });

  it('counts only what is sold', () => {
    expect(countDishes(aKitchen({ items }))).toBe(2);
  });
});

describe('an entry that the board no longer has', () => {
  const salmon = anEntry({ itemId: 'salmon' });
  const few = anEntry({ itemId: 'salmon', state: 'low' });

  it('is back when it can be served again', () => {
    expect(aftermathOf(salmon, aKitchen({ items }))).toEqual({ state: 'back', words: 'back' });
  });

  it('is not called back while it is off under another name', () => {
    expect(aftermathOf(anEntry({ itemId: 'tartare' }), aKitchen({ items, stock: { tartare: off() } }))).toBe(
      null,
    );
    expect(aftermathOf(salmon, aKitchen({ items, stock: { tartare: offFor('salmon') } }))).toBe(null);
  });

  it('is off when it ran out, and enough when more came in', () => {
    expect(aftermathOf(few, aKitchen({ items, stock: { salmon: off() } }))).toEqual({
      state: '86',
      words: '86',
    });
    expect(aftermathOf(few, aKitchen({ items }))).toEqual({ state: 'back', words: 'enough again' });
  });

  it('needs no words when it was a return that has been long enough on the wall', () => {
    expect(aftermathOf(anEntry({ state: 'back' }), aKitchen({ items }))).toBe(null);
  });
});
