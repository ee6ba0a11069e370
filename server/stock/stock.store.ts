import { sql } from 'kysely';
import type { Queryable } from '../platform/database.ts';
import type { StockFigures } from '../settlement/stock-state.ts';

export interface StockFilter {
  itemIds?: readonly string[];
  /** Only SKUs after this one. */
  after?: string | undefined;
  limit?: number;
}

/** Levels of a store in the order of SKUs. */
export async function listStockFigures(
  db: Queryable,
  storeId: string,
  { itemIds, after, limit }: StockFilter,
): Promise<StockFigures[]> {
  const { rows } = await sql<StockFigures>`
    select l.item_id as "itemId", i.sku, i.stocked, l.counted, l.on_hand as "onHand", l.allocated, l.on_order as "onOrder",
      l.backordered, l.status, l.servings, l.availability
    from stock_level l join item i on i.id = l.item_id
    where l.store_id = ${storeId}
      and ${itemIds === undefined ? sql`true` : sql`l.item_id = any(${itemIds}::uuid[])`}
      and ${after === undefined ? sql`true` : sql`i.sku > ${after}`}
    order by i.sku limit ${limit ?? null}`.execute(db);
  return rows;
}
