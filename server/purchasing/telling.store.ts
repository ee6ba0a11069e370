import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { SupplierDocument } from './supplier-document.ts';

/** Stores whose suppliers have something to hear yet. */
export async function listStoresWithUntold(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct store_id as id from purchase_order_event where told_at is null`.execute(db);
  return rows.map(({ id }) => id);
}

/** What a supplier has to hear. */
export interface UntoldRow {
  eventId: number;
  poId: string;
  supplierId: string;
  document: SupplierDocument;
}

const columns = sql`e.id as "eventId", e.purchase_order_id as "poId", o.supplier_id as "supplierId", e.document`;
const source = sql`purchase_order_event e
  join purchase_order o on o.store_id = e.store_id and o.id = e.purchase_order_id`;

/** Oldest first. */
export async function listUntold(db: Queryable, storeId: string, limit: number): Promise<UntoldRow[]> {
  const { rows } = await sql<UntoldRow>`select ${columns} from ${source}
    where e.store_id = ${storeId} and e.told_at is null order by e.id limit ${limit}`.execute(db);
  return rows;
}

export async function getToTell(db: Queryable, storeId: string, eventId: number): Promise<UntoldRow> {
  const { rows } = await sql<UntoldRow>`select ${columns} from ${source}
    where e.store_id = ${storeId} and e.id = ${eventId}`.execute(db);
  return rows[0]!;
}

export async function markTold(
  trx: Transaction,
  storeId: string,
  eventIds: readonly number[],
  now: Date,
): Promise<void> {
  await sql`update purchase_order_event set told_at = ${now}
    where store_id = ${storeId} and id = any(${eventIds}::bigint[])`.execute(trx);
}
