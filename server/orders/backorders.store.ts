import { sql } from 'kysely';
import type { BackorderPolicy } from '../../shared/orders/backorder.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

export interface LineName {
  lineId: string;
  customer: string;
  sku: string;
  name: string;
  bumpReason: string | null;
}

/** What people call the given lines. */
export async function listLineNames(
  db: Queryable,
  storeId: string,
  lineIds: readonly string[],
): Promise<LineName[]> {
  const { rows } = await sql<LineName>`
    select l.id as "lineId", c.name as customer, i.sku, i.name, l.bump_reason as "bumpReason"
    from order_line l join customer_order o on o.store_id = l.store_id and o.id = l.order_id
    join customer c on c.store_id = o.store_id and c.id = o.customer_id join item i on i.id = l.item_id
    where l.store_id = ${storeId} and l.id = any(${lineIds}::uuid[])`.execute(db);
  return rows;
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

/** Items of which lines wait although their promise has passed. */
export async function listOverduePromises(
  db: Queryable,
  now: Date,
): Promise<{ storeId: string; itemId: string }[]> {
  const { rows } = await sql<{ storeId: string; itemId: string }>`
    select distinct store_id as "storeId", item_id as "itemId" from line_allocation
    where backordered > 0 and (promise->>'likely')::timestamptz < ${now}`.execute(db);
  return rows;
}
