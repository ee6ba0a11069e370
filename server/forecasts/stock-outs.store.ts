import { sql } from 'kysely';
import type { Depletion } from '../../shared/forecasts/forecast.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

/** So long before an item runs out, what was told of it is judged. */
const BEFORE = sql.raw(`interval '3 hours'`);
/** A movement that is entered later than this says nothing of the moment. */
const FRESH = sql.raw(`interval '1 hour'`);

/** Remembers what is told from now on of these items, and of those that are no longer told of. */
export async function keepTold(
  trx: Transaction,
  storeId: string,
  { told, gone }: { told: readonly Depletion[]; gone: readonly string[] },
  now: Date,
): Promise<void> {
  const rows = [...told, ...gone.map((itemId) => ({ itemId }))];
  if (rows.length === 0) return;
  await sql`insert into depletion_told (store_id, item_id, at, p10, p50, p90)
    select ${storeId}, "itemId", ${now}, p10, p50, p90 from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r ("itemId" uuid, p10 timestamptz, p50 timestamptz, p90 timestamptz)
    on conflict (store_id, item_id, at) do update set p10 = excluded.p10, p50 = excluded.p50, p90 = excluded.p90`.execute(
    trx,
  );
  // What was told before the last that may still be asked for is never looked at again.
  await sql`delete from depletion_told t where t.store_id = ${storeId}
      and t.item_id = any(${rows.map(({ itemId }) => itemId)}::uuid[])
      and t.at < (select max(l.at) from depletion_told l where l.store_id = t.store_id and l.item_id = t.item_id
        and l.at <= ${now}::timestamptz - ${BEFORE} - ${FRESH})`.execute(trx);
}

/**
 * Puts beside each other when these items ran out and what was told before; of those that were followed for so long, were
 * not out then, and for which no goods came in meanwhile. What was thrown away, counted or sent elsewhere did not run out by what was asked for.
 */
export async function recordStockOuts(
  trx: Transaction,
  storeId: string,
  itemIds: readonly string[],
  now: Date,
): Promise<void> {
  if (itemIds.length === 0) return;
  await sql`insert into stock_out (store_id, item_id, at, p10, p50, p90)
    select ${storeId}, r.item_id, r.out_at, t.p10, t.p50, t.p90
    from (
      select b.item_id, b.seen_since, coalesce(m.at, ${now}) as out_at
      from backorder_risk b left join lateral (
        select at, type in ('sale', 'production') and quantity < 0 as is_demand from (
          select at, type, quantity from movement where store_id = b.store_id and item_id = b.item_id
          order by id desc limit 1) last
        where at between ${now}::timestamptz - ${FRESH} and ${now}) m on true
      where b.store_id = ${storeId} and b.item_id = any(${itemIds}::uuid[]) and m.is_demand is not false) r
    left join lateral (
      select p10, p50, p90 from depletion_told where store_id = ${storeId} and item_id = r.item_id
        and at <= r.out_at - ${BEFORE} order by at desc limit 1) t on true
    where r.seen_since <= r.out_at - ${BEFORE} and (t.p50 is null or t.p50 > r.out_at - ${BEFORE})
      and not exists (
        select from movement m where m.store_id = ${storeId} and m.item_id = r.item_id and m.quantity > 0
          and m.recorded_at > r.out_at - ${BEFORE})
    on conflict do nothing`.execute(trx);
}

export interface StockOuts {
  n: number;
  within: number;
  early: number;
  late: number;
  untold: number;
}

/** How often items ran out since an instant, and how often within what was told: before it is early. */
export async function readStockOuts(db: Queryable, storeId: string, since: Date): Promise<StockOuts> {
  const { rows } = await sql<StockOuts>`
    select count(*)::int as n,
      count(*) filter (where at >= p10 and at <= coalesce(p90, 'infinity'))::int as within,
      count(*) filter (where at < p10)::int as early,
      count(*) filter (where at > p90)::int as late,
      count(*) filter (where p10 is null)::int as untold
    from stock_out where store_id = ${storeId} and at >= ${since}`.execute(db);
  return rows[0]!;
}
