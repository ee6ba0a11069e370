import type { Sale } from '../../shared/stock/sale.schema.ts';
import type { LocalTime } from './local-time.ts';
import {
  byTime,
  readLocalTime,
  readRecords,
  toLines,
  type ReplaySource,
  type Tables,
} from './replay-source.ts';

export const BAKERY_FILES = ['tickets.csv'] as const;

/** Tickets that a cashier began and nobody paid. */
const VOID = 'NONE';

/** A bakery's tickets, one row for each piece sold. Items are sold whole; SKUs are their names. */
export function bakery(tables: Tables<'tickets.csv'>): ReplaySource {
  const columns = ['date', 'time', 'transaction', 'item'] as const;
  const pieces = readRecords('tickets.csv', tables['tickets.csv'], columns).filter(
    ({ item }) => item !== VOID,
  );
  const names = [...new Set(pieces.map(({ item }) => item))].sort();
  return {
    store: { name: 'Edinburgh bakery', timeZone: 'Europe/London', currency: 'GBP' },
    items: names.map((name) => ({ sku: name, name, unit: 'each', category: 'Bakery' })),
    imports: [],
    salesIn: (localTime) => salesOf(pieces, localTime),
  };
}

type Piece = Record<'date' | 'time' | 'transaction' | 'item' | 'where', string>;

function salesOf(pieces: readonly Piece[], localTime: LocalTime): Sale[] {
  const tickets = Map.groupBy(pieces, ({ transaction }) => transaction);
  return byTime(
    [...tickets].map(([transaction, sold]): Sale => {
      const { date, time, where } = sold[0]!;
      const quantities = new Map<string, number>();
      for (const { item } of sold) quantities.set(item, (quantities.get(item) ?? 0) + 1);
      const soldAt = readLocalTime(localTime, `${date} ${time}`, where);
      return { externalId: `edinburgh-bakery-${transaction}`, soldAt, lines: toLines(quantities) };
    }),
  );
}
