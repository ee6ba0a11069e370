import { sql } from 'kysely';
import type { ScorecardPolicy, SavedScorecardPolicy } from '../../shared/purchasing/scorecard.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

/** Undefined as long as nobody set it. */
export async function findSavedPolicy(
  db: Queryable,
  { lock = false } = {},
): Promise<SavedScorecardPolicy | undefined> {
  // Whoever changes it waits for whoever does: also where there is no row yet.
  if (lock) await sql`lock table scorecard_policy in share row exclusive mode`.execute(db);
  const { rows } = await sql<{ policy: ScorecardPolicy; version: number }>`
    select policy, version from scorecard_policy`.execute(db);
  return rows[0] && { ...rows[0].policy, version: rows[0].version };
}

export async function savePolicy(trx: Transaction, policy: ScorecardPolicy, version: number): Promise<void> {
  await sql`insert into scorecard_policy (policy, version) values (${JSON.stringify(policy)}::jsonb, ${version})
    on conflict (single) do update set policy = excluded.policy, version = excluded.version`.execute(trx);
}
