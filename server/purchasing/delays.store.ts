import { sql } from 'kysely';
import type { DelayEffects } from '../../shared/purchasing/supplier-delay.schema.ts';
import type { Queryable } from '../platform/database.ts';

export interface DelayedItem extends Pick<DelayEffects, 'name' | 'unit' | 'available' | 'status' | 'dishes'> {
  itemId: string;
}

/** How much there is of items, and the dishes on sale that take them, by name. */
export async function listDelayedItems(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
): Promise<DelayedItem[]> {
  const { rows } = await sql<DelayedItem>`
    select i.id as "itemId", i.name, i.unit, case when l.counted then l.on_hand - l.allocated end as available,
      coalesce(l.status, 'ok') as status,
      array(select d.name from recipe_closure c join item d on d.id = c.item_id
        where c.component_id = i.id and c.item_id <> i.id and d.sellable order by d.name) as dishes
    from item i left join stock_level l on l.store_id = ${storeId} and l.item_id = i.id
    where i.id = any(${itemIds}::uuid[])`.execute(db);
  return rows;
}

export interface HeldUpRow {
  deliveryId: string;
  orderId: string;
  number: number;
  name: string;
  unit: string;
  quantity: number;
  promised: string | null;
  before: Date | null;
  lineCount: number;
}

/** Order lines whose promise rests on one of these deliveries, the first promised first; of each delivery at most so many. */
export async function listHeldUpLines(
  db: Queryable,
  storeId: string,
  delays: readonly { deliveryId: string; since: string }[],
  most: number,
): Promise<HeldUpRow[]> {
  const { rows } = await sql<HeldUpRow>`
    with held as (
      select e ->> 'deliveryId' as delivery_id, a.line_id, a.order_id, a.item_id, a.backordered, a.promise ->> 'latest' as promised
      from line_allocation a, jsonb_array_elements(a.promise -> 'basis' -> 'deliveries') e
      where a.store_id = ${storeId} and a.backordered > 0
    ), ranked as (
      select h.*, d.since, count(*) over (partition by h.delivery_id)::int as line_count,
        row_number() over (partition by h.delivery_id order by h.promised, h.line_id) as place
      from held h join jsonb_to_recordset(${JSON.stringify(delays)}::jsonb) as d ("deliveryId" text, since timestamptz)
        on d."deliveryId" = h.delivery_id
    )
    select r.delivery_id as "deliveryId", o.id as "orderId", o.number, i.name, i.unit, r.backordered as quantity, r.promised,
      r.line_count as "lineCount",
      (select p.latest from promise_history p where p.store_id = ${storeId} and p.line_id = r.line_id and p.at < r.since
        order by p.id desc limit 1) as before
    from ranked r
    join customer_order o on o.store_id = ${storeId} and o.id = r.order_id
    join item i on i.id = r.item_id
    where r.place <= ${most} order by r.delivery_id, r.place`.execute(db);
  return rows;
}
