import type { TableQuestion } from '../../shared/displays/table-view.schema.ts';
import type { Item } from '../../shared/items/item.schema.ts';
import { valuesOf, type Filter, type KnownView } from '../displays/table-desk.svelte.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { Column } from '../ui/table-column.ts';
import { IMPORTANCES } from './importance-words.ts';
import { itemTableWords } from './item-table-words.ts';

/** An item as a row of a table. */
export interface ItemLine extends Item {
  itemId: string;
}

const words = itemTableWords;

/** What an item is to the kitchen. */
function useWords({ sellable, stocked, recipe }: Item): string {
  const made = recipe.length > 0 ? words.madeFrom(recipe.length) : '';
  return [sellable ? words.sold : '', stocked ? words.counted : '', made].filter(Boolean).join(', ');
}

const text = (key: 'sku' | 'category' | 'unit' | 'importance', width: number): Column<ItemLine> => ({
  ...{ key, label: words.columns[key], width },
  by: (line) => line[key] || null,
  words: (line) => line[key],
});

const level = (key: 'parLevel' | 'reorderPoint'): Column<ItemLine> => ({
  ...{ key, label: words.columns[key], width: 6, isNumber: true },
  by: (line) => line[key],
  words: ({ [key]: value, unit }) => (value === null ? '' : quantityWords(value, unit)),
  plain: ({ [key]: value }) => `${value ?? ''}`,
});

/** In the order in which they stand. */
export const ITEM_COLUMNS: readonly Column<ItemLine>[] = [
  text('sku', 7),
  text('category', 7),
  text('unit', 5),
  { ...{ key: 'use', label: words.columns.use, width: 11 }, by: useWords, words: useWords },
  text('importance', 7),
  level('parLevel'),
  level('reorderPoint'),
  {
    ...{ key: 'shelfLifeDays', label: words.columns.shelfLifeDays, width: 6, isNumber: true },
    by: ({ shelfLifeDays }) => shelfLifeDays,
    words: ({ shelfLifeDays }) => (shelfLifeDays === null ? '' : words.keeps(shelfLifeDays)),
    plain: ({ shelfLifeDays }) => `${shelfLifeDays ?? ''}`,
  },
  {
    ...{ key: 'packs', label: words.columns.packs, width: 9 },
    by: ({ packs }) => packs.length || null,
    words: ({ packs, unit }) =>
      packs.map(({ name, quantity }) => `${name} ${quantityWords(quantity, unit)}`).join(', '),
  },
];

const USES: Record<string, (line: ItemLine) => boolean> = {
  sold: ({ sellable }) => sellable,
  counted: ({ stocked }) => stocked,
  made: ({ recipe }) => recipe.length > 0,
  part: ({ sellable, stocked }) => !sellable && !stocked,
};

const LACKS: Record<string, (line: ItemLine) => boolean> = {
  parLevel: ({ stocked, parLevel }) => stocked && parLevel === null,
  category: ({ category }) => category === '',
  shelfLifeDays: ({ stocked, shelfLifeDays }) => stocked && shelfLifeDays === null,
};

const options = (labels: Readonly<Record<string, string>>) => () =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

export const ITEM_FILTERS: readonly Filter<ItemLine>[] = [
  {
    ...{ key: 'use', label: words.filters.use, options: options(words.uses) },
    test: (line, value) => USES[value]?.(line) ?? true,
  },
  {
    ...{ key: 'category', label: words.filters.category },
    options: (rows) => valuesOf(rows, ({ category }) => category),
    test: (line, value) => line.category === value,
  },
  {
    ...{ key: 'importance', label: words.filters.importance, options: () => IMPORTANCES },
    test: (line, value) => line.importance === value,
  },
  {
    ...{ key: 'lacks', label: words.filters.lacks, options: options(words.lacks) },
    test: (line, value) => LACKS[value]?.(line) ?? true,
  },
];

const USUAL: TableQuestion = {
  ...{ search: '', filters: {}, sort: { column: 'name', descending: false } },
  columns: ['sku', 'category', 'unit', 'use', 'parLevel', 'reorderPoint'],
};

/** What every store's people find there. */
export const ITEM_VIEWS: readonly KnownView[] = [
  { id: '', name: words.views.all, question: USUAL },
  {
    ...{ id: 'menu', name: words.views.menu },
    question: { ...USUAL, filters: { use: 'sold' }, columns: ['sku', 'category', 'use', 'importance'] },
  },
  {
    ...{ id: 'larder', name: words.views.larder },
    question: {
      ...{ ...USUAL, filters: { use: 'counted' } },
      columns: ['category', 'unit', 'parLevel', 'reorderPoint', 'shelfLifeDays', 'packs'],
    },
  },
  {
    ...{ id: 'unset', name: words.views.unset },
    question: { ...USUAL, filters: { lacks: 'parLevel' } },
  },
];
