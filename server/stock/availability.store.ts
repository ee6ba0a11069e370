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
export async function insertMark(trx: Transaction, storeId: string, mark: NewMark, now: Date): Promise<void> {
  await sql`insert into availability_mark (store_id, item_id, state, remaining, reason, until_kind, until_at, set_by, set_at, after_sale_line_id)
    values (${storeId}, ${mark.itemId}, ${mark.state}, ${mark.remaining}, ${mark.reason}, ${mark.untilKind}, ${mark.untilAt}, ${mark.by}, ${now},
      coalesce((select max(id) from sale_line where store_id = ${storeId}), 0))`.execute(trx);
}

export async function endMark(
  trx: Transaction,
  storeId: string,
  itemId: string,
  because: 'replaced' | 'undone',
  now: Date,
): Promise<void> {
  await trx
    .updateTable('availability_mark')
    .set({ ended_at: now, ended_because: because })
    .where('store_id', '=', storeId)
    .where('item_id', '=', itemId)
    .where('ended_at', 'is', null)
    .execute();
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
