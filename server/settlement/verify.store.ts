import { sql } from 'kysely';
import type { Topic } from '../../shared/live/change.ts';
import type { Queryable } from '../platform/database.ts';
import { onOrderFromFacts, remainingFromFacts, TELLS_STOCK } from './settlement.store.ts';

/** Something stored that is not what the facts say. */
export interface Difference {
  check: string;
  storeId?: string;
  entity: string;
  expected: unknown;
  found: unknown;
}

type Found = Omit<Difference, 'check'>;

export async function listStoreIds(db: Queryable): Promise<string[]> {
  return (await db.selectFrom('store').select('id').orderBy('id').execute()).map(({ id }) => id);
}

/** Items that a store has no stock row of. */
export async function findMissingLevels(db: Queryable, storeId: string): Promise<Found[]> {
  const { rows } = await sql<Found>`select i.sku as entity, 'a level' as expected, null as found from item i
    where not exists (select from stock_level l where l.store_id = ${storeId} and l.item_id = i.id)`.execute(
    db,
  );
  return rows;
}

export async function findWrongOnHand(db: Queryable, storeId: string): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select i.sku as entity, coalesce(m.on_hand, 0) as expected, l.on_hand as found
    from stock_level l join item i on i.id = l.item_id
    left join (select item_id, sum(quantity) as on_hand from movement where store_id = ${storeId} group by item_id) m using (item_id)
    where l.store_id = ${storeId} and l.on_hand <> coalesce(m.on_hand, 0)`.execute(db);
  return rows;
}

export async function findWrongCounted(db: Queryable, storeId: string): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select i.sku as entity, not l.counted as expected, l.counted as found
    from stock_level l join item i on i.id = l.item_id
    where l.store_id = ${storeId} and l.counted <> exists (
      select from movement m where m.store_id = ${storeId} and m.item_id = l.item_id and ${TELLS_STOCK})`.execute(
    db,
  );
  return rows;
}

export async function findWrongAllocated(db: Queryable, storeId: string): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select i.sku as entity, '0 to ' || greatest(l.on_hand, 0) as expected, l.allocated as found
    from stock_level l join item i on i.id = l.item_id
    where l.store_id = ${storeId} and (l.allocated < 0 or l.allocated > greatest(l.on_hand, 0))`.execute(db);
  return rows;
}

export async function findWrongRemaining(db: Queryable, storeId: string): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select * from (
      select i.sku as entity, ${remainingFromFacts(sql`l`)} as expected, l.remaining as found
      from stock_level l join item i on i.id = l.item_id where l.store_id = ${storeId}) level
    where expected is distinct from found`.execute(db);
  return rows;
}

/** Facts that settlement has not read, and sales that the ledger does not know. */
export async function findUnsettledFacts(db: Queryable, storeId: string): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select 'movements read' as entity, coalesce((select max(id) from movement where store_id = ${storeId}), 0) as expected,
      settled_movement_id as found from store where id = ${storeId}
    union all
    select 'sale lines read', coalesce((select max(id) from sale_line where store_id = ${storeId}), 0),
      settled_sale_line_id from store where id = ${storeId}
    union all
    select 'sale ' || external_id, 1, 0 from sale s where store_id = ${storeId}
      and not exists (select from sale_line l where l.store_id = ${storeId} and l.sale_id = s.id)`.execute(
    db,
  );
  return rows.filter(({ expected, found }) => Number(expected) !== Number(found));
}

/** Holes in the stream: kept changes must run without a gap up to the number in the store's row. */
export async function findStreamGaps(db: Queryable, storeId: string): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select 'change ' || (previous + 1) as entity, previous + 1 as expected, seq as found from (
      select seq, lag(seq) over (order by seq) as previous from change where store_id = ${storeId}) run
    where seq <> previous + 1
    union all
    select 'head', last_change_seq, (select coalesce(max(seq), 0) from change where store_id = ${storeId})
    from store where id = ${storeId} and last_change_seq <> (
      select coalesce(max(seq), 0) from change where store_id = ${storeId})`.execute(db);
  return rows;
}

