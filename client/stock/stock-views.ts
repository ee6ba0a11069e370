import type { TableQuestion } from '../../shared/displays/table-view.schema.ts';
import { valuesOf, type Filter, type KnownView } from '../displays/table-desk.svelte.ts';
import type { StockLine } from './stock-list.ts';
import { stockTableWords } from './stock-table-words.ts';

const words = stockTableWords;
const DAY = 24 * 60 * 60_000;

const STATES: Record<string, { label: string; test: (line: StockLine) => boolean }> = {
  needy: { label: words.states.needy, test: ({ face }) => face !== null },
  off: { label: words.states.off, test: ({ face }) => face?.state === '86' },
  'low-out': {
    label: words.states.lowOut,
    test: ({ face }) => face?.state === 'low' || face?.state === 'out',
  },
  limited: { label: words.states.limited, test: ({ face }) => face?.state === 'limited' },
  count: { label: words.states.count, test: ({ stock }) => (stock.onHand ?? 0) < 0 },
  waited: { label: words.states.waited, test: ({ stock }) => stock.backordered > 0 },
  coming: { label: words.states.coming, test: ({ stock }) => stock.onOrder > 0 },
  well: { label: words.states.well, test: ({ face }) => face === null },
};

const COUNTED: Record<string, { label: string; days: number }> = {
  week: { label: words.counted.week, days: 7 },
  month: { label: words.counted.month, days: 30 },
  never: { label: words.counted.never, days: Infinity },
};

const labelled = (of: Record<string, { label: string }>) =>
  Object.entries(of).map(([value, { label }]) => ({ value, label }));

export function stockFilters(now: () => number, seesSuppliers: boolean): Filter<StockLine>[] {
  const filters: Filter<StockLine>[] = [
    {
      ...{ key: 'state', label: words.filters.state, options: () => labelled(STATES) },
      test: (line, value) => STATES[value]?.test(line) ?? true,
    },
    {
      ...{ key: 'category', label: words.filters.category },
      options: (rows) => valuesOf(rows, ({ category }) => category),
      test: (line, value) => line.category === value,
    },
    {
      ...{ key: 'supplier', label: words.filters.supplier },
      options: (rows) => valuesOf(rows, ({ supplier }) => supplier),
      test: (line, value) => line.supplier === value,
    },
    {
      ...{ key: 'counted', label: words.filters.counted, options: () => labelled(COUNTED) },
      test: ({ stocked, countedAt }, value) => {
        const days = COUNTED[value]?.days;
        if (days === undefined) return true;
        return stocked && (countedAt === undefined || Date.parse(countedAt) < now() - days * DAY);
      },
    },
  ];
  return filters.filter(({ key }) => seesSuppliers || key !== 'supplier');
}

const USUAL: TableQuestion = {
  ...{ search: '', filters: {}, sort: { column: 'name', descending: false } },
  columns: ['category', 'onHand', 'available', 'state', 'onOrder', 'runsOut'],
};

/** What every store's people find there. */
export const STOCK_VIEWS: readonly KnownView[] = [
  { id: '', name: words.views.all, question: USUAL },
  {
    ...{ id: 'low', name: words.views.lowOut },
    question: {
      ...{ ...USUAL, filters: { state: 'low-out' }, sort: { column: 'runsOut', descending: false } },
      columns: ['category', 'available', 'state', 'onOrder', 'parLevel', 'runsOut', 'supplier'],
    },
  },
  {
    ...{ id: 'off', name: words.views.off },
    question: { ...USUAL, filters: { state: 'off' }, columns: ['category', 'available', 'state', 'onOrder'] },
  },
  {
    ...{ id: 'runs-out', name: words.views.runsOut },
    question: { ...USUAL, sort: { column: 'runsOut', descending: false } },
  },
  {
    ...{ id: 'uncounted', name: words.views.uncounted },
    question: {
      ...{ ...USUAL, filters: { counted: 'week' }, sort: { column: 'countedAt', descending: false } },
      columns: ['category', 'onHand', 'state', 'value', 'countedAt', 'importance'],
    },
  },
  {
    ...{ id: 'value', name: words.views.value },
    question: {
      ...{ ...USUAL, sort: { column: 'value', descending: true } },
      columns: ['category', 'onHand', 'parLevel', 'value', 'supplier', 'countedAt'],
    },
  },
];
