import type { DepletionTimes } from '../../shared/forecasts/forecast.schema.ts';
import type { StockFigures, StockState } from '../../shared/stock/stock.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Database, Queryable } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { toStockState } from '../settlement/stock-state.ts';
import { listStockFigures } from './stock.store.ts';

/** Stock of a store in the order of SKUs, after a given one; all of it without a limit, or of some items only. */
export async function listStock(
  db: Queryable,
  storeId: string,
  page: { after?: string | undefined; limit?: number; itemIds?: readonly string[] } = {},
): Promise<StockState[]> {
  return (await listStockFigures(db, storeId, page)).map(toStockState);
}

/** @throws AppError `not-found` */
export async function getStock(db: Queryable, storeId: string, itemId: string): Promise<StockState> {
  const [figures] = await listStockFigures(db, storeId, { itemIds: [itemId] });
  if (!figures) throw notFound(`Item ${itemId} in this store`);
  return toStockState(figures);
}

/** When those of these items run out that do within the days that are looked at. */
export type DepletionsOf = (
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
) => Promise<(DepletionTimes & { itemId: string })[]>;

/** {@link listStock} for a caller who has no transaction. @throws AppError `not-found` when there is no such store */
export function findStockPage(
  db: Database,
  storeId: string,
  page: { after?: string | undefined; limit: number },
  depletionsOf: DepletionsOf,
): Promise<StockFigures[]> {
  return inStoreView(db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const stock = await listStock(trx, storeId, page);
    return withDepletions(trx, storeId, stock, depletionsOf);
  });
}

/** @throws AppError `not-found` */
export function findStock(
  db: Database,
  storeId: string,
  itemId: string,
  depletionsOf: DepletionsOf,
): Promise<StockFigures> {
  return inStoreView(db, storeId, async (trx) => {
    const stock = await getStock(trx, storeId, itemId);
    return (await withDepletions(trx, storeId, [stock], depletionsOf))[0]!;
  });
}

async function withDepletions(
  trx: Queryable,
  storeId: string,
  stock: readonly StockState[],
  depletionsOf: DepletionsOf,
): Promise<StockFigures[]> {
  const itemIds = stock.map(({ itemId }) => itemId);
  const told = new Map((await depletionsOf(trx, storeId, itemIds)).map((each) => [each.itemId, each]));
  return stock.map((state) => {
    const { p10, p50, p90 } = told.get(state.itemId) ?? {};
    if (p10 === undefined) return state;
    const depletion = { p10, ...(p50 !== undefined && { p50 }), ...(p90 !== undefined && { p90 }) };
    return { ...state, depletion };
  });
}
