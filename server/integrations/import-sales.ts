import type { Sale, SaleResult } from '../../shared/stock/sale.schema.ts';
import type { CsvRow } from './csv-table.ts';
import type { LocalTime } from './local-time.ts';
import type { ProblemList } from './problem-list.ts';
import { RowReader, type RowContext } from './row-reader.ts';

/** One line of one ticket. */
export interface SaleRow {
  row: number;
  externalId: string;
  soldAt: string;
  sku: string;
  quantity: number;
}

/** A sale, with the row that each of its lines comes from. */
export interface ImportedSale {
  sale: Sale;
  rows: number[];
}

export function readSaleRow(csv: CsvRow, context: RowContext, localTime: LocalTime): SaleRow | undefined {
  const reader = new RowReader(csv, context);
  const externalId = reader.required('external_id');
  const soldAt = reader.read('sold_at', reader.required('sold_at'), (text) => localTime.read(text));
  const sku = reader.required('sku');
  const quantity = reader.positiveQuantity('quantity');
  if (externalId === undefined || soldAt === undefined || sku === undefined || quantity === undefined)
    return undefined;
  return reader.ok ? { row: csv.row, externalId, soldAt, sku, quantity } : undefined;
}

/** Rows of one external id are one sale, wherever in the file they stand. In the order in which sales begin. */
export function groupSales(rows: readonly SaleRow[], problems: ProblemList): ImportedSale[] {
  const sales = new Map<string, ImportedSale>();
  for (const { row, externalId, soldAt, sku, quantity } of rows) {
    const known = sales.get(externalId);
    const { sale, rows } = known ?? { sale: { externalId, soldAt, lines: [] }, rows: [] };
    if (!known) sales.set(externalId, { sale, rows });
    if (sale.soldAt !== soldAt) {
      const problem = `"${soldAt}" is another time than in row ${rows[0]} of the same ticket; give its rows one time`;
      problems.add(row, 'sold_at', problem);
    }
    sale.lines.push({ sku, quantity });
    rows.push(row);
  }
  return [...sales.values()];
}

const COLUMN_OF: Record<string, string> = { soldAt: 'sold_at', externalId: 'external_id' };

/** Notes at the rows of a sale why it was not accepted. */
export function refuseSale({ rows }: ImportedSale, { errors = [] }: SaleResult, problems: ProblemList): void {
  for (const { pointer, detail } of errors) {
    const [, field = '', index, ofLine] = pointer.split('/');
    const column = ofLine ?? COLUMN_OF[field] ?? 'external_id';
    const row = rows[index === undefined ? 0 : Number(index)] ?? rows[0]!;
    problems.add(row, column, detail);
  }
}
