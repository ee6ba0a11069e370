import { uuidv7 } from 'uuidv7';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import type { ItemsContext } from '../items/items.service.ts';
import type { Queryable } from '../platform/database.ts';
import { inAllStoresTransaction } from '../platform/store-transaction.ts';
import {
  listSupplierItems,
  planSupplierItems,
  saveItemsOnRecord,
  type ItemsOfSupplier,
} from '../suppliers/supplier-items.service.ts';
import { withSupplierDefaults } from '../suppliers/supplier-rules.ts';
import {
  getDefaultCurrency,
  listAllSuppliers,
  saveSuppliersOnRecord,
} from '../suppliers/suppliers.service.ts';
import { mayWrite, type ImportJob, type ImportOutcome } from './import-job.ts';
import {
  columnOfMistake,
  groupBySupplier,
  mergeRows,
  readSupplierItemRow,
  type SupplierItemRow,
} from './import-supplier-items.ts';
import { planSuppliers, readSupplierRow } from './import-suppliers.ts';
import { readRows } from './import-slices.service.ts';

export async function importSuppliers(ctx: ItemsContext, job: ImportJob): Promise<ImportOutcome> {
  const rows = await readRows(job, (row) => readSupplierRow(row, job));
  if (rows.length === 0) return { unchanged: 0, notes: [] };
  const currency = await getDefaultCurrency(ctx.db);
  const plan = (existing: readonly Supplier[]) =>
    planSuppliers(rows, existing, (input) => withSupplierDefaults(input, uuidv7(), currency), job.problems);
  const planned = plan(await listAllSuppliers(ctx.db));
  if (!mayWrite(job) || planned.suppliers.length === 0) return planned;
  return inAllStoresTransaction(ctx, async (trx, stores) => {
    const known = await listAllSuppliers(trx);
    const final = plan(known);
    const byId = new Map(known.map((supplier) => [supplier.id, supplier]));
    if (mayWrite(job)) await saveSuppliersOnRecord(ctx, trx, stores, final.suppliers, byId);
    job.onProgress?.('recording', rows.length, rows.length);
    job.signal?.throwIfAborted();
    return final;
  });
}

export async function importSupplierItems(ctx: ItemsContext, job: ImportJob): Promise<ImportOutcome> {
  const rows = await readRows(job, (row) => readSupplierItemRow(row, job));
  const planned = await planLists(ctx.db, job, rows);
  if (!mayWrite(job) || rows.length === planned.unchanged) return outcomeOf(planned);
  return inAllStoresTransaction(ctx, async (trx, stores) => {
    const final = await planLists(trx, job, rows);
    if (mayWrite(job)) for (const list of final.lists) await saveItemsOnRecord(ctx, trx, stores, list);
    job.onProgress?.('recording', rows.length, rows.length);
    job.signal?.throwIfAborted();
    return outcomeOf(final);
  });
}

interface PlannedLists {
  lists: ItemsOfSupplier[];
  unchanged: number;
}

function outcomeOf({ unchanged }: PlannedLists): ImportOutcome {
  return { unchanged, notes: [] };
}

/** What each supplier of the file will sell. Mistakes are noted at the rows that make them. */
async function planLists(
  db: Queryable,
  { problems }: ImportJob,
  all: readonly SupplierItemRow[],
): Promise<PlannedLists> {
  const planned: PlannedLists = { lists: [], unchanged: 0 };
  for (const [supplier, rows] of groupBySupplier(all, await listAllSuppliers(db), problems)) {
    const before = await listSupplierItems(db, supplier.id);
    const merged = mergeRows(rows, before, supplier, problems);
    const sure = new Set(rows.filter(({ confirmed }) => confirmed).map(({ line }) => line.sku));
    const plan = await planSupplierItems(db, supplier, merged.lines, {
      current: before,
      isConfirmed: (sku) => sure.has(sku),
    });
    for (const { pointer, detail } of plan.errors) {
      const [, , index = '', field = ''] = pointer.split('/');
      const row = merged.rows[Number(index)];
      // A line that the file does not name may have become wrong meanwhile: an item that is made to order now.
      if (row === undefined) problems.add(rows[0]!.row, 'supplier', `${supplier.name}: ${detail}`);
      else problems.add(row, columnOfMistake(field), inWordsOfFile(detail));
    }
    planned.lists.push({ supplier, before, items: plan.items });
    planned.unchanged += merged.unchanged;
  }
  return planned;
}

function inWordsOfFile(detail: string): string {
  return detail.replace('send confirmPrices: true', 'write yes in price_confirmed');
}
