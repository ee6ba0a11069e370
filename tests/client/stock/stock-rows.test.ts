import { expect, test } from 'vitest';
import { attentionOf, stockRows } from '../../../client/stock/stock-rows.ts';
import type { Item } from '../../../shared/items/item.schema.ts';
import type { Availability } from '../../../shared/stock/availability.schema.ts';
import type { StockState } from '../../../shared/stock/stock.schema.ts';
import { aStock } from '../tablet/builders.ts';

function anItem(id: string, over: Partial<Item> = {}): Item {
  return {
    id,
    sku: id.toUpperCase(),
    name: id,
    unit: 'kg',
    category: '',
    sellable: false,
    stocked: true,
    ...over,
  } as Item;
}

function stockOf(itemId: string, over: Partial<StockState> = {}): StockState {
  return aStock({ itemId, ...over });
}

const off = (since: string, over: Partial<Availability> = {}): Availability => ({
  state: 'unavailable',
  since,
  cause: 'hand',
  ...over,
});

test('rows stand in the order of names, with what there is to say of each', () => {
  const rows = stockRows(
    [
      anItem('b', { name: 'Zander' }),
      anItem('a', { name: 'Äpfel' }),
      anItem('c', { name: 'Not in this store' }),
    ],
    [stockOf('a'), stockOf('b', { status: 'low', available: 2 })],
  );
  expect(rows.map(({ name, face }) => [name, face?.words])).toEqual([
    ['Äpfel', undefined],
    ['Zander', '2 kg left'],
  ]);
});

test('what needs somebody comes most urgent first', () => {
  const ids = ['old', 'new', 'few', 'low', 'none', 'below', 'fine'];
  const rows = stockRows(
    ids.map((id) => anItem(id)),
    [
      stockOf('old', { availability: off('2026-03-20T09:00:00Z') }),
      stockOf('new', { availability: off('2026-03-20T10:00:00Z') }),
      stockOf('few', { availability: { state: 'limited', remaining: 7 } }),
      stockOf('low', { status: 'low', available: 2 }),
      stockOf('none', { status: 'out', onHand: 0, available: 0 }),
      stockOf('below', { onHand: -2, available: -2 }),
      stockOf('fine'),
    ],
  );
  const attention = attentionOf(rows);
  expect(attention.off.map(({ itemId }) => itemId)).toEqual(['new', 'old']);
  expect(attention.running.map(({ itemId }) => itemId)).toEqual(['none', 'few', 'low']);
  expect(attention.uncounted.map(({ itemId }) => itemId)).toEqual(['below']);
});

test('a part of a recipe that nobody sells or counts is nobody’s news, unless somebody said so', () => {
  const part = { sellable: false, stocked: false };
  const rows = stockRows(
    [anItem('sauce', part), anItem('stock', part)],
    [
      stockOf('sauce', { availability: off('2026-03-20T09:00:00Z', { cause: 'recipe' }) }),
      stockOf('stock', { availability: off('2026-03-20T09:00:00Z') }),
    ],
  );
  expect(attentionOf(rows).off.map(({ itemId }) => itemId)).toEqual(['stock']);
});
