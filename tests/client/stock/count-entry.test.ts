import { expect, it } from 'vitest';
import {
  countedOf,
  countInput,
  readCount,
  shownShelves,
  undoInput,
} from '../../../client/stock/count-entry.ts';
import { moved, planByCategory, planOf, put, shelvesInput } from '../../../client/stock/shelf-plan.ts';
import type { CountLine, CountShelf } from '../../../shared/stock/count-sheet.schema.ts';
import type { Movement } from '../../../shared/stock/movement.schema.ts';

function aLine(sku: string, more: Partial<CountLine> = {}): CountLine {
  const packs = [{ name: 'case', quantity: 12 }];
  return { itemId: `id-${sku}`, sku, name: sku, unit: 'each', packs, expected: 5, since: 0, ...more };
}

const SHELVES: CountShelf[] = [
  {
    name: 'Cold',
    placed: true,
    lines: [aLine('EGG'), aLine('MILK', { unit: 'l', packs: [], expected: -2 })],
  },
  { name: 'Bar', placed: false, lines: [aLine('COLA', { since: -3 })] },
];

it.each([
  ['', undefined],
  ['0', 0],
  ['12', 12],
  ['3,5', 3.5],
  ['0.1+0.2', 0.3],
  ['2 case + 3', 27],
  ['1 Cases+1 each', 13],
  ['2 boxes', null],
  ['-1', null],
  ['ten', null],
  ['1 +', null],
])('"%s" is read as %s', (text, counted) => {
  expect(readCount(text, aLine('EGG'))).toBe(counted);
});

it('what is counted is told apart from what is not, and what came and went since stays true', () => {
  const texts = { 'id-EGG': '1 case', 'id-MILK': 'x', 'id-COLA': '2' };
  const counted = countedOf(SHELVES, texts);
  expect(counted.map(({ sku, difference }) => [sku, difference])).toEqual([
    ['EGG', 7],
    ['COLA', -3],
  ]);
  expect(countInput(counted, 'Sheet').map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ['EGG', 12],
    // Three more were sold after the count than were counted: nobody counts less than nothing.
    ['COLA', 0],
  ]);
  const saved = [
    { sku: 'EGG', quantity: 7 },
    { sku: 'COLA', quantity: 0 },
  ] as Movement[];
  expect(undoInput(saved, 'Undo')).toEqual([
    { type: 'correction', sku: 'EGG', quantity: -7, reason: 'Undo' },
  ]);
  expect(shownShelves(SHELVES, { shelf: '', onlyNeeded: true })).toMatchObject([
    { lines: [{ sku: 'MILK' }] },
  ]);
});

it('things are put on shelves and shelves in order; an empty shelf is none', () => {
  const line = (sku: string) => SHELVES.flatMap(({ lines }) => lines).find((one) => one.sku === sku)!;
  const told = (plan: ReturnType<typeof planOf>) =>
    shelvesInput(plan).shelves.map(({ name, skus }) => `${name}: ${skus.join(' ')}`);
  expect(told(planOf(SHELVES))).toEqual(['Cold: EGG MILK']);
  expect(told(planByCategory(SHELVES))).toEqual(['Cold: EGG MILK', 'Bar: COLA']);
  const plan = put(put(planOf(SHELVES), line('COLA'), ' Cellar '), line('EGG'), 'Cellar');
  expect(told(plan)).toEqual(['Cold: MILK', 'Cellar: COLA EGG']);
  expect(told({ ...plan, shelves: moved(plan.shelves, 1, -1) })).toEqual(['Cellar: COLA EGG', 'Cold: MILK']);
  expect(moved(plan.shelves, 1, 1)).toBe(plan.shelves);
  const emptied = put(plan, line('MILK'), '');
  expect([told(emptied), emptied.loose.map(({ sku }) => sku)]).toEqual([['Cellar: COLA EGG'], ['MILK']]);
});
