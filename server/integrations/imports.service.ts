import { IMPORT_COLUMNS, isOfStore, type ImportReport } from '../../shared/integrations/import.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { ItemsContext } from '../items/items.service.ts';
import { invalid } from '../platform/errors.ts';
import { findColumns, type ColumnMap } from './csv-columns.ts';
import type { CsvTable } from './csv-table.ts';
import { importItems, importRecipes } from './import-catalogue.service.ts';
import type { ImportJob, ImportOutcome, ImportRequest, ImportRun } from './import-job.ts';
import { importOrders } from './import-orders.service.ts';
import { importPurchaseOrders } from './import-purchase-orders.service.ts';
import { importSupplierItems, importSuppliers } from './import-suppliers.service.ts';
import { importCounts, importSales } from './import-stock.service.ts';
import { ProblemList } from './problem-list.ts';
import { rowContext } from './row-reader.ts';

const PARTED_BY = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' };

/**
 * Imports a CSV file: all of it in one transaction, or, with a mistake anywhere, nothing of it. The file is checked
 * before anything is locked, so that one with mistakes holds up nobody.
 * @throws AppError `invalid` without a store where one is needed; `not-found`; `idempotency-key-reused`; the signal's reason
 */
export async function importTable(
  ctx: ItemsContext,
  request: ImportRequest,
  table: CsvTable,
  run: ImportRun = {},
): Promise<ImportReport> {
  const { kind, commit } = request;
  const storeId = isOfStore(kind) ? await storeOf(ctx, request) : '';
  const problems = new ProblemList();
  const columns = columnsOf(request, table, problems);
  const job: ImportJob | undefined = columns && {
    ...rowContext(table, columns, problems),
    ...run,
    table,
    request,
  };
  const { unchanged, notes } = job ? await importRows(ctx, job, storeId) : { unchanged: 0, notes: [] };
  return {
    kind,
    committed: commit && problems.count === 0,
    rows: table.rows.length,
    accepted: columns ? table.rows.length - problems.rowCount : 0,
    unchanged,
    rejected: problems.told,
    mistakes: problems.count,
    notes: [...notesOn(table, columns), ...notes],
  };
}

async function storeOf(ctx: ItemsContext, { kind, storeId }: ImportRequest): Promise<string> {
  if (storeId === undefined)
    throw invalid([{ pointer: '/storeId', detail: `is missing; name the store whose ${kind} the file has` }]);
  return (await getStoreById(ctx.db, storeId)).id;
}

/** Undefined, with the reasons noted, for a file whose rows cannot be read. */
function columnsOf({ kind }: ImportRequest, table: CsvTable, problems: ProblemList): ColumnMap | undefined {
  const { broken, headerRow } = table;
  if (broken) {
    problems.add(broken.row, broken.column, broken.problem);
    return undefined;
  }
  const columns = findColumns(IMPORT_COLUMNS[kind], table);
  if ('positions' in columns) return columns;
  for (const { column, problem } of columns.mistakes) problems.add(headerRow, column, problem);
  return undefined;
}

function importRows(ctx: ItemsContext, job: ImportJob, storeId: string): Promise<ImportOutcome> {
  switch (job.request.kind) {
    case 'items':
      return importItems(ctx, job);
    case 'recipes':
      return importRecipes(ctx, job);
    case 'suppliers':
      return importSuppliers(ctx, job);
    case 'supplier-items':
      return importSupplierItems(ctx, job);
    case 'opening-stock':
      return importCounts(ctx, job, storeId);
    case 'sales':
      return importSales(ctx, job, storeId);
    case 'orders':
      return importOrders(ctx, job, storeId);
    case 'purchase-orders':
      return importPurchaseOrders(ctx, job, storeId);
  }
}

function notesOn({ encoding, delimiter }: CsvTable, columns: ColumnMap | undefined): string[] {
  const unused = columns?.unused ?? [];
  return [
    ...(encoding === 'utf-8' ? [] : [`Read as ${encoding}.`]),
    ...(delimiter === ',' ? [] : [`Columns are parted by ${PARTED_BY[delimiter]}.`]),
    ...(unused.length === 0 ? [] : [`Not used: ${unused.join(', ')}.`]),
  ];
}
