import { sql, type RawBuilder } from 'kysely';
import type { Availability } from '../../shared/stock/availability.schema.ts';
import type { StockStatus } from '../../shared/stock/stock.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { Derived } from './recipe-cascade.ts';

/** Tills run late: a sale counts against a limit that was set up to this long after it. */
const LIMIT_GRACE = sql.raw(`interval '10 minutes'`);

/** What the newest movements did to one item. Quantities in its stock unit. */
export interface MovedItem {
  itemId: string;
  availableBefore: number;
  available: number;
  /** Somebody knows how much there is: the item is watched from now on, and a forced "available" has served. */
  counted: boolean;
  firstCounted: boolean;
  /** Goods came in or were found. */
  restocked: boolean;
  /** Goods that came in as a delivery of nobody knows what order; those of one are booked with it. */
  received: number;
  /** More was allocated than there is now: order lines have to give back. */
  overdrawn: boolean;
  /** Somebody waits for it. */
  isAwaited: boolean;
}

/** A movement that tells how much there is: a count, or goods that came in. What only goes out says nothing of that. */
export const TELLS_STOCK = sql.raw(`(type = 'count' or quantity > 0 and type not in ('sale', 'waste'))`);

export async function insertMissingLevels(
  trx: Transaction,
  storeId: string,
  itemIds: readonly string[],
): Promise<void> {
  await sql`insert into stock_level (store_id, item_id)
    select ${storeId}, id from unnest(${itemIds}::uuid[]) as item (id) on conflict do nothing`.execute(trx);
}

/**
 * Adds all movements that settlement has not read yet to on hand. What is allocated beyond it is cut off here; who gives
 * it back is for the allocation run to say.
 */
export async function applyMovements(trx: Transaction, storeId: string): Promise<MovedItem[]> {
  const { rows } = await sql<MovedItem>`
    with moved as (
      select item_id, sum(quantity) as quantity, bool_or(${TELLS_STOCK}) as counted,
        bool_or(quantity > 0 and type not in ('sale', 'waste')) as restocked,
        coalesce(sum(quantity) filter (where type = 'receipt' and purchase_order_line_id is null), 0) as received
      from movement
      where store_id = ${storeId} and id > (select settled_movement_id from store where id = ${storeId})
      group by item_id
    ), before as materialized (
      select item_id, on_hand, counted, allocated from stock_level
      where store_id = ${storeId} and item_id in (select item_id from moved)
    )
    update stock_level l set on_hand = l.on_hand + m.quantity, counted = l.counted or m.counted,
      allocated = least(l.allocated, greatest(l.on_hand + m.quantity, 0))
    from moved m join before b using (item_id)
    where l.store_id = ${storeId} and l.item_id = m.item_id
    returning l.item_id as "itemId", b.on_hand - b.allocated as "availableBefore", l.on_hand - b.allocated as available,
      m.counted, l.counted and not b.counted as "firstCounted", m.restocked, m.received,
      l.allocated < b.allocated as overdrawn, l.backordered > 0 as "isAwaited"`.execute(trx);
  return rows;
}

/** Counts down the limits in force by the sales that settlement has not read yet; returns the items whose limit moved. */
export async function applyCountdowns(trx: Transaction, storeId: string): Promise<string[]> {
  const { rows } = await sql<{ itemId: string }>`
    with sold as (
      select m.item_id, sum(round(s.quantity * c.quantity, 3)) as quantity
      from availability_mark m
      join sale_line s on s.store_id = m.store_id and s.id > m.after_sale_line_id
        and s.id > (select settled_sale_line_id from store where id = ${storeId}) and s.sold_at >= m.set_at - ${LIMIT_GRACE}
      join recipe_closure c on c.item_id = s.item_id and c.component_id = m.item_id
      where m.store_id = ${storeId} and m.state = 'limited' and m.ended_at is null
      group by m.item_id
    )
    update stock_level l set remaining = l.remaining - sold.quantity from sold
    where l.store_id = ${storeId} and l.item_id = sold.item_id returning l.item_id as "itemId"`.execute(trx);
  return rows.map(({ itemId }) => itemId);
}

