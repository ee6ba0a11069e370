import { recordAudit } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { listItemsWhole } from '../items/items.service.ts';
import type { Context } from '../platform/context.ts';
import { judgePastOrders, recordPastOrders } from '../purchasing/history.service.ts';
import { settle } from '../settlement/settle.ts';
import { listAllSuppliers } from '../suppliers/suppliers.service.ts';
import { mayWrite, type ImportJob, type ImportOutcome } from './import-job.ts';
import {
  groupPastOrders,
  readPastRow,
  type ImportedPastOrder,
  type Known,
} from './import-purchase-orders.ts';
import { inSlices, readRows, writeOnce } from './import-slices.service.ts';
import { LocalTime } from './local-time.ts';

/**
 * Purchase orders that were placed elsewhere, with what was ordered, confirmed and received: the record that suppliers are
 * judged by. What is still to come of them is waited for; stock is not touched, as it was counted since.
 */
export async function importPurchaseOrders(
  ctx: Context,
  job: ImportJob,
  storeId: string,
): Promise<ImportOutcome> {
  const known = await whatRowsMayName(ctx, storeId);
  const orders = groupPastOrders(await readRows(job, (row) => readPastRow(row, job, known)), job.problems);
  const { fresh, unchanged } = await judge(ctx, job, storeId, orders);
  if (!mayWrite(job)) return { unchanged: job.problems.count > 0 ? 0 : unchanged, notes: [] };
  return writeOnce(ctx, job, storeId, async (trx, store, now) => {
    const open = new Set<string>();
    await inSlices(fresh, 'recording', job, async (slice) => {
      const past = slice.map(({ order }) => order);
      const items = await recordPastOrders(trx, storeId, past, { by: job.request.by, now });
      for (const itemId of items) open.add(itemId);
    });
    if (open.size > 0) await settle(trx, store, [...open], now);
    if (fresh.length > 0)
      await recordAudit(trx, ctx, {
        storeId,
        action: 'purchase-orders.import',
        after: { orders: fresh.length },
      });
    return { unchanged, notes: [] };
  });
}

async function whatRowsMayName(ctx: Context, storeId: string): Promise<Known> {
  const suppliers = await listAllSuppliers(ctx.db);
  return {
    suppliers: new Map(suppliers.map((supplier) => [supplier.name.toLowerCase(), supplier])),
    items: await listItemsWhole(ctx.db),
    localTime: new LocalTime((await getStoreById(ctx.db, storeId)).timeZone),
    now: ctx.clock.now(),
  };
}

async function judge(
  ctx: Context,
  job: ImportJob,
  storeId: string,
  orders: readonly ImportedPastOrder[],
): Promise<{ fresh: ImportedPastOrder[]; unchanged: number }> {
  const fresh: ImportedPastOrder[] = [];
  let unchanged = 0;
  await inSlices(orders, 'checking', job, async (slice) => {
    const known = await judgePastOrders(
      ctx.db,
      storeId,
      slice.map(({ order }) => order),
    );
    for (const imported of slice) {
      const { externalId } = imported.order;
      const earlier = known.get(externalId);
      if (!earlier) fresh.push(imported);
      else if (earlier.isSame) unchanged += imported.rows.length;
      else {
        const problem = `${externalId} is purchase order #${earlier.number} already, with other content; leave it out`;
        job.problems.add(imported.rows[0]!, 'order', problem);
      }
    }
  });
  return { fresh, unchanged };
}
