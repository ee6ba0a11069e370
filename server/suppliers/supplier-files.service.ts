import { createHash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type {
  FileReason,
  FileState,
  RefusedFiles,
  SupplierFile,
} from '../../shared/suppliers/supplier-exchange.schema.ts';
import { stretched, type Clock } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { AppError, notFound } from '../platform/errors.ts';
import { unknownCursor } from '../platform/paging.ts';
import { isId } from '../platform/validation.ts';
import type { Arrived } from './exchange-folder.service.ts';
import {
  claimAgain,
  claimFile,
  countRefused,
  detachMessage,
  findContent,
  findFile,
  findOfMessage,
  findSameNumber,
  findSentUnder,
  finishFile,
  insertOutFile,
  listFiles,
  listStoresEnding,
  listWaiting,
  releaseFile,
  setKeptAs,
  setState,
  type FileRow,
  type Finish,
  type NewOutFile,
} from './supplier-files.store.ts';
import { getSupplierById } from './suppliers.service.ts';

export type { FileRow } from './supplier-files.store.ts';

/** Longer than a file takes to be read; one whose reader was killed is taken up again then. */
const CLAIM_MS = 60_000;

/** Who was refused sends again within days; what is older is history. */
const REFUSED_MS = 3 * 24 * 60 * 60_000;

interface Timed {
  db: Queryable;
  clock: Clock;
}

/** Files that came from and went to a supplier, newest first, after the one that `after` names. @throws AppError `not-found` */
export async function findFilePage(
  { db }: Timed,
  supplierId: string,
  { storeIds, after, limit }: { storeIds: string[] | null; after?: string | undefined; limit: number },
): Promise<SupplierFile[]> {
  await getSupplierById(db, supplierId);
  const [at = '', id = ''] = after?.split(' ') ?? [];
  if (after !== undefined && (!isId(id) || Number.isNaN(Date.parse(at)))) throw unknownCursor();
  const before = after === undefined ? undefined : { at, id };
  return (await listFiles(db, supplierId, { storeIds, before, limit })).map(toFile);
}

/** By supplier, files of the last days that were refused and not read since. */
export function findRefused(
  { db, clock }: Timed,
  storeIds: readonly string[] | null,
): Promise<RefusedFiles[]> {
  return countRefused(db, new Date(clock.now().getTime() - REFUSED_MS), storeIds);
}

/** What the list of files is ordered by. */
export function keyOfFile({ at, fileId }: SupplierFile): string {
  return `${at} ${fileId}`;
}

/** @throws AppError `not-found`, also for a file with orders of stores that are not among `storeIds` */
export async function getVisibleFile(
  db: Queryable,
  supplierId: string,
  fileId: string,
  storeIds: readonly string[] | null,
): Promise<FileRow> {
  const file = await findFile(db, supplierId, fileId);
  const isVisible = file && (storeIds === null || file.storeIds.every((id) => storeIds.includes(id)));
  if (!isVisible) throw notFound(`File ${fileId}`);
  return file;
}

/** What a file holds. @throws AppError `not-found` for one that was too large to be kept */
export async function getFileContent(db: Queryable, { fileId, name }: FileRow): Promise<Buffer> {
  const content = await findContent(db, fileId);
  if (!content) throw notFound(`The content of ${name}`);
  return content;
}

/** A file that came, as it was found. `content` is absent for one that is too large. */
export interface Found extends Arrived {
  supplierId: string;
  content: Buffer | null;
}

/** Takes a file up that was found; undefined while somebody else reads it. */
export async function takeFound(
  { db, clock }: Context,
  { supplierId, name, size, modifiedAt, content }: Found,
): Promise<FileRow | undefined> {
  const now = clock.now();
  // Of what is too large only its outside is looked at.
  const digest = digestOf(content ?? Buffer.from(`${name} ${size} ${modifiedAt.getTime()}`));
  return db.transaction().execute(async (trx) =>
    claimFile(
      trx,
      {
        ...{
          id: uuidv7(),
          supplierId,
          name: name.slice(0, 200),
          kind: 'unread',
          state: 'taken',
          digest,
          content,
        },
        ...{ size, storeIds: content ? await storesNamedIn(trx, content) : [], modifiedAt },
      },
      { now, until: new Date(now.getTime() + stretched(clock, CLAIM_MS)) },
    ),
  );
}

/** Takes a file up once more. @throws AppError `conflict` for one of which all was done, or that is being read */
export async function takeAgain(
  trx: Transaction,
  clock: Clock,
  { fileId, name, state, direction, readable }: FileRow,
): Promise<FileRow> {
  if (direction === 'out') throw new AppError('conflict', `${name} is ours; only what came is read.`);
  if (!readable) throw new AppError('conflict', `${name} was not kept; let the supplier send it again.`);
  if (state === 'done') throw new AppError('conflict', `All of ${name} was done already.`);
  const now = clock.now();
  const until = new Date(now.getTime() + stretched(clock, CLAIM_MS));
  const taken = await claimAgain(trx, fileId, { now, until });
  if (!taken) throw new AppError('conflict', `${name} is being read just now; look again in a minute.`);
  return taken;
}

/** Stores whose orders a file names by their references, whatever else it says. */
export async function storesNamedIn(db: Queryable, content: Buffer): Promise<string[]> {
  const found = content.toString('latin1').matchAll(/\b\d{1,13}-([0-9A-Fa-f]{8})\b/g);
  return listStoresEnding(db, [...new Set([...found].map(([, end]) => end!.toLowerCase()))]);
}

export function digestOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The earlier file with the same control number of which something was done. */
export function findSameControlNumber(
  db: Queryable,
  supplierId: string,
  like: { fileId: string; sender: string; controlNumber: number },
): Promise<FileRow | undefined> {
  return findSameNumber(db, supplierId, like);
}

/** What came of reading a file. */
export function noteRead(trx: Transaction, fileId: string, finish: Finish, now: Date): Promise<void> {
  return finishFile(trx, fileId, finish, now);
}

/** A file that could not be read for reasons of ours is read later. */
export function giveBack(db: Queryable, fileId: string): Promise<void> {
  return releaseFile(db, fileId);
}

export function noteKept(db: Queryable, fileId: string, keptAs: string): Promise<void> {
  return setKeptAs(db, fileId, keptAs);
}

/** A file that is to go out; its content is what it will be, however often it is written. */
export async function addOutFile(
  trx: Transaction,
  file: Omit<NewOutFile, 'id' | 'digest' | 'size' | 'state' | 'storeIds' | 'content'> & { text: string },
  now: Date,
): Promise<void> {
  const { text, ...rest } = file;
  const content = Buffer.from(text);
  const storeIds = rest.about ? [rest.about.storeId] : await storesNamedIn(trx, content);
  const facts = { id: uuidv7(), digest: digestOf(content), size: content.length, state: 'waiting' as const };
  await insertOutFile(trx, { ...rest, ...facts, content, storeIds }, now);
}

export function findFileOfMessage(db: Queryable, messageId: string): Promise<FileRow | undefined> {
  return findOfMessage(db, messageId);
}

/** The order that we sent under a control number. */
export function findOrderSentUnder(
  db: Queryable,
  supplierId: string,
  controlNumber: number,
): Promise<FileRow | undefined> {
  return findSentUnder(db, supplierId, controlNumber);
}

/** Answers to what came, which lie in no folder yet. */
export function findWaitingAnswers(db: Queryable, supplierId: string): Promise<FileRow[]> {
  return listWaiting(db, supplierId);
}

/** What became of a file of ours; false where that was known already. */
export function noteSent(
  db: Queryable,
  fileId: string,
  state: FileState,
  reasons: readonly FileReason[] = [],
): Promise<boolean> {
  return setState(db, fileId, state, reasons);
}

/** A file of ours was refused for good: what it carried goes out in another one, if it is sent again. */
export function giveUpFile(db: Queryable, fileId: string): Promise<void> {
  return detachMessage(db, fileId);
}

/** As it is shown. */
export function toFile(row: FileRow): SupplierFile {
  const { fileId, direction, name, kind, at, state, reasons, size, seen, readable } = row;
  const { controlNumber, storeId, poId } = row;
  return {
    ...{ fileId, direction, name, kind, at: at.toISOString(), state, reasons, size, seen, readable },
    ...(controlNumber !== null && { controlNumber }),
    ...(storeId !== null && { storeId }),
    ...(poId !== null && { poId }),
  };
}
