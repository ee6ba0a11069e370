import type { BackorderPolicy, BackorderState } from '../../shared/orders/backorder.schema.ts';
import type { OrderState } from '../../shared/orders/order.schema.ts';
import type { Queryable } from '../platform/database.ts';
import { toBackorderState, toOrderState } from './order-state.ts';
import type { OpenLine } from './allocation.ts';
import { DemandGraph } from './demand-graph.ts';
import {
  listDemand,
  listDemandUses,
  listOpenLines,
  listOrderStates,
  type OpenLineRow,
} from './order-settlement.store.ts';
import { toOpenLine } from './settle-orders.service.ts';
import { inQueueOrder } from './priority.ts';

/** Every open order, as screens know it. */
export async function listOrdersForScreens(db: Queryable, storeId: string): Promise<OrderState[]> {
  return (await listOrderStates(db, storeId)).map(toOrderState);
}

/** Every line that waits, as screens know it. */
export async function listBackordersForScreens(db: Queryable, storeId: string): Promise<BackorderState[]> {
  return (await listWaitingLines(db, storeId)).map(toBackorderState);
}

async function listWaitingLines(db: Queryable, storeId: string): Promise<OpenLineRow[]> {
  return (await listOpenLines(db, storeId)).filter(({ backordered }) => (backordered ?? 0) > 0);
}

/** Items that lines wait for. */
export async function waitingItems(db: Queryable, storeId: string): Promise<string[]> {
  return [...new Set((await listDemand(db, storeId)).map(({ itemId }) => itemId))];
}

/** All open lines of a store as an allocation run takes them, with what is on hand of all they draw from. */
export async function openQueue(
  db: Queryable,
  storeId: string,
  { weights }: BackorderPolicy,
  now: Date,
): Promise<{ rows: OpenLineRow[]; lines: OpenLine[]; onHand: Map<string, number> }> {
  const rows = inQueueOrder(await listOpenLines(db, storeId), weights, now);
  const itemIds = [...new Set(rows.map(({ itemId }) => itemId))];
  const graph = new DemandGraph([], await listDemandUses(db, storeId, itemIds));
  return { rows, lines: rows.map((row) => toOpenLine(row, graph)), onHand: graph.onHand() };
}
