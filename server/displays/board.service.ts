import type { Snapshot, Topic } from '../../shared/live/change.ts';
import { NOTICE_MINUTES } from '../../shared/stock/notice.schema.ts';
import { listDepletionsForScreens } from '../forecasts/told-depletions.service.ts';
import { listItemsForScreens } from '../items/items.service.ts';
import { findHeads, listNoticesSince } from '../live/change-stream.store.ts';
import type { Queryable } from '../platform/database.ts';
import { listBackordersForScreens, listOrdersForScreens } from '../settlement/order-board.service.ts';
import {
  listDelaysForScreens,
  listPurchaseOrdersForScreens,
} from '../settlement/settle-deliveries.service.ts';
import { listTransfersForScreens } from '../settlement/transfer-board.service.ts';
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
  const snapshot: Record<string, object[]> = {};
  for (const topic of topics) {
    if (topic === 'notice') continue;
    const { list, idOf } = SOURCES[topic];
    snapshot[topic] = (await list(db, storeId)).map((state) => ({
      type: topic,
      id: idOf(state),
      ...asOf,
      ...state,
    }));
  }
  if (topics.includes('notice')) {
    const since = new Date(now.getTime() - NOTICE_MINUTES * 60_000);
    snapshot['notice'] = await listNoticesSince(db, storeId, since);
  }
  return snapshot;
}

interface Source<T extends object> {
  list: (db: Queryable, storeId: string) => Promise<T[]>;
  idOf: (state: T) => string;
}

/** Where the states of each topic come from, and what names them. */
const SOURCES: Record<Exclude<Topic, 'notice'>, Source<object>> = {
  stock: source(listStock, ({ itemId }) => itemId),
  item: source(listItemsForScreens, ({ itemId }) => itemId),
  order: source(listOrdersForScreens, ({ orderId }) => orderId),
  backorder: source(listBackordersForScreens, ({ lineId }) => lineId),
  'purchase-order': source(listPurchaseOrdersForScreens, ({ poId }) => poId),
  'supplier-delay': source(listDelaysForScreens, ({ delayId }) => delayId),
  depletion: source(listDepletionsForScreens, ({ itemId }) => itemId),
  transfer: source(listTransfersForScreens, ({ transferId }) => transferId),
};

function source<T extends object>(list: Source<T>['list'], idOf: Source<T>['idOf']): Source<object> {
  return { list, idOf: (state) => idOf(state as T) };
}
