import type { FileReason } from '../../shared/suppliers/supplier-exchange.schema.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { noteTelling, findToTell } from '../purchasing/telling.service.ts';
import type { SupplierDocument } from '../purchasing/supplier-document.ts';
import { writeInterchange } from '../purchasing/x12/envelope.ts';
import type { GroupAnswer } from '../purchasing/x12/functional-acknowledgement.ts';
import { orderProblem, writeOrder } from '../purchasing/x12/order.ts';
import {
  findFileWay,
  nextControlNumber,
  type Exchange,
  type ExchangeContext,
} from '../suppliers/supplier-exchange.service.ts';
import {
  addOutFile,
  findFileOfMessage,
  findOrderSentUnder,
  getFileContent,
  giveUpFile,
  noteSent,
  type FileRow,
} from '../suppliers/supplier-files.service.ts';
import { problemOf, type Outcome } from './delivery.ts';
import { failSent, type SupplierMessage } from './messages.store.ts';
import { orderCsv } from './supplier-csv.ts';

/** One try to put an order into the folder of its supplier: however often it is tried, it is the same file. */
export async function deliverAsFile(ctx: ExchangeContext, message: SupplierMessage): Promise<Outcome> {
  const way = await findFileWay(ctx.db, ctx.exchangeDir, message.supplierId);
  if ('missing' in way) return { state: 'failed', problem: `${way.missing}.` };
  const { document } = await inStoreView(ctx.db, message.storeId, (db) =>
    findToTell(db, message.storeId, message.eventId),
  );
  const problem = way.format === 'x12' ? orderProblem(document) : null;
  if (problem !== null) return { state: 'failed', problem };
  const file = await fileFor(ctx, way, message, document);
  try {
    await putOut(ctx, way, file);
  } catch (error) {
    return { state: 'retry', problem: problemOf(error) };
  }
  return { state: 'sent' };
}

/** Its control number and its text are settled at the first try. */
async function fileFor(
  ctx: ExchangeContext,
  way: Exchange,
  { id: messageId, supplierId, storeId, poId }: SupplierMessage,
  document: SupplierDocument,
): Promise<FileRow> {
  const known = await findFileOfMessage(ctx.db, messageId);
  if (known) return known;
  const now = ctx.clock.now();
  await ctx.db.transaction().execute(async (trx) => {
    const number = way.format === 'x12' ? await nextControlNumber(trx, supplierId) : null;
    const text = number === null ? orderCsv(document) : orderInterchange(way, document, number, now);
    const { reference, version } = document;
    const end = number === null ? '.csv' : `-${`${number}`.padStart(9, '0')}.edi`;
    const about = { messageId, storeId, poId };
    await addOutFile(
      trx,
      {
        ...{ supplierId, name: `order-${reference}-v${version}${end}`, kind: KINDS[document.kind] },
        ...{ controlNumber: number, about, answers: null, text },
      },
      now,
    );
  });
  return (await findFileOfMessage(ctx.db, messageId))!;
}

const KINDS: Readonly<Record<SupplierDocument['kind'], string>> = {
  sent: 'order',
  amended: 'changed order',
  cancelled: 'cancellation',
};

function orderInterchange(
  { us, them, test }: Exchange,
  document: SupplierDocument,
  controlNumber: number,
  at: Date,
): string {
  const envelope = { sender: us!, receiver: them!, controlNumber, at, isTest: test };
  return writeInterchange(envelope, [writeOrder(document)]);
}

/** Writes a file of ours where the gateway fetches it; one that lies there already, or was fetched, is left alone. */
export async function putOut(ctx: ExchangeContext, { folderOf }: Exchange, file: FileRow): Promise<void> {
  if (file.state !== 'waiting') return;
  await folderOf.write(file.name, await getFileContent(ctx.db, file));
  await noteSent(ctx.db, file.fileId, 'sent');
}

/**
 * The system of a supplier took an order of ours, or refused it: that stands in the story of the order, and a refusal in the
 * log of messages too. Null for an answer to something that we did not send.
 */
export async function noteFileAnswer(
  ctx: ExchangeContext,
  supplier: { id: string; name: string },
  { controlNumber, state, problem }: GroupAnswer,
): Promise<FileRow | null> {
  const file = await findOrderSentUnder(ctx.db, supplier.id, controlNumber);
  if (!file) return null;
  const { fileId, storeId, poId, messageId, name } = file;
  const why = problem ?? 'without a reason';
  const reasons: FileReason[] = state === 'refused' ? [{ place: 'the order', detail: why }] : [];
  await inStoreTransaction(ctx, storeId!, async (trx) => {
    if (!(await noteSent(trx, fileId, state, reasons))) return;
    const now = ctx.clock.now();
    const telling =
      state === 'accepted'
        ? ({ kind: 'mailed', words: `997: ${name} was accepted by the system of ${supplier.name}` } as const)
        : ({
            kind: 'mail-failed',
            words: `997: the system of ${supplier.name} refused ${name}: ${why}`,
          } as const);
    await noteTelling(trx, storeId!, poId!, { ...telling, via: 'file' }, now);
    if (state === 'accepted' || messageId === null) return;
    await failSent(
      trx,
      storeId!,
      messageId,
      `refused by the system of ${supplier.name}: ${why}`.slice(0, 300),
    );
    await giveUpFile(trx, fileId);
  });
  return file;
}
