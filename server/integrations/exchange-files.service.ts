import type { FileState, SupplierFile } from '../../shared/suppliers/supplier-exchange.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { putOut } from '../notifications/supplier-files.service.ts';
import { AppError, asAppError } from '../platform/errors.ts';
import { writeInterchange } from '../purchasing/x12/envelope.ts';
import { MAX_FILE_BYTES, type Arrived } from '../suppliers/exchange-folder.service.ts';
import {
  findExchanges,
  findFileWay,
  nextControlNumber,
  type Exchange,
} from '../suppliers/supplier-exchange.service.ts';
import {
  addOutFile,
  findWaitingAnswers,
  getFileContent,
  getVisibleFile,
  giveBack,
  noteKept,
  noteRead,
  takeAgain,
  takeFound,
  toFile,
  type FileRow,
} from '../suppliers/supplier-files.service.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import { told } from './file-reasons.ts';
import { readSupplierCsvFile } from './read-supplier-csv.service.ts';
import { readX12File, type FileOutcome, type FilesContext } from './read-x12.service.ts';

/** How files looked when they were looked at last: one that still grows is not read. */
export type Looks = Map<string, string>;

/**
 * Reads what came from suppliers, and puts out what answers it. What changed since the last look waits for the next one.
 * Any number of processes may do it.
 */
export async function exchangeFiles(
  ctx: FilesContext,
  looks: Looks,
  { stopped, onError }: { stopped: AbortSignal; onError: (error: unknown) => void },
): Promise<void> {
  for (const exchange of await findExchanges(ctx)) {
    if (stopped.aborted) return;
    // The folder of one supplier that cannot be read keeps nobody else's files.
    await exchangeWith(ctx, exchange, looks, stopped).catch(onError);
  }
}

async function exchangeWith(
  ctx: FilesContext,
  exchange: Exchange,
  looks: Looks,
  stopped: AbortSignal,
): Promise<void> {
  const arrived = await exchange.folderOf.arrived();
  const keyOf = (name: string): string => `${exchange.folder}/${name}`;
  const quiet = arrived.filter(({ name, size, modifiedAt }) => {
    const look = `${size} ${modifiedAt.getTime()}`;
    const isQuiet = looks.get(keyOf(name)) === look;
    looks.set(keyOf(name), look);
    return isQuiet;
  });
  for (const key of looks.keys())
    if (key.startsWith(keyOf('')) && !arrived.some(({ name }) => keyOf(name) === key)) looks.delete(key);
  for (const file of quiet) if (!stopped.aborted) await takeFile(ctx, exchange, file);
  for (const answer of await findWaitingAnswers(ctx.db, exchange.supplierId))
    await putOut(ctx, exchange, answer);
}

/** What came of a file; `failure` is for the log. */
type Read = Pick<FileOutcome, 'state' | 'controlNumber' | 'reasons'> & { failure?: Error };

/** Reads one file that lies in `in/`, once however often that is tried, and moves it to where it is kept. */
async function takeFile(ctx: FilesContext, exchange: Exchange, found: Arrived): Promise<void> {
  const { supplierId, folderOf } = exchange;
  const content = await folderOf.read(found.name);
  if (content === null) return;
  const bytes = content === 'too-large' ? null : content;
  const file = await takeFound(ctx, { ...found, supplierId, content: bytes });
  if (!file) return;
  try {
    const read: Omit<Read, 'state'> & { state: FileState } =
      file.state === 'taken' ? await readFile(ctx, exchange, file, bytes) : file;
    const keptAs = await folderOf.keep({ ...read, name: found.name }, ctx.clock.now());
    await noteKept(ctx.db, file.fileId, keptAs);
    if (read.failure !== undefined) throw read.failure;
  } finally {
    await giveBack(ctx.db, file.fileId);
  }
}

