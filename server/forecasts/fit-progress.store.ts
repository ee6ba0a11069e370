import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';

/** How far it is; of histories that are read, in hundredths. */
export interface FitProgress {
  step: 'history' | 'reading' | 'fitting';
  done: number;
  of: number;
}

export async function writeProgress(
  trx: Transaction,
  storeId: string,
  { step, done, of }: FitProgress,
  now: Date,
): Promise<void> {
  await sql`insert into fit_progress (store_id, step, done, total, at)
    values (${storeId}, ${step}, ${done}, ${of}, ${now})
    on conflict (store_id) do update set step = excluded.step, done = excluded.done, total = excluded.total,
      at = excluded.at`.execute(trx);
}

export async function clearProgress(trx: Transaction, storeId: string): Promise<void> {
  await sql`delete from fit_progress where store_id = ${storeId}`.execute(trx);
}

/** How far the forecasts are that are being made; null when none are. */
export async function findProgress(db: Queryable, storeId: string): Promise<FitProgress | null> {
  const { rows } = await sql<FitProgress>`
    select step, done, total as of from fit_progress where store_id = ${storeId}`.execute(db);
  return rows[0] ?? null;
}

/** Which part of what a store recorded is in its history already, from 0 to 1: by numbers, which are in order. */
export async function readShareOfHistory(db: Queryable, storeId: string): Promise<number> {
  const { rows } = await sql<{ share: number }>`
    select coalesce((c.movement_id - m.first)::float8 / nullif(m.last - m.first, 0), 0) as share
    from (select min(id) as first, max(id) as last from movement where store_id = ${storeId}) m
    left join demand_cursor c on c.store_id = ${storeId}`.execute(db);
  return Math.min(1, Math.max(0, rows[0]!.share));
}
