import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { Claims, OpenClaim } from './depletion-claims.ts';

/** A movement that is entered later than this says nothing of the moment. */
const FRESH = sql.raw(`interval '1 hour'`);

export async function listOpenClaims(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
): Promise<OpenClaim[]> {
  const { rows } = await sql<OpenClaim>`
    select item_id as "itemId", p90 from depletion_claim
    where store_id = ${storeId} and item_id = any(${itemIds}::uuid[]) and closed_at is null`.execute(db);
  return rows;
}

/**
 * Judges those that are out, or were to be by now, and keeps what is said newly. Nothing can be learnt where goods came in, or
 * were counted or thrown away, or where it was not known yet what was sold before.
 */
export async function writeClaims(
  trx: Transaction,
  storeId: string,
  { opened, out, over }: Claims,
  now: Date,
): Promise<void> {
  if (out.length + over.length > 0)
    await sql`update depletion_claim c set closed_at = ${now},
        out_at = case when c.item_id = any(${out}::uuid[]) then coalesce((
          select max(m.at) from movement m where m.store_id = c.store_id and m.item_id = c.item_id and m.quantity < 0
            and m.recorded_at > c.at and m.at between ${now}::timestamptz - ${FRESH} and ${now}), ${now}) end,
        void = exists (
          select from movement m where m.store_id = c.store_id and m.item_id = c.item_id and m.recorded_at > c.at
            and (m.quantity > 0 or m.type not in ('sale', 'production') or m.at < c.at))
      where c.store_id = ${storeId} and c.item_id = any(${[...out, ...over]}::uuid[]) and c.closed_at is null`.execute(
      trx,
    );
  if (opened.length > 0)
    await sql`insert into depletion_claim (store_id, item_id, at, p10, p50, p90)
      select ${storeId}, "itemId", ${now}, p10, p50, p90 from jsonb_to_recordset(${JSON.stringify(opened)}::jsonb)
        as r ("itemId" uuid, p10 timestamptz, p50 timestamptz, p90 timestamptz)
      on conflict do nothing`.execute(trx);
}

/** How often it was said that an item runs out within hours, and how often the moment came within what was said. */
export async function readClaims(
  db: Queryable,
  storeId: string,
  since: Date,
): Promise<{ n: number; within: number; early: number; late: number }> {
  const { rows } = await sql<{ n: number; within: number; early: number; late: number }>`
    select count(*)::int as n,
      count(*) filter (where out_at between p10 and coalesce(p90, 'infinity'))::int as within,
      count(*) filter (where out_at < p10)::int as early,
      count(*) filter (where coalesce(out_at > p90, out_at is null))::int as late
    from depletion_claim where store_id = ${storeId} and at >= ${since} and closed_at is not null and not void`.execute(
    db,
  );
  return rows[0]!;
}
