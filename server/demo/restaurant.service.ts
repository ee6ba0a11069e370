import { uuidv7 } from 'uuidv7';
import type { Store } from '../../shared/identity/store.schema.ts';
import { createStore, type StoresContext } from '../identity/stores.service.ts';
import { saveItems, withDefaults, type ItemsContext } from '../items/items.service.ts';
import { inAllStoresTransaction } from '../platform/store-transaction.ts';
import { ITEMS, STORE } from './restaurant/restaurant.ts';

export interface OpenedRestaurant {
  store: Store;
  /** Ids of its items, by SKU. */
  itemIds: ReadonlyMap<string, string>;
}

/** Brings the restaurant into an empty database: what it buys, makes and sells, and its one store. */
export async function openRestaurant(ctx: ItemsContext & StoresContext): Promise<OpenedRestaurant> {
  const itemIds = await inAllStoresTransaction(ctx, async (trx, stores) => {
    const items = ITEMS.map((input) => withDefaults(input, uuidv7()));
    await saveItems(ctx, trx, stores, items);
    return new Map(items.map(({ sku, id }) => [sku, id]));
  });
  return { store: await createStore(ctx, STORE), itemIds };
}
