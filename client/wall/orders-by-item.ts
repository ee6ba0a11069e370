import type { OrderState } from '../../shared/orders/order.schema.ts';
import { openOf } from '../orders/order-words.ts';

/** The open orders of which something of an item is set aside or waits, by the item's id. */
export type OrdersByItem = ReadonlyMap<string, ReadonlySet<string>>;

export function ordersByItem(orders: Iterable<OrderState>): OrdersByItem {
  const touched = new Map<string, Set<string>>();
  for (const { orderId, lines } of orders) {
    for (const line of lines) {
      if (openOf(line) === 0) continue;
      const known = touched.get(line.itemId);
      if (known) known.add(orderId);
      else touched.set(line.itemId, new Set([orderId]));
    }
  }
  return touched;
}

/** An order for several of the items counts once. */
export function countOrders(touched: OrdersByItem, itemIds: readonly string[]): number {
  return new Set(itemIds.flatMap((id) => Array.from(touched.get(id) ?? []))).size;
}