/** Reads a file, and writes down what came of it together with the answer to it. */
async function readFile(
  ctx: FilesContext,
  exchange: Exchange,
  file: FileRow,
  bytes: Buffer | null,
): Promise<Read> {
  const supplier = await getSupplierById(ctx.db, exchange.supplierId);
  const outcome: FileOutcome & { failure?: Error } = bytes
    ? await outcomeOf(ctx, exchange, supplier, file, bytes).catch(failureOf)
    : TOO_LARGE;
  const { answers, failure, ...finish } = outcome;
  const reasons = told(finish.reasons);
  const now = ctx.clock.now();
  await ctx.db.transaction().execute(async (trx) => {
    await noteRead(trx, file.fileId, { ...finish, reasons }, now);
    const { us, them, test, supplierId } = exchange;
    if (answers.length === 0 || !us || !them) return;
    const controlNumber = await nextControlNumber(trx, supplierId);
    const envelope = { sender: us, receiver: them, controlNumber, at: now, isTest: test };
    const name = `receipt-${`${outcome.controlNumber}`.padStart(9, '0')}-${`${controlNumber}`.padStart(9, '0')}.edi`;
    const { fileId, attempt } = file;
    const facts = {
      supplierId,
      name,
      kind: 'receipt',
      controlNumber,
      about: null,
      answers: { fileId, attempt },
    };
    await addOutFile(trx, { ...facts, text: writeInterchange(envelope, answers) }, now);
  });
  return { ...finish, reasons, ...(failure !== undefined && { failure }) };
}

/** A file that we fail at is put aside, so that it is not tried for ever. @throws the error where another try may go better */
function failureOf(error: unknown): FileOutcome & { failure: Error } {
  if (asAppError(error).code === 'unavailable') throw error;
  const failure = error instanceof Error ? error : new Error(String(error));
  const reasons = [{ place: 'the file', detail: 'could not be read; the mistake is ours, and was logged' }];
  return { ...TOO_LARGE, reasons, failure };
}

const TOO_LARGE: FileOutcome = {
  ...{ state: 'refused', kind: 'unread', sender: null, controlNumber: null, answers: [] },
  reasons: [
    { place: 'the file', detail: `is larger than ${MAX_FILE_BYTES / 1_000_000} MB; send it in parts` },
  ],
};

/** What is inside decides how a file is read: X12 begins with ISA. */
async function outcomeOf(
  ctx: FilesContext,
  exchange: Exchange,
  supplier: { id: string; name: string },
  { fileId }: FileRow,
  bytes: Buffer,
): Promise<FileOutcome> {
  const text = textOf(bytes);
  if (!/^[\ufeff\s]*ISA/.test(text.slice(0, 100))) return readSupplierCsvFile(ctx, supplier, bytes);
  return readX12File(ctx, exchange, supplier, { fileId, text });
}

/** UTF-8, or what was written before it. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Reads a file once more that was refused, or done in part: what was done is not done again.
 * @throws AppError `not-found`; `conflict` for a file of which all was done, or that is being read
 */
export async function readFileAgain(
  ctx: FilesContext,
  supplierId: string,
  fileId: string,
  storeIds: readonly string[] | null,
): Promise<SupplierFile> {
  const way = await findFileWay(ctx.db, ctx.exchangeDir, supplierId);
  const before = await getVisibleFile(ctx.db, supplierId, fileId, storeIds);
  if ('missing' in way) throw new AppError('conflict', `${way.missing}.`);
  const file = await ctx.db.transaction().execute(async (trx) => {
    const taken = await takeAgain(trx, ctx.clock, before);
    const entity = { id: fileId, name: before.name };
    await recordAudit(trx, ctx, { action: 'supplier.file-read', entity, before: { state: before.state } });
    return taken;
  });
  try {
    const read = await readFile(ctx, way, file, await getFileContent(ctx.db, file));
    await keepAgain(ctx, way, file, read);
    if (read.failure !== undefined) throw read.failure;
  } finally {
    await giveBack(ctx.db, fileId);
  }
  return toFile(await getVisibleFile(ctx.db, supplierId, fileId, null));
}

async function keepAgain(
  ctx: FilesContext,
  { folderOf, supplierId, ...way }: Exchange,
  { fileId, name, keptAs }: FileRow,
  read: Read,
): Promise<void> {
  if (keptAs !== null) {
    const kept = await folderOf.keepElsewhere(keptAs, { ...read, name }, ctx.clock.now());
    await noteKept(ctx.db, fileId, kept);
  }
  for (const answer of await findWaitingAnswers(ctx.db, supplierId))
    await putOut(ctx, { ...way, folderOf, supplierId }, answer);
}
