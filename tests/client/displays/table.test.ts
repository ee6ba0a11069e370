import { expect, test } from 'vitest';
import { bulkDraft, bulkMistake, itemChanges, raised } from '../../../client/displays/bulk-edit.ts';
import { questionWith, readTableAddress, tableAddress } from '../../../client/displays/table-address.ts';
import { mergedStock } from '../../../client/stock/stock-list.ts';
import { csvOf } from '../../../client/ui/chart-table.ts';
import { sortedRows } from '../../../client/ui/table-column.ts';
import type { StockTable, StockTableRow } from '../../../shared/displays/stock-table.schema.ts';
import type { TableQuestion } from '../../../shared/displays/table-view.schema.ts';
import { aStock } from '../tablet/builders.ts';

const BASE: TableQuestion = {
  ...{ search: '', filters: { state: 'low' }, sort: { column: 'name', descending: false } },
  columns: ['sku', 'available'],
};

test('an address says what is asked otherwise than the view does, and is read back as it was', () => {
  const asked: TableQuestion = {
    ...{ search: 'nut & salt', filters: { category: 'Dry goods' } },
    ...{ sort: { column: 'available', descending: true }, columns: ['state'] },
  };
  const address = tableAddress('low', asked, BASE);
  expect(address).toBe('view=low&q=nut+%26+salt&sort=-available&columns=state&state=&category=Dry+goods');
  const { viewId, otherwise } = readTableAddress(address);
  expect([viewId, questionWith(BASE, otherwise)]).toEqual(['low', asked]);
  expect(tableAddress('low', BASE, BASE)).toBe('view=low');
  expect(questionWith(BASE, readTableAddress('view=low').otherwise)).toEqual(BASE);
});

test('rows are sorted by figures and words, either way, with what says nothing last and equals as they were', () => {
  const rows = ['b2', 'a10', '', 'B1', 'a9'].map((name, at) => ({ name: name || null, at }));
  const order = (by: 'name' | 'at', descending: boolean) =>
    sortedRows(rows, { by: (row) => row[by] }, { descending, locale: 'en' }).map(({ name }) => name);
  expect(order('name', false)).toEqual(['a9', 'a10', 'B1', 'b2', null]);
  expect(order('name', true)).toEqual(['b2', 'B1', 'a10', 'a9', null]);
  expect(order('at', true)).toEqual(['a9', 'B1', null, 'a10', 'b2']);
  const same = sortedRows(rows, { by: () => 1 }, { descending: true });
  expect(same).toEqual(rows);
});

test('levels go up and down by per cent, whole ones to whole ones, and what has none is left', () => {
  expect([raised(10, 20), raised(9, 15), raised(2.5, 10), raised(7, -100)]).toEqual([12, 10, 2.75, 0]);
  const draft = { ...bulkDraft('parLevel'), how: 'percent' as const, percent: '−50' };
  const target = { itemId: 'a', name: 'Salt', unit: 'kg', version: 3, reorderPoint: null };
  const { changes, left } = itemChanges(draft, [
    { ...target, parLevel: 8 },
    { ...target, itemId: 'b', name: 'Oil', parLevel: null },
  ]);
  expect(changes).toEqual([{ itemId: 'a', version: 3, set: { parLevel: 4 } }]);
  expect(left).toMatchObject([{ name: 'Oil', why: 'has none yet: set one first' }]);
  expect(bulkMistake({ ...draft, percent: '-101' })).toMatch(/From|from/);
  expect(bulkMistake({ ...draft, how: 'set', level: '1.2345' })).toMatch(/three decimals/);
});

test('what did not change of the stock is the same still, and a new name is put in its place', () => {
  const row = (itemId: string, name: string): StockTableRow =>
    ({ name, unit: 'g', stock: aStock({ itemId }) }) as unknown as StockTableRow;
  const answer = (rows: StockTableRow[], whole = false): StockTable => ({
    seq: 1,
    whole,
    currency: 'EUR',
    rows,
  });
  const first = mergedStock(null, answer([row('a', 'Oil 10'), row('b', 'Oil 9')], true));
  expect(first.lines.map(({ name }) => name)).toEqual(['Oil 9', 'Oil 10']);
  const second = mergedStock(first, answer([row('a', 'Balsam')]));
  expect(second.lines.map(({ name }) => name)).toEqual(['Balsam', 'Oil 9']);
  expect(second.lines[1]).toBe(first.lines[0]);
  expect(mergedStock(second, answer([])).lines).toBe(second.lines);
});

test('a figure below nothing is a figure in a file too, and a formula is none', () => {
  expect(csvOf({ heads: ['a'], rows: [['-2.5'], ['-2+3'], ['=1']] })).toBe(
    "\uFEFFa\r\n-2.5\r\n'-2+3\r\n'=1\r\n",
  );
});
