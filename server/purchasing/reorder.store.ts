import { sql } from 'kysely';
import type { Queryable } from '../platform/database.ts';
import type { Importance } from '../../shared/items/item.schema.ts';
import type { ReorderItem } from './reorder-need.ts';

/** An item's levels for reordering, in whole thousandths of the stock unit. */
export type ReorderLevel = Omit<ReorderItem, 'choices' | 'mostHeld' | 'cover' | 'nextArrivalAt'> & {
  nextArrivalAt: Date | null;
  importance: Importance;
  shelfLifeDays: number | null;
};

/** Stocked items that have something to hold, a forecast, or somebody who waits for them: the given ones, or all. */
export async function listReorderLevels(
  db: Queryable,
  storeId: string,
  itemIds?: readonly string[],
): Promise<ReorderLevel[]> {
  const thousandths = (column: string) => sql.raw(`(${column} * 1000)::int8`);
  const { rows } = await sql<ReorderLevel>`
    with preparing as (
      select l.item_id, sum(l.quantity - l.cancelled) as quantity
      from purchase_order o join purchase_order_line l on l.store_id = o.store_id and l.purchase_order_id = o.id
      where o.store_id = ${storeId} and o.state in ('draft', 'approved') group by l.item_id
    ), coming as (
      select item_id, min(expected_at) as at from expected_delivery
      where store_id = ${storeId} and arrived_at is null and cancelled_at is null group by item_id
    )
    select i.id as "itemId", i.sku, i.name, i.unit, s.counted, ${thousandths('s.on_hand')} as "onHand",
      ${thousandths('s.allocated')} as allocated, ${thousandths('s.backordered')} as backordered,
      ${thousandths('s.on_order')} as "onOrder", ${thousandths('coalesce(p.quantity, 0)')} as "inPreparation",
      ${thousandths('i.par_level')} as "parLevel", ${thousandths('i.reorder_point')} as "reorderPoint", c.at as "nextArrivalAt",
      i.importance, i.shelf_life_days as "shelfLifeDays"
    from stock_level s
    join item i on i.id = s.item_id and i.stocked
    left join preparing p on p.item_id = i.id
    left join coming c on c.item_id = i.id
    where s.store_id = ${storeId} and ${itemIds === undefined ? sql`true` : sql`i.id = any(${itemIds}::uuid[])`}
      and (i.par_level is not null or i.reorder_point is not null or s.backordered > 0 or exists (
        select from item_forecast f where f.store_id = s.store_id and f.item_id = i.id))
    order by i.sku`.execute(db);
  return rows;
}

/** Goods that came, and when they are past their shelf life. */
export interface GoodsIn {
  itemId: string;
  quantity: number;
  spoilsAt: Date;
}

/** What came of items that do not keep, within their shelf life, the newest first. */
export async function listGoodsIn(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
  now: Date,
): Promise<GoodsIn[]> {
  if (itemIds.length === 0) return [];
  const { rows } = await sql<GoodsIn>`
    select m.item_id as "itemId", m.quantity, coalesce((m.expires_on + 1)::timestamp at time zone s.time_zone,
      m.at + make_interval(days => i.shelf_life_days)) as "spoilsAt"
    from store s join item i on i.id = any(${itemIds}::uuid[]) and i.shelf_life_days is not null
    join movement m on m.store_id = s.id and m.item_id = i.id and m.quantity > 0
      and m.type in ('receipt', 'production', 'transfer') and m.at > ${now}::timestamptz - make_interval(days => i.shelf_life_days)
    where s.id = ${storeId} order by m.at desc, m.id desc`.execute(db);
  return rows;
}

/** Stores to order for without being asked: all of them, as soon as the policy of one supplier says so. */
export async function listStoresThatOrderThemselves(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from store where exists (select from supplier where active and ordering = 'automatic') order by id`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
