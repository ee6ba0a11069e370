import type { StoreInput } from '../../shared/identity/store.schema.ts';
import type { ImportColumn, ImportKind } from '../../shared/integrations/import.schema.ts';
import type { ItemInput } from '../../shared/items/item.schema.ts';
import type { Sale } from '../../shared/stock/sale.schema.ts';
import { findColumns } from './csv-columns.ts';
import type { CsvTable } from './csv-table.ts';
import type { LocalTime } from './local-time.ts';

/** Somebody's sales, as the API takes them. */
export interface ReplaySource {
  /** The store that they are played into, where it has to be made. */
  store: StoreInput;
  items: ItemInput[];
  /** Files that are imported as they are, in this order. */
  imports: ImportKind[];
  /** In the order of time. The external ids are the same every time. */
  salesIn: (localTime: LocalTime) => Sale[];
}

/** What keeps a folder from being replayed, in one line. */
export class ReplayError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReplayError';
  }
}

export type Tables<F extends string> = Record<F, CsvTable>;
export type CsvRecord<K extends string> = Record<K, string> & { where: string };

/** The named columns of a table, row by row. @throws ReplayError for columns that are missing */
export function readRecords<K extends string>(
  file: string,
  table: CsvTable,
  names: readonly K[],
): CsvRecord<K>[] {
  const wanted = names.map((name): ImportColumn => ({ name, required: true, also: [], about: '' }));
  if (table.broken) throw new ReplayError(`${file}, row ${table.broken.row}: ${table.broken.problem}.`);
  const columns = findColumns(wanted, table);
  if ('mistakes' in columns) {
    const { column, problem } = columns.mistakes[0]!;
    throw new ReplayError(`${file}: the column ${column} ${problem}.`);
  }
  return table.rows.map(({ row, cells }) => {
    const values = names.map((name) => [name, (cells[columns.positions.get(name)!] ?? '').trim()]);
    return { ...(Object.fromEntries(values) as Record<K, string>), where: `${file}, row ${row}` };
  });
}

/** @throws ReplayError */
export function readLocalTime(localTime: LocalTime, text: string, where: string): string {
  const read = localTime.read(text);
  if ('problem' in read) throw new ReplayError(`${where}: ${read.problem}.`);
  return read.value;
}

/** One line for each SKU, in the order in which they were sold. */
export function toLines(quantities: ReadonlyMap<string, number>): Sale['lines'] {
  return [...quantities].map(([sku, quantity]) => ({ sku, quantity }));
}

export function byTime(sales: Sale[]): Sale[] {
  return sales.sort((a, b) => (a.soldAt < b.soldAt ? -1 : a.soldAt > b.soldAt ? 1 : 0));
}
