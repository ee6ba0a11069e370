import type { DelayEffects, HeldUpLine } from '../../shared/purchasing/supplier-delay.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { listDelaysForScreens } from '../settlement/settle-deliveries.service.ts';
import { listDelayedItems, listHeldUpLines, type HeldUpRow } from './delays.store.ts';

const MOST_LINES = 50;

/** Delays in force, the earliest first, each with what it touches. @throws AppError `not-found` */
export function findDelays(ctx: Context, storeId: string): Promise<DelayEffects[]> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const delays = await listDelaysForScreens(trx, storeId);
    const items = await listDelayedItems(
      trx,
      storeId,
      delays.map(({ itemId }) => itemId),
    );
    const byItem = new Map(items.map(({ itemId, ...item }) => [itemId, item]));
    const held = Map.groupBy(
      await listHeldUpLines(trx, storeId, delays, MOST_LINES),
      ({ deliveryId }) => deliveryId,
    );
    return delays.map((delay): DelayEffects => {
      const lines = held.get(delay.deliveryId) ?? [];
      return {
        ...delay,
        ...byItem.get(delay.itemId)!,
        lineCount: lines[0]?.lineCount ?? 0,
        lines: lines.map(toLine),
      };
    });
  });
}

function toLine({ orderId, number, name, unit, quantity, promised, before }: HeldUpRow): HeldUpLine {
  return {
    ...{ orderId, number, name, unit, quantity },
    ...(promised !== null && { promised }),
    ...(before !== null && { before: before.toISOString() }),
  };
}
