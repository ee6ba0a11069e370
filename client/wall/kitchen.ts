import type { Depletion } from '../../shared/forecasts/forecast.schema.ts';
import type { ItemState, NoticeChange } from '../../shared/live/change.ts';
import type { BackorderState } from '../../shared/orders/backorder.schema.ts';
import type { OrderState } from '../../shared/orders/order.schema.ts';
import type { SupplierDelay } from '../../shared/purchasing/purchase-order.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { words } from './wall-words.ts';

/** What a board is made of. */
export interface Kitchen {
  items: ReadonlyMap<string, ItemState>;
  stock: ReadonlyMap<string, StockState>;
  /** Newest first. */
  notices: readonly NoticeChange[];
  /** The dishes for sale that take a component, by its id: {@link dishesByComponent} of the items. */
  dishes: ReadonlyMap<string, readonly string[]>;
  /** Open orders, and the lines of them that wait. */
  orders: ReadonlyMap<string, OrderState>;
  backorders: ReadonlyMap<string, BackorderState>;
  /** Deliveries that are late. */
  delays: ReadonlyMap<string, SupplierDelay>;
  /** When items run out, of those that do within days. */
  depletions: ReadonlyMap<string, Depletion>;
  nowMs: number;
  locale?: string | undefined;
}

export function dishesByComponent(items: ReadonlyMap<string, ItemState>): Map<string, string[]> {
  const dishes = new Map<string, string[]>();
  for (const item of items.values()) {
    if (!item.sellable) continue;
    for (const { itemId } of item.uses) {
      const known = dishes.get(itemId);
      if (known) known.push(item.itemId);
      else dishes.set(itemId, [item.itemId]);
    }
  }
  return dishes;
}

export function nameOf(kitchen: Kitchen, itemId: string): string {
  return kitchen.items.get(itemId)?.name ?? words.unknownItem;
}
