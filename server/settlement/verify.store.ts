import { sql } from 'kysely';
import type { Queryable } from '../platform/database.ts';
import { remainingFromFacts, TELLS_STOCK } from './settlement.store.ts';

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

/** The newest kept state that the stream told of each item's stock. */
export async function listLastToldStock(
  db: Queryable,
  storeId: string,
): Promise<{ itemId: string; state: object | null }[]> {
  const { rows } = await sql<{ itemId: string; state: object | null }>`
    select distinct on (entity_id) entity_id as "itemId", state from change
    where store_id = ${storeId} and type = 'stock' order by entity_id, seq desc`.execute(db);
  return rows;
}
