import type { StockState } from '../../shared/stock/stock.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Database, Queryable } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { toStockState } from '../settlement/stock-state.ts';
import { listStockFigures } from './stock.store.ts';

/** Stock of a store in the order of SKUs, after a given one; all of it without a limit. */
export async function listStock(
  db: Queryable,
  storeId: string,
  page: { after?: string | undefined; limit?: number } = {},
): Promise<StockState[]> {
  return (await listStockFigures(db, storeId, page)).map(toStockState);
}

/** @throws AppError `not-found` */
export async function getStock(db: Queryable, storeId: string, itemId: string): Promise<StockState> {
  const [figures] = await listStockFigures(db, storeId, { itemIds: [itemId] });
  if (!figures) throw notFound(`Item ${itemId} in this store`);
  return toStockState(figures);
}

/** {@link listStock} for a caller who has no transaction. @throws AppError `not-found` when there is no such store */
export function findStockPage(
  db: Database,
  storeId: string,
  page: { after?: string | undefined; limit: number },
): Promise<StockState[]> {
  return inStoreView(db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    return listStock(trx, storeId, page);
  });
}

/** @throws AppError `not-found` */
export function findStock(db: Database, storeId: string, itemId: string): Promise<StockState> {
  return inStoreView(db, storeId, (trx) => getStock(trx, storeId, itemId));
}
