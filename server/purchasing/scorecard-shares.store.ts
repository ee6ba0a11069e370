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

interface HeldShare {
  shareId: string;
  from: Date;
  to: Date;
  by: string;
  createdAt: Date;
  expiresAt: Date;
}

/** Those of a supplier that still hold and count orders of these stores alone (null: any), the newest first. */
export async function listShares(
  db: Queryable,
  supplierId: string,
  storeIds: readonly string[] | null,
  now: Date,
): Promise<HeldShare[]> {
  const { rows } = await sql<HeldShare>`
    select id as "shareId", from_at as "from", to_at as "to", created_by as by, created_at as "createdAt",
      expires_at as "expiresAt"
    from scorecard_share where supplier_id = ${supplierId} and expires_at > ${now}
      and (${storeIds}::uuid[] is null or store_ids <@ ${storeIds}::uuid[])
    order by created_at desc, id desc`.execute(db);
  return rows;
}

/** The link opens nothing from now on. */
export async function endShare(trx: Transaction, id: string, now: Date): Promise<void> {
  await sql`update scorecard_share set expires_at = ${now} where id = ${id}`.execute(trx);
}
