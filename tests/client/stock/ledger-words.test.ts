import { expect, it } from 'vitest';
import { ledgerLines, movementWords } from '../../../client/stock/ledger-words.ts';
import type { Movement } from '../../../shared/stock/movement.schema.ts';

let id = 9;
const moved = (type: Movement['type'], quantity: number, more: Partial<Movement> = {}): Movement => ({
  ...{ id: id--, itemId: 'i', sku: 'S', type, quantity, at: '2026-03-20T11:00:00.000Z' },
  ...{ recordedAt: '2026-03-20T11:00:00.000Z', ...more },
});

it('the ledger tells what was on hand after each row, without drift', () => {
  const rows = [moved('sale', -0.1), moved('sale', -0.2), moved('receipt', 0.3), moved('count', -1.5)];
  expect(ledgerLines(rows, 0).map(({ after }) => after)).toEqual([0, 0.1, 0.3, 0]);
  expect(ledgerLines([], 5)).toEqual([]);
});

it('rows of the ledger are said in words', () => {
  expect(movementWords(moved('sale', -1))).toBe('Sold');
  expect(movementWords(moved('production', -1))).toBe('Used to make something');
  expect(movementWords(moved('production', 2))).toBe('Made');
  expect(movementWords(moved('transfer', -1, { otherStoreId: 'x' }))).toBe('Sent to another store');
  expect(movementWords(moved('transfer', -1))).toBe('Moved');
});
