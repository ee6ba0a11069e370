import { sql } from 'kysely';
import type { BackorderPolicy } from '../../shared/orders/backorder.schema.ts';
import type { Queryable } from '../platform/database.ts';

interface PolicyRow extends Omit<BackorderPolicy, 'quietHours' | 'weights'> {
  age: number;
  due: number;
  loyalty: number;
  importance: number;
  quietFrom: string | null;
  quietUntil: string | null;
}

export async function findPolicy(db: Queryable, storeId: string): Promise<BackorderPolicy | undefined> {
  const { rows } = await sql<PolicyRow>`
    select preset, weight_age as age, weight_due as due, weight_loyalty as loyalty, weight_importance as importance,
      partial_fill as "partialFill", pass_smaller as "passSmaller", promise_threshold_minutes as "promiseThresholdMinutes",
      to_char(quiet_from, 'HH24:MI') as "quietFrom", to_char(quiet_until, 'HH24:MI') as "quietUntil"
    from backorder_policy where store_id = ${storeId}`.execute(db);
  if (!rows[0]) return undefined;
  const { age, due, loyalty, importance, quietFrom, quietUntil, preset, ...rest } = rows[0];
  return {
    ...(preset && { preset }),
    ...rest,
    weights: { age, due, loyalty, importance },
    quietHours: quietFrom !== null && quietUntil !== null ? { from: quietFrom, until: quietUntil } : null,
  };
}
