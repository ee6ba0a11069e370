import { sql } from 'kysely';
import type { Standing, StandingInForce } from '../../shared/purchasing/scorecard.schema.ts';
import type { Queryable } from '../platform/database.ts';

/** How a supplier stands, as it is kept. */
export interface StandingRow {
  supplierId: string;
  standing: Standing;
  score: number | null;
}

/** By supplier; those never looked at are missing. */
export async function listStandings(db: Queryable): Promise<Map<string, StandingInForce>> {
  const { rows } = await sql<StandingRow & { since: Date; asOf: Date }>`
    select supplier_id as "supplierId", standing, score, since, as_of as "asOf" from supplier_standing`.execute(
    db,
  );
  return new Map(
    rows.map(({ supplierId, standing, score, since, asOf }) => [
      supplierId,
      { ...standing, score, since: since.toISOString(), asOf: asOf.toISOString() },
    ]),
  );
}

/** `since` stays as long as the word does. */
export async function upsertStandings(db: Queryable, rows: readonly StandingRow[], now: Date): Promise<void> {
  await sql`insert into supplier_standing (supplier_id, standing, score, since, as_of)
    select r."supplierId", r.standing, r.score, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("supplierId" uuid, standing jsonb, score float8)
    order by 1
    on conflict (supplier_id) do update set standing = excluded.standing, score = excluded.score, as_of = excluded.as_of,
      since = case when supplier_standing.standing ->> 'word' = excluded.standing ->> 'word'
        then supplier_standing.since else excluded.since end`.execute(db);
}
