import type { Context } from '../platform/context.ts';
import { inStoreTransaction } from '../platform/store-transaction.ts';
import { findNewlyOverdue } from '../settlement/settle-deliveries.service.ts';
import { settle } from '../settlement/settle.ts';

/** Finds the deliveries whose time has passed by the store's clock, and what follows from that. Returns in how many stores. */
export async function noteOverdue(ctx: Context): Promise<number> {
  const overdue = await findNewlyOverdue(ctx.db, ctx.clock.now());
  for (const { storeId, itemIds } of overdue)
    await inStoreTransaction(ctx, storeId, (trx, store) => settle(trx, store, itemIds, ctx.clock.now()));
  return overdue.length;
}
