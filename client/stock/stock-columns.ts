import { amountText } from '../../shared/money.ts';
import { aboutWhen } from '../forecasts/depletion-words.ts';
import { moneyWords } from '../ui/money-words.ts';
import type { Column } from '../ui/table-column.ts';
import { quantityWords } from './quantity-words.ts';
import type { StockLine } from './stock-list.ts';
import type { StoreTimes } from './store-times.ts';
import { stockTableWords } from './stock-table-words.ts';

export interface Ground {
  times: StoreTimes;
  now: () => number;
  currency: string;
  /** Whether suppliers, and so what things cost, may be seen. */
  seesSuppliers: boolean;
}

const words = stockTableWords;
const bare = (value: number | null): string => (value === null ? '' : `${value}`);

/** Nobody knows what is there of something that was never counted or received. */
function known({ stock }: StockLine, value: number | null): number | null {
  return stock.counted ? value : null;
}

function quantity(
  key: 'onHand' | 'onOrder' | 'backordered' | 'parLevel' | 'reorderPoint',
  of: (line: StockLine) => number | null,
): Column<StockLine> {
  const said = (line: StockLine): string => {
    const value = of(line);
    return value === null ? '' : quantityWords(value, line.unit);
  };
  const plain = (line: StockLine): string => bare(of(line));
  return { key, label: words.columns[key], width: 6, isNumber: true, by: of, words: said, plain };
}

const nothingIsSilence = (value: number): number | null => (value === 0 ? null : value);

const FIGURES: readonly Column<StockLine>[] = [
  quantity('onHand', (line) => known(line, line.stock.onHand)),
  {
    ...{ key: 'available', label: words.columns.available, width: 7.5, isNumber: true },
    by: (line) => known(line, line.stock.available),
    words: (line) => {
      if (line.stock.available === null) return words.madeToOrder;
      return line.stock.counted ? quantityWords(line.stock.available, line.unit) : words.notCounted;
    },
    plain: (line) => bare(known(line, line.stock.available)),
  },
  {
    ...{ key: 'state', label: words.columns.state, width: 10 },
    by: ({ face }) => urgencyOf(face?.state),
    words: ({ face }) => [face?.words, face?.detail].filter(Boolean).join(', '),
  },
  quantity('onOrder', ({ stock }) => nothingIsSilence(stock.onOrder)),
  quantity('backordered', ({ stock }) => nothingIsSilence(stock.backordered)),
  quantity('parLevel', ({ parLevel }) => parLevel),
  quantity('reorderPoint', ({ reorderPoint }) => reorderPoint),
];

/** What is off comes first, what is well last. */
function urgencyOf(state: string | undefined): number | null {
  const place = ['86', 'out', 'limited', 'low'].indexOf(state ?? '');
  return place < 0 ? null : place;
}

/** In the order in which they stand. */
export function stockColumns({ times, now, currency, seesSuppliers }: Ground): Column<StockLine>[] {
  const text = (key: 'sku' | 'category' | 'importance', width: number): Column<StockLine> => ({
    ...{ key, label: words.columns[key], width },
    by: (line) => line[key] || null,
    words: (line) => line[key],
  });
  const purchase: Column<StockLine>[] = [
    {
      ...{ key: 'value', label: words.columns.value, width: 7, isNumber: true },
      by: ({ value }) => value ?? null,
      words: ({ value }) => (value === undefined ? '' : moneyWords({ amount: value, currency })),
      plain: ({ value }) => (value === undefined ? '' : amountText({ amount: value, currency })),
    },
    {
      ...{ key: 'supplier', label: words.columns.supplier, width: 10 },
      by: ({ supplier }) => supplier ?? null,
      words: ({ supplier }) => supplier ?? '',
    },
  ];
  return [
    text('sku', 7),
    text('category', 7),
    ...FIGURES,
    {
      ...{ key: 'runsOut', label: words.columns.runsOut, width: 8.5 },
      by: ({ stock }) => instant(stock.depletion?.p50),
      words: ({ stock }) => (stock.depletion?.p50 ? aboutWhen(stock.depletion.p50, times, now()) : ''),
      plain: ({ stock }) => stock.depletion?.p50 ?? '',
    },
    ...(seesSuppliers ? purchase : []),
    {
      ...{ key: 'countedAt', label: words.columns.countedAt, width: 8 },
      by: ({ countedAt }) => instant(countedAt),
      words: ({ countedAt, stocked }) => {
        if (countedAt === undefined) return stocked ? words.never : '';
        return times.when(Date.parse(countedAt), now());
      },
      plain: ({ countedAt }) => countedAt ?? '',
    },
    text('importance', 7),
  ];
}

function instant(at: string | undefined): number | null {
  return at === undefined ? null : Date.parse(at);
}
