import { recordAudit } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { addOrder, judgeOrder, noteManyOrders } from '../orders/place-order.service.ts';
import type { Context } from '../platform/context.ts';
import { AppError } from '../platform/errors.ts';
import { settle } from '../settlement/settle.ts';
import { mayWrite, type ImportJob, type ImportOutcome } from './import-job.ts';
import { groupOrders, readOrderRow, refuseOrder, type ImportedOrder } from './import-orders.ts';
import { inSlices, readRows, writeOnce } from './import-slices.service.ts';
import { LocalTime } from './local-time.ts';

/** Orders that were taken elsewhere: placed together, in the order of the file, and settled once. */
export async function importOrders(ctx: Context, job: ImportJob, storeId: string): Promise<ImportOutcome> {
  const localTime = new LocalTime((await getStoreById(ctx.db, storeId)).timeZone);
  const orders = groupOrders(await readRows(job, (row) => readOrderRow(row, job, localTime)), job.problems);
  const fresh: ImportedOrder[] = [];
  await inSlices(orders, 'checking', job, async (slice) => {
    for (const imported of slice) {
      const { status, errors } = await judgeOrder(ctx.db, storeId, imported.order, ctx.clock.now());
      if (status === 'new') fresh.push(imported);
      refuseOrder(imported, errors, job.problems);
    }
  });
  const accepted = fresh.reduce((sum, { rows }) => sum + rows.length, 0);
  const unchanged = orders.reduce((sum, { rows }) => sum + rows.length, 0) - accepted;
  if (!mayWrite(job)) return { unchanged: job.problems.count > 0 ? 0 : unchanged, notes: [] };
  const outcome = await writeOnce(ctx, job, storeId, async (trx, store, now) => {
    const placed: string[] = [];
    await inSlices(fresh, 'recording', job, async (slice) => {
      for (const { order } of slice) {
        if ((await judgeOrder(trx, storeId, order, now)).status !== 'new')
          throw new AppError(
            'conflict',
            'Items or orders were changed during the import. Nothing was imported; try again.',
          );
        placed.push(await addOrder(trx, storeId, order, job.request.by, now));
      }
    });
    await settle(trx, store, [], now, placed);
    if (placed.length > 0)
      await recordAudit(trx, ctx, { storeId, action: 'orders.import', after: { placed: placed.length } });
    return { unchanged, notes: [] };
  });
  if (fresh.length > 0) await noteManyOrders(ctx.db);
  return outcome;
}
