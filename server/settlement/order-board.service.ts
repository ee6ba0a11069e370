import type { BackorderPolicy, BackorderState } from '../../shared/orders/backorder.schema.ts';
import type { OrderState } from '../../shared/orders/order.schema.ts';
import type { Queryable } from '../platform/database.ts';
import { toBackorderState, toOrderState } from './order-state.ts';
import { listDemand, listOpenLines, listOrderStates, type OpenLineRow } from './order-settlement.store.ts';
import { inQueueOrder } from './priority.ts';

export type { OpenLineRow } from './order-settlement.store.ts';

/** Every open order, as screens know it. */
export async function listOrdersForScreens(db: Queryable, storeId: string): Promise<OrderState[]> {
  return (await listOrderStates(db, storeId)).map(toOrderState);
}

/** Every line that waits, as screens know it. */
export async function listBackordersForScreens(db: Queryable, storeId: string): Promise<BackorderState[]> {
  const lines = await listOpenLines(db, storeId);
  return lines.filter(({ backordered }) => backordered !== null && backordered > 0).map(toBackorderState);
}

/** Lines that wait, in the order in which they are served. */
export async function waitingQueue(
  db: Queryable,
  storeId: string,
  { weights }: BackorderPolicy,
  now: Date,
): Promise<OpenLineRow[]> {
  const lines = await listOpenLines(db, storeId);
  return inQueueOrder(
    lines.filter(({ backordered }) => backordered !== null && backordered > 0),
    weights,
    now,
  );
}

/** Items that lines wait for. */
export async function waitingItems(db: Queryable, storeId: string): Promise<string[]> {
  return [...new Set((await listDemand(db, storeId)).map(({ itemId }) => itemId))];
}