/** The newest kept state that the stream told of each entity of a type; null where it is gone. */
export async function listLastTold(
  db: Queryable,
  storeId: string,
  type: Topic,
): Promise<{ id: string; state: object | null }[]> {
  const { rows } = await sql<{ id: string; state: object | null }>`
    select distinct on (entity_id) entity_id as id, state from change
    where store_id = ${storeId} and type = ${type} order by entity_id, seq desc`.execute(db);
  return rows;
}

export async function findWrongOnOrder(db: Queryable, storeId: string): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select * from (
      select i.sku as entity, ${onOrderFromFacts(sql`l`)} as expected, l.on_order as found
      from stock_level l join item i on i.id = l.item_id where l.store_id = ${storeId}) level
    where expected <> found`.execute(db);
  return rows;
}

/** Purchase order lines whose parts are not the whole, once they were sent; deliveries that are over too early or too late. */
export async function findWrongPurchaseOrderLines(db: Queryable, storeId: string): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select 'purchase order line ' || l.id as entity, to_jsonb(l.quantity) as expected,
      to_jsonb(l.rejected + l.cancelled + coalesce(d.received, 0) + coalesce(d.outstanding, 0)) as found
    from purchase_order_line l
    join purchase_order o on o.store_id = l.store_id and o.id = l.purchase_order_id
    left join lateral (
      select sum(d.arrived) as received,
        sum(d.quantity - d.arrived) filter (where d.arrived_at is null and d.cancelled_at is null) as outstanding
      from expected_delivery d where d.store_id = l.store_id and d.purchase_order_line_id = l.id) d on true
    where l.store_id = ${storeId} and o.sent_at is not null
      and l.quantity <> l.rejected + l.cancelled + coalesce(d.received, 0) + coalesce(d.outstanding, 0)
    union all
    select 'delivery ' || id, to_jsonb(arrived >= quantity), to_jsonb(arrived_at is not null) from expected_delivery
    where store_id = ${storeId} and cancelled_at is null and (arrived >= quantity) <> (arrived_at is not null)`.execute(
    db,
  );
  return rows;
}

/** Lines whose parts are not the whole, or that were settled before the last hand-over; orders closed too early or late. */
export async function findWrongLines(db: Queryable, storeId: string): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select 'line ' || l.id as entity, jsonb_build_object('open', l.quantity - l.fulfilled - l.cancelled, 'fulfilled', l.fulfilled) as expected,
      jsonb_build_object('open', a.allocated + a.backordered, 'fulfilled', a.fulfilled_read) as found
    from order_line l left join line_allocation a on a.store_id = l.store_id and a.line_id = l.id
    where l.store_id = ${storeId} and (l.fulfilled + l.cancelled < l.quantity or a.line_id is not null)
      and (a.line_id is null or a.fulfilled_read <> l.fulfilled
        or a.allocated + a.backordered <> l.quantity - l.fulfilled - l.cancelled or l.fulfilled + l.cancelled >= l.quantity)
    union all
    select 'order #' || o.number, to_jsonb(not s.open), to_jsonb(o.closed_at is not null)
    from customer_order o cross join lateral (select exists (
      select from order_line l where l.store_id = o.store_id and l.order_id = o.id and l.fulfilled + l.cancelled < l.quantity) as open) s
    where o.store_id = ${storeId} and s.open = (o.closed_at is not null)`.execute(db);
  return rows;
}

/** Items of which not what lines have and wait for is allocated and backordered. */
export async function findWrongTaken(db: Queryable, storeId: string): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with taken as (
      select c.component_id as item_id,
        coalesce(sum(round(a.allocated * c.quantity, 3)) filter (where c.draws and l.counted), 0) as allocated,
        sum(round(a.backordered * c.quantity, 3)) as backordered
      from line_allocation a join recipe_closure c on c.item_id = a.item_id
      join stock_level l on l.store_id = a.store_id and l.item_id = c.component_id
      where a.store_id = ${storeId} group by c.component_id
    )
    select i.sku as entity, jsonb_build_array(coalesce(t.allocated, 0), coalesce(t.backordered, 0)) as expected,
      jsonb_build_array(l.allocated, l.backordered) as found
    from stock_level l join item i on i.id = l.item_id left join taken t on t.item_id = l.item_id
    where l.store_id = ${storeId} and (l.allocated, l.backordered) <> (coalesce(t.allocated, 0), coalesce(t.backordered, 0))`.execute(
    db,
  );
  return rows;
}
