import { IMPORT_COLUMNS, type ImportKind } from '../../shared/integrations/import.schema.ts';
import type { Sale } from '../../shared/stock/sale.schema.ts';
import { findColumns } from './csv-columns.ts';
import type { CsvTable } from './csv-table.ts';
import { groupSales, readSaleRow } from './import-sales.ts';
import type { LocalTime } from './local-time.ts';
import { ProblemList } from './problem-list.ts';
import { byTime, ReplayError, type ReplaySource } from './replay-source.ts';
import { rowContext } from './row-reader.ts';

export const SALES_FILE = 'sales.csv';

/** Files that may stand beside the sales, by what is imported from them; the order is that of the imports. */
export const COMPANIONS: readonly Exclude<ImportKind, 'sales'>[] = ['items', 'recipes', 'opening-stock'];

/** Sales as an import takes them. */
export function ownSales(sales: CsvTable, companions: ImportKind[]): ReplaySource {
  return {
    store: { name: 'Replay', timeZone: 'UTC', currency: 'EUR' },
    items: [],
    imports: companions,
    salesIn: (localTime) => salesOf(sales, localTime),
  };
}

function salesOf(table: CsvTable, localTime: LocalTime): Sale[] {
  if (table.broken) throw new ReplayError(`${SALES_FILE}: ${spell(table.broken.row, table.broken)}`);
  const problems = new ProblemList();
  const columns = findColumns(IMPORT_COLUMNS.sales, table);
  if ('mistakes' in columns)
    throw new ReplayError(`${SALES_FILE}: ${spell(table.headerRow, columns.mistakes[0]!)}`);
  const context = rowContext(table, columns, problems);
  const rows = table.rows.flatMap((row) => readSaleRow(row, context, localTime) ?? []);
  const sales = groupSales(rows, problems).map(({ sale }) => sale);
  const [first] = problems.told;
  if (!first) return byTime(sales);
  const others = problems.count === 1 ? '' : ` (and ${problems.count - 1} more mistakes)`;
  throw new ReplayError(`${SALES_FILE}: ${spell(first.row, first)}${others}`);
}

function spell(row: number, { column, problem }: { column: string; problem: string }): string {
  return `row ${row}${column && `, ${column}`}: ${problem}`;
}
