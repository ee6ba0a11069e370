import { sql } from 'kysely';
import type { AvailabilityState } from '../../shared/stock/availability.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

export interface NewMark {
  itemId: string;
  state: AvailabilityState;
  remaining: number | null;
  reason: string | null;
  untilKind: 'instant' | 'restock' | 'end-of-day' | null;
  untilAt: Date | null;
  by: string;
}

/** Starts a mark. It counts the sales that are recorded from now on. */
export function insertMark(trx: Transaction, storeId: string, mark: NewMark, now: Date): Promise<void> {
  return insertMarks(trx, storeId, [mark], now);
}

/** {@link insertMark}, for many items. */
export async function insertMarks(
  trx: Transaction,
  storeId: string,
  marks: readonly NewMark[],
  now: Date,
): Promise<void> {
  await sql`insert into availability_mark (store_id, item_id, state, remaining, reason, until_kind, until_at, set_by, set_at, after_sale_line_id)
    select ${storeId}, "itemId", state, remaining, reason, "untilKind", "untilAt", by, ${now},
      coalesce((select max(id) from sale_line where store_id = ${storeId}), 0)
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as m ("itemId" uuid, state text, remaining numeric,
      reason text, "untilKind" text, "untilAt" timestamptz, by text)`.execute(trx);
}

export function endMark(
  trx: Transaction,
  storeId: string,
  itemId: string,
  because: 'replaced' | 'undone',
  now: Date,
): Promise<void> {
  return endMarks(trx, storeId, [itemId], because, now);
}

/** {@link endMark}, of many items. */
export async function endMarks(
  trx: Transaction,
  storeId: string,
  itemIds: readonly string[],
  because: 'replaced' | 'undone',
  now: Date,
): Promise<void> {
  await sql`update availability_mark set ended_at = ${now}, ended_because = ${because}
    where store_id = ${storeId} and item_id = any(${itemIds}::uuid[]) and ended_at is null`.execute(trx);
}

/** Ends the marks whose time has come; returns their items. */
export async function endExpiredMarks(trx: Transaction, storeId: string, now: Date): Promise<string[]> {
  const ended = await trx
    .updateTable('availability_mark')
    .set({ ended_at: now, ended_because: 'expired' })
    .where('store_id', '=', storeId)
    .where('ended_at', 'is', null)
    .where('until_at', '<=', now)
    .returning('item_id')
    .execute();
  return ended.map(({ item_id }) => item_id);
}

export async function listStoresWithExpiredMarks(db: Queryable, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('availability_mark')
    .select('store_id')
    .distinct()
    .where('ended_at', 'is', null)
    .where('until_at', '<=', now)
    .execute();
  return rows.map(({ store_id }) => store_id);
}
