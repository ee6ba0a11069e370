import type { SaleResult } from '../../shared/stock/sale.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { listItemReferences } from '../items/items.service.ts';
import type { Context } from '../platform/context.ts';
import { AppError } from '../platform/errors.ts';
import { factsOf, recordReports } from '../stock/movements.service.ts';
import { settle } from '../settlement/settle.ts';
import { addSales, checkSales } from '../stock/sales.service.ts';
import { checkCounts, readCount } from './import-counts.ts';
import { mayWrite, type ImportJob, type ImportOutcome, type ImportStep } from './import-job.ts';
import { groupSales, readSaleRow, refuseSale, type ImportedSale } from './import-sales.ts';
import { inSlices, readRows, writeOnce } from './import-slices.service.ts';
import { LocalTime } from './local-time.ts';

/** Opening stock is what was counted now, whatever the ledger says. */
export async function importCounts(ctx: Context, job: ImportJob, storeId: string): Promise<ImportOutcome> {
  const counts = await readRows(job, (row) => readCount(row, job));
  const skus = [...new Set(counts.map(({ sku }) => sku))];
  checkCounts(counts, await listItemReferences(ctx.db, skus), job.problems);
  if (!mayWrite(job)) return { unchanged: 0, notes: [] };
  const common = { type: 'count' as const, reason: 'Opening stock' };
  const reports = counts.map(({ row: _, ...count }) => ({ ...common, ...count }));
  return writeOnce(ctx, job, storeId, async (trx, store, now) => {
    await recordReports(trx, [store], reports, { root: '/rows', by: job.request.by, now });
    await recordAudit(trx, ctx, ...factsOf(storeId, reports));
    job.onProgress?.('recording', reports.length, reports.length);
    return { unchanged: 0, notes: [] };
  });
}

export async function importSales(ctx: Context, job: ImportJob, storeId: string): Promise<ImportOutcome> {
  const localTime = new LocalTime((await getStoreById(ctx.db, storeId)).timeZone);
  const sales = groupSales(await readRows(job, (row) => readSaleRow(row, job, localTime)), job.problems);
  const now = ctx.clock.now();
  const unchanged = await judge(job, 'checking', sales, (slice) => checkSales(ctx.db, storeId, slice, now));
  if (!mayWrite(job)) return { unchanged, notes: [] };
  return writeOnce(ctx, job, storeId, async (trx, store) => {
    let accepted = 0;
    const unchanged = await judge(job, 'recording', sales, async (slice) => {
      const results = await addSales(trx, store, slice, now);
      accepted += results.filter(({ status }) => status === 'accepted').length;
      return results;
    });
    if (job.problems.count > 0)
      throw new AppError(
        'conflict',
        'Items or sales were changed during the import. Nothing was imported; try again.',
      );
    await settle(trx, store, [], now);
    if (accepted > 0) await recordAudit(trx, ctx, { storeId, action: 'sales.record', after: { accepted } });
    return { unchanged, notes: [] };
  });
}

/** Notes what is rejected; returns how many rows are of sales recorded before. */
async function judge(
  job: ImportJob,
  step: ImportStep,
  sales: readonly ImportedSale[],
  how: (sales: ImportedSale['sale'][]) => Promise<SaleResult[]>,
): Promise<number> {
  let unchanged = 0;
  await inSlices(sales, step, job, async (slice) => {
    const results = await how(slice.map(({ sale }) => sale));
    slice.forEach((imported, index) => {
      const result = results[index]!;
      if (result.status === 'duplicate') unchanged += imported.rows.length;
      refuseSale(imported, result, job.problems);
    });
  });
  return unchanged;
}