/** What is left of a limit, worked out from the facts alone. Null where no limit is in force. */
export const remainingFromFacts = (level: RawBuilder<unknown>): RawBuilder<number | null> => sql`(
  select m.remaining - coalesce((
    select sum(round(s.quantity * c.quantity, 3)) from sale_line s
    join recipe_closure c on c.item_id = s.item_id and c.component_id = m.item_id
    where s.store_id = m.store_id and s.id > m.after_sale_line_id and s.sold_at >= m.set_at - ${LIMIT_GRACE}), 0)
  from availability_mark m
  where m.store_id = ${level}.store_id and m.item_id = ${level}.item_id and m.state = 'limited' and m.ended_at is null)`;

export async function resetRemaining(
  trx: Transaction,
  storeId: string,
  itemIds: readonly string[],
): Promise<void> {
  await sql`update stock_level l set remaining = ${remainingFromFacts(sql`l`)}
    where l.store_id = ${storeId} and l.item_id = any(${itemIds}::uuid[])`.execute(trx);
}

/**
 * Lets every limit in force start anew from what is left of it: its past sales were counted by the recipes of their
 * time, and a recipe changed today must not restate them.
 */
export async function rebaseLimits(trx: Transaction, storeId: string): Promise<void> {
  await sql`update availability_mark m set remaining = l.remaining,
      after_sale_line_id = (select settled_sale_line_id from store where id = ${storeId})
    from stock_level l
    where m.store_id = ${storeId} and m.state = 'limited' and m.ended_at is null
      and l.store_id = m.store_id and l.item_id = m.item_id`.execute(trx);
}

/**
 * Ends what people said to hold "until restock" once everything the item takes is there again, as far as it was ever
 * counted, and what they forced to be available once the stock behind it was counted or received. Returns the items
 * concerned.
 */
export async function endServedMarks(
  trx: Transaction,
  storeId: string,
  moved: readonly MovedItem[],
  now: Date,
): Promise<string[]> {
  const restocked = moved.filter((item) => item.restocked).map(({ itemId }) => itemId);
  const counted = moved.filter((item) => item.counted).map(({ itemId }) => itemId);
  if (counted.length === 0) return [];
  const { rows } = await sql<{ itemId: string }>`
    update availability_mark m
    set ended_at = ${now}, ended_because = case when m.state = 'available' then 'counted' else 'restocked' end
    where m.store_id = ${storeId} and m.ended_at is null and (
      m.state = 'available' and m.item_id in (select item_id from recipe_closure where component_id = any(${counted}::uuid[]))
      or m.until_kind = 'restock'
        and m.item_id in (select item_id from recipe_closure where component_id = any(${restocked}::uuid[]))
        and not exists (
          select from recipe_closure c join stock_level l on l.store_id = ${storeId} and l.item_id = c.component_id
          where c.item_id = m.item_id and c.draws and l.counted and l.on_hand - l.allocated < c.quantity))
    returning m.item_id as "itemId"`.execute(trx);
  return rows.map(({ itemId }) => itemId);
}

/**
 * Books what came in against the deliveries that were expected first, save those of other stores, which have to know what
 * came of them. Returns the items that this concerned.
 */
export async function applyArrivals(
  trx: Transaction,
  storeId: string,
  moved: readonly MovedItem[],
  now: Date,
): Promise<string[]> {
  const received = moved.filter((item) => item.received > 0);
  if (received.length === 0) return [];
  const { rows } = await sql<{ itemId: string }>`
    with receipt as (
      select * from jsonb_to_recordset(${JSON.stringify(received)}::jsonb) as r ("itemId" uuid, received numeric)
    ), expected as (
      select d.id, d.quantity - d.arrived as outstanding, r.received,
        sum(d.quantity - d.arrived) over (partition by d.item_id order by d.expected_at, d.id) as upto
      from expected_delivery d join receipt r on r."itemId" = d.item_id
      where d.store_id = ${storeId} and d.arrived_at is null and d.cancelled_at is null and d.transfer_line_id is null
    )
    update expected_delivery d set arrived = d.arrived + least(e.outstanding, e.received - e.upto + e.outstanding),
      arrived_at = case when e.received >= e.upto then ${now}::timestamptz end
    from expected e
    where d.store_id = ${storeId} and d.id = e.id and e.received > e.upto - e.outstanding
    returning d.item_id as "itemId"`.execute(trx);
  return [...new Set(rows.map(({ itemId }) => itemId))];
}

