import { uuidv7 } from 'uuidv7';
import type { Notice } from '../../shared/stock/notice.schema.ts';
import { appendChanges } from '../live/change-stream.store.ts';
import type { Transaction } from '../platform/database.ts';
import { insertMovements } from './movements.store.ts';

/** Goods of one transfer as they leave a store (less than 0) or come into it, in the item's stock unit. */
export interface GoodsBetween {
  itemId: string;
  quantity: number;
}

export interface Transferring {
  transferId: string;
  otherStoreId: string;
  by: string;
  at: Date;
  now: Date;
  reason: string;
}

/** More than this at once says nothing on a screen line by line. */
const MAX_NOTICES = 20;

/** Books what one store sent, got, took back or gave back into its ledger. The caller settles. */
export async function bookTransferred(
  trx: Transaction,
  storeId: string,
  goods: readonly GoodsBetween[],
  { transferId, otherStoreId, by, at, now, reason }: Transferring,
): Promise<void> {
  if (goods.length === 0) return;
  const common = { storeId, type: 'transfer' as const, counted: null, at, reason, by };
  const rows = goods.map((each) => ({ ...each, ...common, sourceId: transferId, otherStoreId }));
  await insertMovements(trx, rows, now);
  const came = goods.filter(({ quantity }) => quantity > 0);
  if (came.length === 0 || came.length > MAX_NOTICES) return;
  const notices = came.map((each): Notice => ({ kind: 'received', ...each, reason, by }));
  await appendChanges(
    trx,
    storeId,
    notices.map((state) => ({ type: 'notice', id: uuidv7(), state })),
    now,
  );
}
