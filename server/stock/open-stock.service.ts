import { listItemsForScreens } from '../items/items.service.ts';
import { appendChanges } from '../live/change-stream.store.ts';
import type { Transaction } from '../platform/database.ts';
import type { LockedStore } from '../platform/store-transaction.ts';
import { settle } from '../settlement/settle.ts';

/** Gives a new store its stock, of nothing yet, of every item there is. */
export async function openStock(trx: Transaction, store: LockedStore, now: Date): Promise<void> {
  const items = await listItemsForScreens(trx);
  if (items.length === 0) return;
  const changes = items.map((state) => ({ type: 'item' as const, id: state.itemId, state }));
  await appendChanges(trx, store.id, changes, now);
  await settle(
    trx,
    store,
    items.map(({ itemId }) => itemId),
    now,
  );
}
