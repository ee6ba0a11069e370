import type { BackorderState } from '../../shared/orders/backorder.schema.ts';
import type { OrderState } from '../../shared/orders/order.schema.ts';
import type { Queryable } from '../platform/database.ts';
import { toBackorderState, toOrderState } from './order-state.ts';
import { listOpenLines, listOrderStates } from './order-settlement.store.ts';

/** Every open order, as screens know it. */
export async function listOrdersForScreens(db: Queryable, storeId: string): Promise<OrderState[]> {
  return (await listOrderStates(db, storeId)).map(toOrderState);
}

/** Every line that waits, as screens know it. */
export async function listBackordersForScreens(db: Queryable, storeId: string): Promise<BackorderState[]> {
  const lines = await listOpenLines(db, storeId);
  return lines.filter(({ backordered }) => backordered !== null && backordered > 0).map(toBackorderState);
}
