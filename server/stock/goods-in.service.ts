import type { Notice } from '../../shared/stock/notice.schema.ts';
import { appendChanges } from '../live/change-stream.store.ts';
import type { Transaction } from '../platform/database.ts';
import { uuidv7 } from 'uuidv7';
import { insertMovements } from './movements.store.ts';

/** Goods of a purchase order line, in the item's stock unit; less than 0 takes back what was booked by mistake. */
export interface GoodsIn {
  itemId: string;
  quantity: number;
  purchaseOrderLineId: string;
  lot?: string | undefined;
  /** YYYY-MM-DD */
  expiresOn?: string | undefined;
}

export interface Receiving {
  /** All that came at once. */
  receiptId: string;
  by: string;
  at: Date;
  now: Date;
  reason: string;
}

/** More than this at once says nothing on a screen line by line. */
const MAX_NOTICES = 20;

/** Books what came with a purchase order into the ledger. The caller settles. */
export async function bookGoodsIn(
  trx: Transaction,
  storeId: string,
  goods: readonly GoodsIn[],
  { receiptId, by, at, now, reason }: Receiving,
): Promise<void> {
  const common = { storeId, type: 'receipt' as const, counted: null, at, reason, by };
  const rows = goods.map((each) => ({ ...each, ...common, sourceId: receiptId, otherStoreId: null }));
  await insertMovements(trx, rows, now);
  if (goods.length > MAX_NOTICES) return;
  const notices = goods
    .filter(({ quantity }) => quantity > 0)
    .map(({ itemId, quantity }): Notice => ({ kind: 'received', itemId, quantity, by }));
  if (notices.length === 0) return;
  await appendChanges(
    trx,
    storeId,
    notices.map((state) => ({ type: 'notice', id: uuidv7(), state })),
    now,
  );
}