/** How much of an item is on its way. */
export const onOrderFromFacts = (level: RawBuilder<unknown>): RawBuilder<number> => sql`coalesce((
  select sum(d.quantity - d.arrived) from expected_delivery d
  where d.store_id = ${level}.store_id and d.item_id = ${level}.item_id and d.arrived_at is null and d.cancelled_at is null), 0)`;

export async function resetOnOrder(
  trx: Transaction,
  storeId: string,
  itemIds: readonly string[],
): Promise<void> {
  await sql`update stock_level l set on_order = ${onOrderFromFacts(sql`l`)}
    where l.store_id = ${storeId} and l.item_id = any(${itemIds}::uuid[])`.execute(trx);
}

/** From here on the facts recorded so far count as read. */
export async function markFactsRead(trx: Transaction, storeId: string): Promise<void> {
  await sql`update store set
      settled_movement_id = coalesce((select max(id) from movement where store_id = ${storeId}), 0),
      settled_sale_line_id = coalesce((select max(id) from sale_line where store_id = ${storeId}), 0)
    where id = ${storeId}`.execute(trx);
}

export interface Use {
  itemId: string;
  componentId: string;
  needed: number;
}

/**
 * The recipes that decide what follows: of the given items, and of every dish for which one of them is scarce.
 * `level` is the least that was available of the item; null when its users are concerned whatever there is.
 */
export async function listUses(
  db: Queryable,
  sources: readonly { itemId: string; level: number | null }[],
  scarceBelow: number,
): Promise<Use[]> {
  const { rows } = await sql<Use>`
    with source as (
      select * from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) as s ("itemId" uuid, level numeric)
    ), affected as (
      select "itemId" as id from source
      union
      select c.item_id from source s join recipe_closure c on c.component_id = s."itemId"
      where s.level is null or s.level < c.quantity * ${scarceBelow}
    )
    select c.item_id as "itemId", c.component_id as "componentId", c.quantity as needed
    from affected a join recipe_closure c on c.item_id = a.id`.execute(db);
  return rows;
}

/** A row of the derived stock table with the facts of its item and the mark in force. */
export interface LevelRow {
  itemId: string;
  sku: string;
  stocked: boolean;
  sellable: boolean;
  parLevel: number | null;
  reorderPoint: number | null;
  onHand: number;
  allocated: number;
  onOrder: number;
  backordered: number;
  counted: boolean;
  remaining: number | null;
  status: StockStatus;
  servings: number | null;
  availability: Availability;
  markState: Availability['state'] | null;
  markReason: string | null;
  markUntil: 'instant' | 'restock' | 'end-of-day' | null;
  markUntilAt: Date | null;
  markBy: string | null;
  markAt: Date | null;
}

/** Levels of the given items, or of all when none are given. */
export async function listLevels(
  db: Queryable,
  storeId: string,
  itemIds?: readonly string[],
): Promise<LevelRow[]> {
  const { rows } = await sql<LevelRow>`
    select l.item_id as "itemId", i.sku, i.stocked, i.sellable, i.par_level as "parLevel", i.reorder_point as "reorderPoint",
      l.on_hand as "onHand", l.allocated, l.on_order as "onOrder", l.backordered, l.counted, l.remaining, l.status,
      l.servings, l.availability, m.state as "markState", m.reason as "markReason", m.until_kind as "markUntil",
      m.until_at as "markUntilAt", m.set_by as "markBy", m.set_at as "markAt"
    from stock_level l
    join item i on i.id = l.item_id
    left join availability_mark m on m.store_id = l.store_id and m.item_id = l.item_id and m.ended_at is null
    where l.store_id = ${storeId} and ${itemIds === undefined ? sql`true` : sql`l.item_id = any(${itemIds}::uuid[])`}
    order by i.sku`.execute(db);
  return rows;
}

export interface DerivedRow extends Derived {
  itemId: string;
}

export async function writeDerived(
  trx: Transaction,
  storeId: string,
  rows: readonly DerivedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`update stock_level l set status = d.status, servings = d.servings, availability = d.availability
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as d ("itemId" uuid, status text, servings integer, availability jsonb)
    where l.store_id = ${storeId} and l.item_id = d."itemId"`.execute(trx);
}
