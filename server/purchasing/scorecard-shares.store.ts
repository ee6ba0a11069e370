import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';

/** A scorecard that its supplier may see by a link. */
export interface ShareRow {
  id: string;
  supplierId: string;
  /** Null: all. */
  storeIds: string[] | null;
  from: Date;
  to: Date;
  by: string;
  expiresAt: Date;
}

export async function insertShare(trx: Transaction, row: ShareRow, now: Date): Promise<void> {
  const { id, supplierId, storeIds, from, to, by, expiresAt } = row;
  await sql`insert into scorecard_share (id, supplier_id, store_ids, from_at, to_at, created_at, created_by, expires_at)
    values (${id}, ${supplierId}, ${storeIds}::uuid[], ${from}, ${to}, ${now}, ${by}, ${expiresAt})`.execute(
    trx,
  );
}

/** One whose time is not over yet. */
export async function findShare(db: Queryable, id: string, now: Date): Promise<ShareRow | undefined> {
  const { rows } = await sql<ShareRow>`
    select id, supplier_id as "supplierId", store_ids as "storeIds", from_at as "from", to_at as "to", created_by as by,
      expires_at as "expiresAt"
    from scorecard_share where id = ${id} and expires_at > ${now}`.execute(db);
  return rows[0];
}
