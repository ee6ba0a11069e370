import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { ClaimCounts, Claims, OpenClaim } from './depletion-claims.ts';

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
 * Judges those that are out, or were to be by now, and keeps what is said newly. Nothing more can be learnt once goods came in, or
 * were counted or thrown away, nor where it was not known yet what was sold before.
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
        lost_at = (
          select min(greatest(m.at, c.at)) from movement m where m.store_id = c.store_id and m.item_id = c.item_id
            and m.recorded_at > c.at and (m.quantity > 0 or m.type not in ('sale', 'production') or m.at < c.at))
      where c.store_id = ${storeId} and c.item_id = any(${[...out, ...over]}::uuid[]) and c.closed_at is null`.execute(
      trx,
    );
  if (opened.length > 0)
    await sql`insert into depletion_claim (store_id, item_id, at, p10, p50, p90)
      select ${storeId}, "itemId", ${now}, p10, p50, p90 from jsonb_to_recordset(${JSON.stringify(opened)}::jsonb)
        as r ("itemId" uuid, p10 timestamptz, p50 timestamptz, p90 timestamptz)
      on conflict do nothing`.execute(trx);
}

/** What came of all that was said since an instant, by when each could be followed no more. */
export async function readClaims(db: Queryable, storeId: string, since: Date): Promise<ClaimCounts> {
  const { rows } = await sql<ClaimCounts>`
    select count(*)::int as n,
      count(*) filter (where out < p10)::int as early,
      count(*) filter (where lost < p10)::int as "lostEarly",
      count(*) filter (where out between p10 and p90)::int as within,
      count(*) filter (where lost between p10 and p90)::int as "lostWithin"
    from (
      select p10, coalesce(p90, 'infinity') as p90, case when out_at < coalesce(lost_at, 'infinity') then out_at end as out,
        case when lost_at <= coalesce(out_at, 'infinity') then lost_at end as lost
      from depletion_claim where store_id = ${storeId} and at >= ${since} and closed_at is not null) claim`.execute(
    db,
  );
  return rows[0]!;
}
