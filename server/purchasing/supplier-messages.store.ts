import { sql } from 'kysely';
import type { Queryable } from '../platform/database.ts';

export interface InboxRow {
  id: string;
  via: 'api' | 'files';
  at: Date;
  type: string;
  fingerprint: Buffer;
  state: 'received' | 'done' | 'refused';
  problem: string | null;
  order: string | null;
  storeId: string | null;
  poId: string | null;
}

const columns = sql`id, via, at, type, fingerprint, state, problem, order_reference as "order", store_id as "storeId",
  purchase_order_id as "poId"`;

export async function findInboxEntry(
  db: Queryable,
  supplierId: string,
  id: string,
): Promise<InboxRow | undefined> {
  const { rows } = await sql<InboxRow>`select ${columns} from supplier_inbox
    where supplier_id = ${supplierId} and id = ${id}`.execute(db);
  return rows[0];
}

/** Newest first. */
export async function listInboxEntries(
  db: Queryable,
  supplierId: string,
  { before, limit }: { before: Date | null; limit: number },
): Promise<InboxRow[]> {
  const { rows } = await sql<InboxRow>`select ${columns} from supplier_inbox
    where supplier_id = ${supplierId} and (${before}::timestamptz is null or at < ${before})
    order by at desc, id limit ${limit}`.execute(db);
  return rows;
}

export interface NewInboxEntry extends Pick<InboxRow, 'id' | 'via' | 'type' | 'fingerprint' | 'order'> {
  body: unknown;
}

/** A message that was not done yet takes the place of what came under its id before. */
export async function insertInboxEntry(
  db: Queryable,
  supplierId: string,
  { id, via, type, fingerprint, order, body }: NewInboxEntry,
  now: Date,
): Promise<void> {
  await sql`insert into supplier_inbox (supplier_id, id, via, at, type, fingerprint, body, state, order_reference)
    values (${supplierId}, ${id}, ${via}, ${now}, ${type}, ${fingerprint}, ${JSON.stringify(body)}, 'received', ${order})
    on conflict (supplier_id, id) do update set at = ${now}, type = excluded.type, fingerprint = excluded.fingerprint,
      body = excluded.body, state = 'received', problem = null, order_reference = excluded.order_reference
    where supplier_inbox.state <> 'done'`.execute(db);
}

export async function finishInboxEntry(
  db: Queryable,
  supplierId: string,
  id: string,
  { state, problem, storeId, poId }: Pick<InboxRow, 'state' | 'problem' | 'storeId' | 'poId'>,
): Promise<void> {
  await sql`update supplier_inbox set state = ${state}, problem = ${problem}, store_id = coalesce(${storeId}, store_id),
      purchase_order_id = coalesce(${poId}, purchase_order_id)
    where supplier_id = ${supplierId} and id = ${id} and state <> 'done'`.execute(db);
}

/** An order that was sent to a supplier, by its number and the end of its store's id. */
export async function findSentOrder(
  db: Queryable,
  supplierId: string,
  { number, storeEnd }: { number: number; storeEnd: string },
): Promise<{ storeId: string; poId: string } | undefined> {
  const { rows } = await sql<{ storeId: string; poId: string }>`
    select store_id as "storeId", id as "poId" from purchase_order
    where supplier_id = ${supplierId} and number = ${number} and sent_at is not null
      and right(store_id::text, ${storeEnd.length}) = ${storeEnd}`.execute(db);
  return rows[0];
}
