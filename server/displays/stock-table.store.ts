import { sql } from 'kysely';
import type { Importance } from '../../shared/items/item.schema.ts';
import type { Queryable } from '../platform/database.ts';
import { unitCosts } from './unit-cost.store.ts';

/** What a table of stock says of an item beside its levels. */
export interface StockFactsRow {
  itemId: string;
  name: string;
  unit: string;
  category: string;
  importance: Importance;
  sellable: boolean;
  stocked: boolean;
  parLevel: number | null;
  reorderPoint: number | null;
  shelfLifeDays: number | null;
  version: number;
  countedAt: Date | null;
  supplierId: string | null;
  supplier: string | null;
  /** Minor units of the currency. */
  value: number | null;
}

/** Of all items of a store, or of some. What is below nothing is worth nothing. */
export async function listStockFacts(
  db: Queryable,
  { storeId, currency, itemIds }: { storeId: string; currency: string; itemIds?: readonly string[] },
): Promise<StockFactsRow[]> {
  const which = itemIds === undefined ? sql`true` : sql`i.id = any(${itemIds}::uuid[])`;
  const { rows } = await sql<StockFactsRow>`with ${unitCosts(currency, which)}, seller as (
      select distinct on (si.item_id) si.item_id, s.id, s.name
      from supplier_item si join supplier s on s.id = si.supplier_id
      where s.active order by si.item_id, si.preferred desc, si.pack_price / si.pack_quantity, s.name
    )
    select i.id as "itemId", i.name, i.unit, i.category, i.importance, i.sellable, i.stocked, i.par_level as "parLevel",
      i.reorder_point as "reorderPoint", i.shelf_life_days as "shelfLifeDays", i.version, counted.at as "countedAt",
      seller.id as "supplierId", seller.name as supplier,
      case when i.stocked then round(greatest(l.on_hand, 0) * cost.cost)::bigint end as value
    from stock_level l join item i on i.id = l.item_id
    left join cost on cost.item_id = i.id left join seller on seller.item_id = i.id
    left join lateral (select m.at from movement m
      where m.store_id = l.store_id and m.item_id = l.item_id and m.type = 'count' order by m.at desc limit 1) counted on true
    where l.store_id = ${storeId} and ${which}`.execute(db);
  return rows;
}
