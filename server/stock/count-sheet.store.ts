import { sql } from 'kysely';
import type { CountLine } from '../../shared/stock/count-sheet.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

export interface CountRow extends CountLine {
  category: string;
  /** Null where nobody said. */
  shelf: string | null;
}

/**
 * Everything that is counted in a store, in the order of its shelves, then of categories and names; with what should have been
 * there at an instant, or is now for null.
 */
export async function listToCount(
  db: Queryable,
  storeId: string,
  at: Date | null = null,
): Promise<CountRow[]> {
  const { rows } = await sql<CountRow>`
    select i.id as "itemId", i.sku, i.name, i.unit, i.category, h.shelf,
      coalesce((select json_agg(json_build_object('name', p.name, 'quantity', p.quantity) order by p.quantity)
        from item_pack p where p.item_id = i.id), '[]') as packs,
      l.on_hand - coalesce(m.since, 0) as expected, coalesce(m.since, 0) as since
    from stock_level l join item i on i.id = l.item_id
    left join item_shelf h on h.store_id = l.store_id and h.item_id = l.item_id
    left join lateral (select sum(quantity) as since from movement m
      where m.store_id = l.store_id and m.item_id = l.item_id and ${at === null ? sql`false` : sql`m.at > ${at}`}) m on true
    where l.store_id = ${storeId} and i.stocked
    order by h.shelf_position nulls last, h.shelf, h.position, i.category, i.name, i.sku`.execute(db);
  return rows;
}

export interface Place {
  itemId: string;
  shelf: string;
  shelfPosition: number;
  position: number;
}

export async function replacePlaces(
  trx: Transaction,
  storeId: string,
  places: readonly Place[],
): Promise<void> {
  await trx.deleteFrom('item_shelf').where('store_id', '=', storeId).execute();
  await sql`insert into item_shelf (store_id, item_id, shelf, shelf_position, position)
    select ${storeId}, "itemId", shelf, "shelfPosition", position
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb)
      as r ("itemId" uuid, shelf text, "shelfPosition" int, position int)`.execute(trx);
}
