import { sql } from 'kysely';
import type { FileReason, FileState, RefusedFiles } from '../../shared/suppliers/supplier-exchange.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

export interface FileRow {
  fileId: string;
  supplierId: string;
  direction: 'in' | 'out';
  name: string;
  kind: string;
  at: Date;
  state: FileState;
  controlNumber: number | null;
  size: number;
  reasons: FileReason[];
  storeIds: string[];
  storeId: string | null;
  poId: string | null;
  messageId: string | null;
  attempt: number;
  seen: number;
  modifiedAt: Date | null;
  keptAs: string | null;
  readable: boolean;
}

const columns = sql`id as "fileId", supplier_id as "supplierId", direction, name, kind, at, state,
  control_number as "controlNumber", size, reasons, store_ids as "storeIds", store_id as "storeId",
  purchase_order_id as "poId", message_id as "messageId", attempt, seen, modified_at as "modifiedAt", kept_as as "keptAs",
  content is not null as readable`;

export interface FilePage {
  /** Only files that name orders of no other stores; all for null. */
  storeIds: readonly string[] | null;
  before?: { at: string; id: string } | undefined;
  limit: number;
}

/** Newest first. */
export async function listFiles(
  db: Queryable,
  supplierId: string,
  { storeIds, before, limit }: FilePage,
): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`select ${columns} from supplier_file
    where supplier_id = ${supplierId}
      and ${storeIds === null ? sql`true` : sql`store_ids <@ ${storeIds}::uuid[]`}
      and ${before === undefined ? sql`true` : sql`(at, id) < (${before.at}::timestamptz, ${before.id}::uuid)`}
    order by at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** By supplier, how much of what came since then was refused, wholly or in part. */
export async function countRefused(
  db: Queryable,
  since: Date,
  storeIds: readonly string[] | null,
): Promise<RefusedFiles[]> {
  const { rows } = await sql<RefusedFiles>`
    select f.supplier_id as "supplierId", s.name as supplier, count(*) as count
    from supplier_file f join supplier s on s.id = f.supplier_id
    where f.direction = 'in' and f.state in ('refused', 'partly') and f.finished_at >= ${since}
      and ${storeIds === null ? sql`true` : sql`f.store_ids <@ ${storeIds}::uuid[]`}
    group by f.supplier_id, s.name order by lower(s.name)`.execute(db);
  return rows;
}

export async function findFile(
  db: Queryable,
  supplierId: string,
  fileId: string,
): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select ${columns} from supplier_file
    where supplier_id = ${supplierId} and id = ${fileId}`.execute(db);
  return rows[0];
}

export async function findContent(db: Queryable, fileId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ content: Buffer | null }>`
    select content from supplier_file where id = ${fileId}`.execute(db);
  return rows[0]?.content ?? null;
}

/** A file as it is first known. */
export interface NewFile {
  id: string;
  supplierId: string;
  name: string;
  kind: string;
  state: FileState;
  digest: string;
  content: Buffer | null;
  size: number;
  storeIds: readonly string[];
}

export interface NewOutFile extends NewFile {
  controlNumber: number | null;
  /** The message that it carries, with its order. */
  about: { messageId: string; storeId: string; poId: string } | null;
  /** The file that it answers, as it was read for the so-manieth time. */
  answers: { fileId: string; attempt: number } | null;
}

/** Once for each message, and for each reading of a file. */
export async function insertOutFile(trx: Transaction, file: NewOutFile, now: Date): Promise<void> {
  const { id, supplierId, name, kind, state, digest, content, size, storeIds, about, answers } = file;
  await sql`insert into supplier_file (id, supplier_id, direction, name, kind, at, state, control_number, digest, content, size,
      store_ids, store_id, purchase_order_id, message_id, answers, attempt)
    values (${id}, ${supplierId}, 'out', ${name}, ${kind}, ${now}, ${state}, ${file.controlNumber}, ${digest}, ${content},
      ${size}, ${storeIds}::uuid[], ${about?.storeId ?? null}, ${about?.poId ?? null}, ${about?.messageId ?? null},
      ${answers?.fileId ?? null}, ${answers?.attempt ?? 1})
    on conflict do nothing`.execute(trx);
}

export async function findOfMessage(db: Queryable, messageId: string): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select ${columns} from supplier_file
    where message_id = ${messageId}`.execute(db);
  return rows[0];
}

/** What we sent last under a control number, with an order in it. */
export async function findSentUnder(
  db: Queryable,
  supplierId: string,
  controlNumber: number,
): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select ${columns} from supplier_file
    where supplier_id = ${supplierId} and direction = 'out' and control_number = ${controlNumber}
      and purchase_order_id is not null
    order by at desc limit 1`.execute(db);
  return rows[0];
}

/** Answers that are not in their folder yet. */
export async function listWaiting(db: Queryable, supplierId: string): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`select ${columns} from supplier_file
    where supplier_id = ${supplierId} and state = 'waiting' and purchase_order_id is null order by at, id`.execute(
    db,
  );
  return rows;
}

