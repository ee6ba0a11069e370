import { uuidv7 } from 'uuidv7';
import type { FieldError } from '../../shared/errors.ts';
import type { Transfer, TransferReceiveInput } from '../../shared/purchasing/transfer.schema.ts';
import { CLOCK_SKEW_TOLERANCE_MS } from '../../shared/time.ts';
import { listItemReferences } from '../items/items.service.ts';
import { toStockUnit } from '../items/units.ts';
import type { Context } from '../platform/context.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { bookTransferred } from '../stock/goods-between.service.ts';
import type { Deed } from './purchase-orders.service.ts';
import {
  insertTransferReceipt,
  isTransferReceipt,
  listTransferReceipts,
  markTransferReceiptUndone,
  resetTransferDeliveries,
} from './transfer-deliveries.store.ts';
import { cameProblem, inTransitOf } from './transfer-rules.ts';
import { cameWords } from './transfer-words.ts';
import { changeTransfer, resetTransferState, type TransferWork } from './transfers.service.ts';
import { addToTransferLines, type LineNews, type TransferLineRow } from './transfers.store.ts';

type Entry = NonNullable<TransferReceiveInput['lines']>[number];

/** What came of a line. */
interface Arrival extends LineNews {
  id: string;
  line: TransferLineRow;
}

/**
 * Takes goods of another store in: what was kept goes into stock and from there to who waits for it, what is sent back into
 * the stock of the store it came from; what was lost is in nobody's.
 * @throws AppError `invalid` naming each line that is wrong, such as more than is on its way; `conflict`
 */
export function receiveTransfer(
  ctx: Context,
  storeId: string,
  transferId: string,
  input: TransferReceiveInput,
  deed: Deed,
): Promise<Transfer> {
  return changeTransfer(ctx, storeId, transferId, { move: 'receive', input, deed }, async (work) => {
    const { trx, now } = work;
    const at = input.at === undefined ? now : new Date(input.at);
    if (at.getTime() > now.getTime() + CLOCK_SKEW_TOLERANCE_MS)
      throw invalid([{ pointer: '/at', detail: `${input.at} is more than a day ahead; check the clock` }]);
    const arrivals = input.lines ? await arrivalsOf(work, input.lines) : everything(work);
    const receiptId = input.receiptId ?? uuidv7();
    if (await isTransferReceipt(trx, storeId, receiptId))
      throw new AppError(
        'conflict',
        `There is a receipt ${receiptId} already; leave its id away or choose another.`,
      );
    await insertTransferReceipt(trx, storeId, {
      ...{ receiptId, at, by: deed.by },
      lines: arrivals.map(({ line: _, ...news }) => news),
    });
    await bookNews(work, arrivals, { at, why: '' });
    return { kind: 'received', words: cameWords(arrivals) };
  });
}

function everything({ lines }: TransferWork): Arrival[] {
  return lines.flatMap((line) => {
    const received = inTransitOf(line);
    const { lineId } = line;
    return received > 0 ? [{ id: uuidv7(), line, lineId, received, lost: 0, returned: 0, reason: null }] : [];
  });
}

async function arrivalsOf(
  { trx, lines, transfer }: TransferWork,
  entries: readonly Entry[],
): Promise<Arrival[]> {
  const byId = new Map(lines.map((line) => [line.lineId, line]));
  const items = await listItemReferences(
    trx,
    lines.map(({ sku }) => sku),
  );
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const arrivals = entries.flatMap((entry, index): Arrival[] => {
    const refuse = (field: string, detail: string): Arrival[] => {
      errors.push({ pointer: `/lines/${index}/${field}`, detail });
      return [];
    };
    const line = byId.get(entry.lineId);
    if (!line) return refuse('lineId', `is not a line of transfer #${transfer.number}`);
    if (seen.has(entry.lineId)) return refuse('lineId', `${line.sku} is listed twice; add the two up`);
    seen.add(entry.lineId);
    const item = items.get(line.sku)!;
    const [received, lost, returned] = [entry.quantity, entry.lost ?? 0, entry.returned ?? 0].map((amount) =>
      toStockUnit(amount, entry.unit, item),
    ) as [Converted, Converted, Converted];
    if ('problem' in received) return refuse('unit', received.problem);
    if ('problem' in lost) return refuse('unit', lost.problem);
    if ('problem' in returned) return refuse('unit', returned.problem);
    const came = { received: received.quantity, lost: lost.quantity, returned: returned.quantity };
    const problem = cameProblem(came, { ...line, inTransit: inTransitOf(line), reason: entry.reason });
    if (problem) return refuse(problem.field, problem.detail);
    return [{ id: uuidv7(), line, lineId: line.lineId, ...came, reason: entry.reason ?? null }];
  });
  if (errors.length > 0) throw invalid(errors);
  return arrivals;
}

type Converted = ReturnType<typeof toStockUnit>;

type News = LineNews & { line: TransferLineRow };

/** Writes what became of lines into both ledgers, and what follows for the transfer and what is waited for. */
export async function bookNews(
  work: TransferWork,
  news: readonly News[],
  { at, why }: { at: Date; why: string },
): Promise<void> {
  const { trx, ends, transfer, deed, now } = work;
  const { transferId, number } = transfer;
  const { sender, receiver } = ends;
  const amounts = (of: (news: News) => number) =>
    news.flatMap((each) => (of(each) === 0 ? [] : [{ itemId: each.line.itemId, quantity: of(each) }]));
  const common = { transferId, by: deed.by, at, now };
  await bookTransferred(
    trx,
    receiver.id,
    amounts(({ received }) => received),
    { ...common, otherStoreId: sender.id, reason: `${sender.name} #${number}${why}` },
  );
  await bookTransferred(
    trx,
    sender.id,
    amounts(({ returned }) => returned),
    { ...common, otherStoreId: receiver.id, reason: `back from ${receiver.name} #${number}${why}` },
  );
  await addToTransferLines(
    trx,
    ends,
    news.map(({ lineId, received, lost, returned, reason }) => ({
      lineId,
      received,
      lost,
      returned,
      reason,
    })),
  );
  await resetTransferDeliveries(trx, receiver.id, transferId, now);
  await resetTransferState(work);
}

/**
 * Takes a receipt back as if it had not been: the goods are on their way again.
 * @throws AppError `conflict` when it was undone already or is of another transfer
 */
export function undoTransferReceipt(
  ctx: Context,
  storeId: string,
  transferId: string,
  receiptId: string,
  deed: Deed,
): Promise<Transfer> {
  const what = { move: 'undo' as const, input: { receiptId }, deed };
  return changeTransfer(ctx, storeId, transferId, what, async (work) => {
    const { trx, transfer, now } = work;
    const receipts = await listTransferReceipts(trx, storeId, transferId);
    const receipt = receipts.find((each) => each.receiptId === receiptId && !each.undone);
    if (!receipt)
      throw new AppError('conflict', `Transfer #${transfer.number} has no such receipt, or it was undone.`);
    await markTransferReceiptUndone(trx, storeId, receiptId, now);
    const byId = new Map(work.lines.map((line) => [line.lineId, line]));
    const news = receipt.lines.map(({ lineId, received, lost, returned }) => ({
      ...{ lineId, line: byId.get(lineId)!, reason: null },
      ...{ received: -received, lost: -lost, returned: -returned },
    }));
    await bookNews(work, news, { at: now, why: ', undone' });
    return { kind: 'receipt-undone', words: 'a receipt was undone' };
  });
}
