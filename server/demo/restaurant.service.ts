import { uuidv7 } from 'uuidv7';
import type { Store } from '../../shared/identity/store.schema.ts';
import { setUp, type SetupContext } from '../identity/setup.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { saveItems, withDefaults, type ItemsContext } from '../items/items.service.ts';
import { changeSalePrices } from '../items/sale-prices.service.ts';
import { inAllStoresTransaction } from '../platform/store-transaction.ts';
import { replaceSupplierItems } from '../suppliers/supplier-items.service.ts';
import { createSupplier } from '../suppliers/suppliers.service.ts';
import { MENU_PRICES } from './restaurant/menu-prices.ts';
import { priceLists } from './restaurant/price-lists.ts';
import { ITEMS, OWNER, STORE } from './restaurant/restaurant.ts';

export interface OpenedRestaurant {
  store: Store;
  /** Ids of its items, by SKU. */
  itemIds: ReadonlyMap<string, string>;
  owner: { id: string; name: string };
}

/** Brings the restaurant into an empty database: what it buys, makes and sells, its one store, its owner, and its suppliers. */
export async function openRestaurant(ctx: ItemsContext & SetupContext): Promise<OpenedRestaurant> {
  const itemIds = await inAllStoresTransaction(ctx, async (trx, stores) => {
    const items = ITEMS.map((input) => withDefaults(input, uuidv7()));
    await saveItems(ctx, trx, stores, items);
    return new Map(items.map(({ sku, id }) => [sku, id]));
  });
  const { storeId, owner } = await setUp(ctx, { organisation: STORE.name, store: STORE, owner: OWNER });
  const { currency } = STORE;
  const prices = Object.entries(MENU_PRICES).map(([sku, amount]) => ({ sku, price: { amount, currency } }));
  await changeSalePrices(ctx, storeId, { prices });
  for (const { supplier, items } of priceLists(ITEMS)) {
    const { id } = await createSupplier(ctx, supplier);
    await replaceSupplierItems(ctx, id, { items });
  }
  return { store: await getStoreById(ctx.db, storeId), itemIds, owner };
}
