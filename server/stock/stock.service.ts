import type { StockState } from '../../shared/stock/stock.schema.ts';
import type { Queryable } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';
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
