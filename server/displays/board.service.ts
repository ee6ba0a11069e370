import type { NoticeChange, Snapshot, Topic } from '../../shared/live/change.ts';
import { NOTICE_MINUTES } from '../../shared/stock/notice.schema.ts';
import { listItemsForScreens } from '../items/items.service.ts';
import { findHeads, listNoticesSince } from '../live/change-stream.store.ts';
import type { Queryable } from '../platform/database.ts';
import { listBackordersForScreens, listOrdersForScreens } from '../settlement/order-board.service.ts';
import {
  listDelaysForScreens,
  listPurchaseOrdersForScreens,
} from '../settlement/settle-deliveries.service.ts';
import { listStock } from '../stock/stock.service.ts';

/** Everything a screen has to know of a store, as of the head of its stream. To be read in one consistent view. */
export async function readBoard(
  db: Queryable,
  storeId: string,
  topics: readonly Topic[],
  now: Date,
): Promise<Snapshot> {
  const seq = (await findHeads(db, [storeId]))[0]?.seq ?? 0;
  const asOf = { seq, at: now.toISOString() };
  const snapshot: Snapshot = {};
  if (topics.includes('stock')) {
    snapshot.stock = (await listStock(db, storeId)).map((state) => ({
      type: 'stock',
      id: state.itemId,
      ...asOf,
      ...state,
    }));
  }
  if (topics.includes('item')) {
    snapshot.item = (await listItemsForScreens(db)).map((state) => ({
      type: 'item',
      id: state.itemId,
      ...asOf,
      ...state,
    }));
  }
  if (topics.includes('order')) {
    snapshot.order = (await listOrdersForScreens(db, storeId)).map((state) => ({
      type: 'order',
      id: state.orderId,
      ...asOf,
      ...state,
    }));
  }
  if (topics.includes('backorder')) {
    snapshot.backorder = (await listBackordersForScreens(db, storeId)).map((state) => ({
      type: 'backorder',
      id: state.lineId,
      ...asOf,
      ...state,
    }));
  }
  if (topics.includes('purchase-order')) {
    snapshot['purchase-order'] = (await listPurchaseOrdersForScreens(db, storeId)).map((state) => ({
      type: 'purchase-order',
      id: state.poId,
      ...asOf,
      ...state,
    }));
  }
  if (topics.includes('supplier-delay')) {
    snapshot['supplier-delay'] = (await listDelaysForScreens(db, storeId)).map((state) => ({
      type: 'supplier-delay',
      id: state.delayId,
      ...asOf,
      ...state,
    }));
  }
  if (topics.includes('notice')) {
    const since = new Date(now.getTime() - NOTICE_MINUTES * 60_000);
    snapshot.notice = (await listNoticesSince(db, storeId, since)) as NoticeChange[];
  }
  return snapshot;
}
