import { sql } from 'kysely';
import type { ServiceLevels } from '../../shared/purchasing/reorder-policy.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

export interface PolicyRow {
  levels: ServiceLevels;
  version: number;
}

/** Undefined where a store has never set its own. */
export async function findReorderPolicy(db: Queryable, storeId: string): Promise<PolicyRow | undefined> {
  const { rows } = await sql<ServiceLevels & { version: number }>`
    select level_a as "A", level_b as "B", level_c as "C", level_perishable as perishable, version
    from reorder_policy where store_id = ${storeId}`.execute(db);
  if (!rows[0]) return undefined;
  const { version, ...levels } = rows[0];
  return { levels, version };
}

/** Returns the new version. */
export async function upsertReorderPolicy(
  trx: Transaction,
  storeId: string,
  { A, B, C, perishable }: ServiceLevels,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into reorder_policy (store_id, level_a, level_b, level_c, level_perishable)
    values (${storeId}, ${A}, ${B}, ${C}, ${perishable})
    on conflict (store_id) do update set level_a = excluded.level_a, level_b = excluded.level_b, level_c = excluded.level_c,
      level_perishable = excluded.level_perishable, version = reorder_policy.version + 1
    returning version`.execute(trx);
  return rows[0]!.version;
}
