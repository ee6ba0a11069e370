import type { Context } from '../../platform/context.ts';
import { inStoreTransaction } from '../../platform/store-transaction.ts';
import { expireAvailability, setAvailability } from '../../stock/availability.service.ts';
import { recordReports } from '../../stock/movements.service.ts';
import { recordSalesIn } from '../../stock/sales.service.ts';
import type { OpenedRestaurant } from '../restaurant.service.ts';
import type { Facts, WriteFacts } from './past-kitchen.ts';

const by = 'Tablet';

/** Writes what happened in the past as it would have been written then; the clock of the context shows that time. */
export function factsWriter(ctx: Context, { store, itemIds }: OpenedRestaurant): WriteFacts {
  return async (facts) => {
    await expireAvailability(ctx);
    await writeLedger(ctx, store.id, facts);
    if (!facts.mark) return;
    const { sku, availability } = facts.mark;
    await setAvailability(ctx, store.id, itemIds.get(sku)!, availability, { by });
  };
}

async function writeLedger(ctx: Context, storeId: string, { movements, sales }: Facts): Promise<void> {
  const now = ctx.clock.now();
  if (movements.length === 0 && sales.length === 0) return;
  await inStoreTransaction(ctx, storeId, async (trx, store) => {
    if (movements.length > 0) await recordReports(trx, [store], movements, { root: '/movements', by, now });
    const results = sales.length > 0 ? await recordSalesIn(trx, store, sales, now) : [];
    const refused = results.find(({ status }) => status !== 'accepted');
    if (refused) throw new Error(`A sale of the past was refused: ${JSON.stringify(refused)}`);
  });
}
