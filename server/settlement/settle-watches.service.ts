import type { Transaction } from '../platform/database.ts';
import { insertCustomerNews, takeWatches } from './customer-news.store.ts';

export interface BackItem {
  itemId: string;
  /** How many units there are; null when nothing counted limits it. */
  units: number | null;
}

/**
 * Tells those who asked for an item that it is back: in the order in which they asked, no more of them than there are
 * units, and each once. Who was told within the last day still has the first call on what is there.
 */
export async function tellWatchers(
  trx: Transaction,
  storeId: string,
  back: readonly BackItem[],
  now: Date,
): Promise<void> {
  if (back.length === 0) return;
  const taken = await takeWatches(trx, storeId, back, now);
  const news = taken.map(({ watchId, customerId, itemId }) => ({
    kind: 'back-in-stock' as const,
    ...{ watchId, customerId },
    detail: { itemId },
  }));
  await insertCustomerNews(trx, storeId, news, now);
}
