import { sql } from 'kysely';
import type { BackorderPromise, Waiting } from '../../shared/orders/order.schema.ts';
import type { Importance } from '../../shared/items/item.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { OrderRow } from './order-state.ts';
import type { Ranked } from './priority.ts';

/** An open line with everything its allocation, its promise and its place in the queue depend on. */
export interface OpenLineRow {
  lineId: string;
  orderId: string;
  number: number;
  customerId: string;
  itemId: string;
  unit: string;
  importance: Importance;
  shipComplete: boolean;
  placedAt: Date;
  neededBy: Date | null;
  loyaltyTier: number;
  bump: number;
  /** What is neither handed over nor cancelled. */
  open: number;
  fulfilled: number;
  /** As last settled; null for a line that settlement sees for the first time. */
  allocated: number | null;
  backordered: number | null;
  fulfilledRead: number | null;
  waiting: Waiting | null;
  promise: BackorderPromise | null;
  toldFor: Date | null;
}

/** Items that open lines ask for, and which orders tie them together because they ship complete. */
export async function listDemand(
  db: Queryable,
  storeId: string,
): Promise<{ itemId: string; completeOrderId: string | null }[]> {
  const { rows } = await sql<{ itemId: string; completeOrderId: string | null }>`
    select distinct item_id as "itemId", null::uuid as "completeOrderId" from order_line
      where store_id = ${storeId} and fulfilled + cancelled < quantity
    union all
    select l.item_id, o.id from customer_order o join order_line l on l.store_id = o.store_id and l.order_id = o.id
      where o.store_id = ${storeId} and o.closed_at is null and o.ship_complete`.execute(db);
  return rows;
}

/** The items of the given orders, whether anything of them is open or not. */
export async function listOrderedItems(
  db: Queryable,
  storeId: string,
  orderIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ itemId: string }>`select distinct item_id as "itemId" from order_line
    where store_id = ${storeId} and order_id = any(${orderIds}::uuid[])`.execute(db);
  return rows.map(({ itemId }) => itemId);
}

export interface DemandUse {
  itemId: string;
  componentId: string;
  name: string;
  perUnit: number;
  /** Whether a unit takes it from stock that is counted. */
  draws: boolean;
  onHand: number;
  allocated: number;
  backordered: number;
  /** Off by what somebody said, or by a limit that is used up. */
  off: boolean;
}

/** What one unit of each item takes, the item itself included, with how its parts stand. */
export async function listDemandUses(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
): Promise<DemandUse[]> {
  const { rows } = await sql<DemandUse>`
    select c.item_id as "itemId", c.component_id as "componentId", i.name, c.quantity as "perUnit",
      c.draws and coalesce(l.counted, false) as draws, coalesce(l.on_hand, 0) as "onHand",
      coalesce(l.allocated, 0) as allocated, coalesce(l.backordered, 0) as backordered,
      coalesce(m.state = 'unavailable' or m.state = 'limited' and l.remaining <= 0, false) as off
    from recipe_closure c
    join item i on i.id = c.component_id
    left join stock_level l on l.store_id = ${storeId} and l.item_id = c.component_id
    left join availability_mark m on m.store_id = ${storeId} and m.item_id = c.component_id and m.ended_at is null
    where c.item_id = any(${itemIds}::uuid[])`.execute(db);
  return rows;
}

const openLines = sql`
  select l.id as "lineId", l.order_id as "orderId", o.number, o.customer_id as "customerId", l.item_id as "itemId", i.unit,
    i.importance, o.ship_complete as "shipComplete", o.placed_at as "placedAt", o.needed_by as "neededBy",
    c.loyalty_tier as "loyaltyTier", l.bump, l.quantity - l.fulfilled - l.cancelled as open, l.fulfilled, a.allocated,
    a.backordered, a.fulfilled_read as "fulfilledRead", a.waiting, a.promise, a.told_for as "toldFor"
  from order_line l
  join customer_order o on o.store_id = l.store_id and o.id = l.order_id
  join customer c on c.store_id = o.store_id and c.id = o.customer_id
  join item i on i.id = l.item_id
  left join line_allocation a on a.store_id = l.store_id and a.line_id = l.id`;