/**
 * A file that was found, for one reader until `until`: as it is known already, or as new. A known one that was not wholly
 * done, and was put there anew since, is to be read again. Undefined while somebody else has it.
 */
export async function claimFile(
  trx: Transaction,
  file: NewFile & { modifiedAt: Date },
  { now, until }: { now: Date; until: Date },
): Promise<FileRow | undefined> {
  const { id, supplierId, name, kind, digest, content, size, storeIds, modifiedAt } = file;
  const isNew = sql`(supplier_file.name, supplier_file.modified_at) is distinct from (excluded.name, excluded.modified_at)`;
  const isAgain = sql`supplier_file.state in ('partly', 'refused') and ${isNew}`;
  const { rows } =
    await sql<FileRow>`insert into supplier_file (id, supplier_id, direction, name, kind, at, state, digest, content,
      size, store_ids, modified_at, claimed_until)
    values (${id}, ${supplierId}, 'in', ${name}, ${kind}, ${now}, ${file.state}, ${digest}, ${content}, ${size},
      ${storeIds}::uuid[], ${modifiedAt}, ${until})
    on conflict (supplier_id, digest) where direction = 'in' do update set claimed_until = ${until},
      state = case when ${isAgain} then 'taken' else supplier_file.state end,
      attempt = supplier_file.attempt + case when ${isAgain} then 1 else 0 end,
      seen = supplier_file.seen + case when ${isNew} then 1 else 0 end,
      name = excluded.name, modified_at = excluded.modified_at
    where supplier_file.claimed_until is null or supplier_file.claimed_until <= ${now}
    returning ${columns}`.execute(trx);
  return rows[0];
}

/** As {@link claimFile}, for a file that is known. Undefined for one that is not to be read, or that somebody reads just now. */
export async function claimAgain(
  trx: Transaction,
  fileId: string,
  { now, until }: { now: Date; until: Date },
): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`update supplier_file
    set claimed_until = ${until}, attempt = attempt + case when state = 'taken' then 0 else 1 end, state = 'taken'
    where id = ${fileId} and direction = 'in' and content is not null and state in ('taken', 'partly', 'refused')
      and (claimed_until is null or claimed_until <= ${now})
    returning ${columns}`.execute(trx);
  return rows[0];
}

/** The earlier file with this control number of its sender of which something was done. */
export async function findSameNumber(
  db: Queryable,
  supplierId: string,
  { fileId, sender, controlNumber }: { fileId: string; sender: string; controlNumber: number },
): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select ${columns} from supplier_file
    where supplier_id = ${supplierId} and direction = 'in' and sender = ${sender}
      and control_number = ${controlNumber} and state in ('done', 'partly') and id <> ${fileId}
    order by at limit 1`.execute(db);
  return rows[0];
}

export interface Finish {
  state: FileState;
  kind: string;
  sender: string | null;
  controlNumber: number | null;
  reasons: readonly FileReason[];
}

export async function finishFile(
  trx: Transaction,
  fileId: string,
  { state, kind, sender, controlNumber, reasons }: Finish,
  now: Date,
): Promise<void> {
  await sql`update supplier_file set state = ${state}, kind = ${kind}, sender = ${sender}, control_number = ${controlNumber},
      reasons = ${JSON.stringify(reasons)}, finished_at = ${now}, claimed_until = null
    where id = ${fileId}`.execute(trx);
}

/** Whoever has a file gives it back as it is. */
export async function releaseFile(db: Queryable, fileId: string): Promise<void> {
  await sql`update supplier_file set claimed_until = null where id = ${fileId}`.execute(db);
}

export async function setKeptAs(db: Queryable, fileId: string, keptAs: string): Promise<void> {
  await sql`update supplier_file set kept_as = ${keptAs} where id = ${fileId}`.execute(db);
}

/** What became of a file of ours; false where that was known already. */
export async function setState(
  db: Queryable,
  fileId: string,
  state: FileState,
  reasons: readonly FileReason[] = [],
): Promise<boolean> {
  const { numAffectedRows = 0n } =
    await sql`update supplier_file set state = ${state}, reasons = ${JSON.stringify(reasons)}
      where id = ${fileId} and state <> ${state}`.execute(db);
  return numAffectedRows > 0n;
}

/** A file that was refused: what it carried goes out in another one, if it is sent again. */
export async function detachMessage(db: Queryable, fileId: string): Promise<void> {
  await sql`update supplier_file set message_id = null where id = ${fileId}`.execute(db);
}

/** Stores whose ids end like this. */
export async function listStoresEnding(db: Queryable, ends: readonly string[]): Promise<string[]> {
  if (ends.length === 0) return [];
  const { rows } = await sql<{ id: string }>`select id from store
    where right(id::text, 8) = any(${ends}::text[])`.execute(db);
  return rows.map(({ id }) => id);
}
