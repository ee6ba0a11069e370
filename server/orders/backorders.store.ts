import { sql, type RawBuilder } from 'kysely';
import type { BackorderPolicy } from '../../shared/orders/backorder.schema.ts';
import type { BackorderPromise, Waiting } from '../../shared/orders/order.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { Ranked } from '../settlement/priority.ts';

/** Which lines of the queue are asked for; without any of these, all. */
export interface QueueFilter {
  /** The beginning of an order's number, or part of a customer's or an item's name, or of its SKU. */
  search?: string | undefined;
  itemId?: string | undefined;
  /** Only what is overdue, was needed already, or is promised for later than it is needed. */
  isLate?: boolean | undefined;
}

/** A line that waits, with no more than its place in the queue depends on. */
export interface QueuedRow extends Ranked {
  isWanted: boolean;
}

const queued = sql`line_allocation a join order_line l on l.store_id = a.store_id and l.id = a.line_id
    join customer_order o on o.store_id = l.store_id and o.id = l.order_id
    join customer c on c.store_id = o.store_id and c.id = o.customer_id join item i on i.id = l.item_id`;

/** Every line that waits, in no order. */
export async function listQueued(
  db: Queryable,
  storeId: string,
  filter: QueueFilter,
  now: Date,
): Promise<QueuedRow[]> {
  const { rows } = await sql<QueuedRow>`
    select a.line_id as "lineId", o.placed_at as "placedAt", o.needed_by as "neededBy", c.loyalty_tier as "loyaltyTier",
      i.importance, l.bump, ${wanted(filter, now)} as "isWanted"
    from ${queued} where a.store_id = ${storeId} and a.backordered > 0`.execute(db);
  return rows;
}

function wanted({ search, itemId, isLate }: QueueFilter, now: Date): RawBuilder<unknown> {
  const conditions = [sql`true`];
  if (search !== undefined) {
    const words = search.replaceAll(/[\\%_]/g, '\\$&');
    const part = `%${words}%`;
    conditions.push(
      sql`(o.number::text like ${`${words}%`} or c.name ilike ${part} or i.name ilike ${part} or i.sku ilike ${part})`,
    );
  }
  if (itemId !== undefined) conditions.push(sql`a.item_id = ${itemId}`);
  if (isLate) {
    const latest = sql`(a.promise->>'latest')::timestamptz`;
    conditions.push(sql`coalesce(least(${latest}, o.needed_by) < ${now} or o.needed_by < ${latest}, false)`);
  }
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/** A line that waits, as people read it. */
export interface QueueLineRow extends Ranked {
  orderId: string;
  number: number;
  customer: string;
  itemId: string;
  sku: string;
  name: string;
  unit: string;
  quantity: number;
  bumpReason: string | null;
  waiting: Waiting | null;
  promise: BackorderPromise | null;
}

/** Those of the given lines that still wait, in no order. */
export async function listQueueLines(
  db: Queryable,
  storeId: string,
  lineIds: readonly string[],
): Promise<QueueLineRow[]> {
  const { rows } = await sql<QueueLineRow>`
    select a.line_id as "lineId", l.order_id as "orderId", o.number, c.name as customer, l.item_id as "itemId", i.sku, i.name,
      i.unit, a.backordered as quantity, o.placed_at as "placedAt", o.needed_by as "neededBy",
      c.loyalty_tier as "loyaltyTier", i.importance, l.bump, l.bump_reason as "bumpReason", a.waiting, a.promise
    from ${queued} where a.store_id = ${storeId} and a.backordered > 0 and a.line_id = any(${lineIds}::uuid[])`.execute(
    db,
  );
  return rows;
}

/** How often the policy was changed; 0 while it is the one that holds by itself. */
export async function getPolicyVersion(db: Queryable, storeId: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select version from backorder_policy where store_id = ${storeId}`.execute(db);
  return rows[0]?.version ?? 0;
}

export async function upsertPolicy(
  trx: Transaction,
  storeId: string,
  policy: BackorderPolicy,
): Promise<void> {
  const { preset, weights, partialFill, passSmaller, promiseThresholdMinutes, quietHours } = policy;
  await sql`insert into backorder_policy (store_id, preset, weight_age, weight_due, weight_loyalty, weight_importance,
      partial_fill, pass_smaller, promise_threshold_minutes, quiet_from, quiet_until)
    values (${storeId}, ${preset ?? null}, ${weights.age}, ${weights.due}, ${weights.loyalty}, ${weights.importance},
      ${partialFill}, ${passSmaller}, ${promiseThresholdMinutes}, ${quietHours?.from ?? null}, ${quietHours?.until ?? null})
    on conflict (store_id) do update set preset = excluded.preset, weight_age = excluded.weight_age,
      weight_due = excluded.weight_due, weight_loyalty = excluded.weight_loyalty,
      weight_importance = excluded.weight_importance, partial_fill = excluded.partial_fill,
      pass_smaller = excluded.pass_smaller, promise_threshold_minutes = excluded.promise_threshold_minutes,
      quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, version = backorder_policy.version + 1`.execute(
    trx,
  );
}

/** Lines that wait, by how many whole days they have. */
export async function countWaitingDays(
  db: Queryable,
  storeId: string,
  now: Date,
): Promise<{ days: number; lines: number }[]> {
  const { rows } = await sql<{ days: number; lines: number }>`
    select floor(extract(epoch from ${now}::timestamptz - o.placed_at) / 86400)::int as days, count(*)::int as lines
    from line_allocation a join customer_order o on o.store_id = a.store_id and o.id = a.order_id
    where a.store_id = ${storeId} and a.backordered > 0 group by 1`.execute(db);
  return rows;
}

/** Lines filled since an instant that had been promised, and how many by the date told first and last. */
export async function countKeptPromises(
  db: Queryable,
  storeId: string,
  since: Date,
): Promise<{ n: number; keptFirst: number; keptLast: number }> {
  const { rows } = await sql<{ n: number; keptFirst: number; keptLast: number }>`
    with line as (
      select line_id, max(kept_at) as kept_at, (array_agg(latest order by id))[1] as first, (array_agg(latest order by id desc))[1] as last
      from promise_history where store_id = ${storeId} and kept_at >= ${since} and latest is not null group by line_id
    )
    select count(*)::int as n, count(*) filter (where kept_at <= first)::int as "keptFirst",
      count(*) filter (where kept_at <= last)::int as "keptLast" from line`.execute(db);
  return rows[0]!;
}

/** Items of which lines wait although their promise has passed, or rests on an order that can no longer be made in time. */
export async function listOverduePromises(
  db: Queryable,
  now: Date,
): Promise<{ storeId: string; itemId: string }[]> {
  const { rows } = await sql<{ storeId: string; itemId: string }>`
    select distinct store_id as "storeId", item_id as "itemId" from line_allocation
    where backordered > 0 and ((promise->>'likely')::timestamptz < ${now}
      or (promise->'basis'->>'orderBy')::timestamptz <= ${now})`.execute(db);
  return rows;
}