/** Open lines on the given items, or all of the store. */
export async function listOpenLines(
  db: Queryable,
  storeId: string,
  itemIds?: readonly string[],
): Promise<OpenLineRow[]> {
  const { rows } = await sql<OpenLineRow>`${openLines}
    where l.store_id = ${storeId} and l.fulfilled + l.cancelled < l.quantity
      and ${itemIds === undefined ? sql`true` : sql`l.item_id = any(${itemIds}::uuid[])`}`.execute(db);
  return rows;
}

/** The open lines of orders that settlement sees for the first time; none when it knows any of them already. */
export async function listNewLines(
  db: Queryable,
  storeId: string,
  orderIds: readonly string[],
): Promise<OpenLineRow[]> {
  const { rows } = await sql<OpenLineRow>`${openLines}
    where l.store_id = ${storeId} and l.order_id = any(${orderIds}::uuid[]) and l.fulfilled + l.cancelled < l.quantity
      and not exists (
        select from line_allocation known
        where known.store_id = ${storeId} and known.order_id = any(${orderIds}::uuid[]))`.execute(db);
  return rows;
}

/** Lines that wait for any of these items, themselves or as a part: no more of them than their place in the queue takes. */
export async function listWaitingFor(
  db: Queryable,
  storeId: string,
  componentIds: readonly string[],
): Promise<Ranked[]> {
  const { rows } = await sql<Ranked>`
    select a.line_id as "lineId", o.placed_at as "placedAt", o.needed_by as "neededBy", c.loyalty_tier as "loyaltyTier",
      i.importance, l.bump
    from line_allocation a
    join order_line l on l.store_id = a.store_id and l.id = a.line_id
    join customer_order o on o.store_id = l.store_id and o.id = l.order_id
    join customer c on c.store_id = o.store_id and c.id = o.customer_id
    join item i on i.id = l.item_id
    where a.store_id = ${storeId} and a.backordered > 0
      and a.item_id in (select item_id from recipe_closure where component_id = any(${componentIds}::uuid[]))`.execute(
    db,
  );
  return rows;
}

/** What settlement makes of one open line. */
export interface LineSettlement {
  lineId: string;
  orderId: string;
  itemId: string;
  allocated: number;
  backordered: number;
  fulfilledRead: number;
  waiting: Waiting | null;
  promise: BackorderPromise | null;
  toldFor: string | null;
}

export async function writeLineSettlements(
  trx: Transaction,
  storeId: string,
  rows: readonly LineSettlement[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into line_allocation as a
      (store_id, line_id, order_id, item_id, allocated, backordered, fulfilled_read, waiting, promise, told_for)
    select ${storeId}, "lineId", "orderId", "itemId", allocated, backordered, "fulfilledRead",
      nullif(waiting, 'null'::jsonb), nullif(promise, 'null'::jsonb), "toldFor"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("lineId" uuid, "orderId" uuid, "itemId" uuid,
      allocated numeric, backordered numeric, "fulfilledRead" numeric, waiting jsonb, promise jsonb, "toldFor" timestamptz)
    on conflict (store_id, line_id) do update set allocated = excluded.allocated, backordered = excluded.backordered,
      fulfilled_read = excluded.fulfilled_read, waiting = excluded.waiting, promise = excluded.promise,
      told_for = excluded.told_for`.execute(trx);
}

/** Forgets what was settled for lines of these orders of which nothing is open any more; returns those that waited. */
export async function deleteClosedLines(
  trx: Transaction,
  storeId: string,
  orderIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ lineId: string; backordered: number }>`
    delete from line_allocation a using order_line l
    where a.store_id = ${storeId} and a.order_id = any(${orderIds}::uuid[]) and l.store_id = a.store_id and l.id = a.line_id
      and l.fulfilled + l.cancelled >= l.quantity
    returning a.line_id as "lineId", a.backordered`.execute(trx);
  return rows.filter(({ backordered }) => backordered > 0).map(({ lineId }) => lineId);
}

export interface PromiseMade {
  lineId: string;
  promise: BackorderPromise | null;
}

/** Remembers promises as they were made, and when what they were made for was there. */
export async function writePromiseHistory(
  trx: Transaction,
  storeId: string,
  made: readonly PromiseMade[],
  filled: readonly string[],
  now: Date,
): Promise<void> {
  if (made.length > 0) {
    const rows = made.map(({ lineId, promise }) => ({ lineId, ...promise }));
    await sql`insert into promise_history (store_id, line_id, at, earliest, likely, latest, basis)
      select ${storeId}, "lineId", ${now}, earliest, likely, latest, basis
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("lineId" uuid, earliest timestamptz, likely timestamptz,
        latest timestamptz, basis jsonb)`.execute(trx);
  }
  if (filled.length > 0) {
    await sql`update promise_history set kept_at = ${now}
      where store_id = ${storeId} and line_id = any(${filled}::uuid[]) and kept_at is null`.execute(trx);
  }
}

/** Items of which something is allocated or backordered. */
export async function listTakenItems(db: Queryable, storeId: string): Promise<string[]> {
  const { rows } = await sql<{ itemId: string }>`select item_id as "itemId" from stock_level
    where store_id = ${storeId} and (allocated > 0 or backordered > 0)`.execute(db);
  return rows.map(({ itemId }) => itemId);
}

export interface AllocatedLevel {
  itemId: string;
  allocated: number;
  backordered: number;
}

export interface MovedAllocation {
  itemId: string;
  availableBefore: number;
  available: number;
}

/** Sets how much of each item is allocated and backordered; returns those that this changed. */
export async function writeAllocatedLevels(
  trx: Transaction,
  storeId: string,
  rows: readonly AllocatedLevel[],
): Promise<MovedAllocation[]> {
  if (rows.length === 0) return [];
  const { rows: moved } = await sql<MovedAllocation>`
    with next as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("itemId" uuid, allocated numeric, backordered numeric)
    ), before as materialized (
      select l.item_id, l.allocated from stock_level l join next n on n."itemId" = l.item_id where l.store_id = ${storeId}
    )
    update stock_level l set allocated = n.allocated, backordered = n.backordered
    from next n join before b on b.item_id = n."itemId"
    where l.store_id = ${storeId} and l.item_id = n."itemId"
      and (l.allocated <> n.allocated or l.backordered <> n.backordered)
    returning l.item_id as "itemId", l.on_hand - b.allocated as "availableBefore", l.on_hand - l.allocated as available`.execute(
    trx,
  );
  return moved;
}

/** Orders as screens see them: the given ones, or all that are open. */
export async function listOrderStates(
  db: Queryable,
  storeId: string,
  orderIds?: readonly string[],
): Promise<OrderRow[]> {
  const { rows } = await sql<OrderRow>`
    select o.id as "orderId", o.number, o.needed_by as "neededBy", o.ship_complete as "shipComplete",
      o.placed_at as "placedAt", o.closed_at as "closedAt", l.lines
    from customer_order o cross join lateral (
      select json_agg(json_build_object('lineId', l.id, 'itemId', l.item_id, 'quantity', l.quantity, 'fulfilled', l.fulfilled,
        'allocated', coalesce(a.allocated, 0), 'backordered', coalesce(a.backordered, 0), 'cancelled', l.cancelled)
        order by l.position) as lines
      from order_line l left join line_allocation a on a.store_id = l.store_id and a.line_id = l.id
      where l.store_id = o.store_id and l.order_id = o.id) l
    where o.store_id = ${storeId}
      and ${orderIds === undefined ? sql`o.closed_at is null` : sql`o.id = any(${orderIds}::uuid[])`}
    order by o.number`.execute(db);
  return rows;
}
