import { uuidv7 } from 'uuidv7';
import type { FieldError } from '../../shared/errors.ts';
import type { PurchaseOrder, Receipt, ReceiveInput } from '../../shared/purchasing/purchase-order.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { CLOCK_SKEW_TOLERANCE_MS } from '../../shared/time.ts';
import { listItemReferences } from '../items/items.service.ts';
import { toStockUnit } from '../items/units.ts';
import type { Context } from '../platform/context.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { bookGoodsIn } from '../stock/goods-in.service.ts';
import { changePurchaseOrder, saveLine, type Deed, type Work } from './purchase-orders.service.ts';
import { priceMistake } from './purchase-order-rules.ts';
import { listLines, scheduleOf, type LineRow } from './purchase-order-lines.store.ts';
import { getPurchaseOrder } from './purchase-orders.store.ts';
import {
  insertReceipt,
  isReceipt,
  listReceiptLines,
  listReceipts,
  markUndone,
  type ReceiptLine,
} from './receipts.store.ts';
import { extend, outstandingOf, receive, reduce } from './schedule.ts';

/** More than so many times what was ordered is taken for a wrong unit. */
const STRANGE_FACTOR = 100;

type Entry = NonNullable<ReceiveInput['lines']>[number];

/** What came of a line, and how. */
interface Arrival extends ReceiptLine {
  line: LineRow;
}

/**
 * Books a delivery: what came goes into stock and from there to who waits for it, what was sent back is waited for again
 * or not. More than was ordered is taken, and noted as such.
 * @throws AppError `invalid` naming each line that is wrong; `conflict` for an order that was cancelled or not sent
 */
export function receivePurchaseOrder(
  ctx: Context,
  storeId: string,
  poId: string,
  input: ReceiveInput,
  deed: Deed,
): Promise<PurchaseOrder> {
  return changePurchaseOrder(ctx, storeId, poId, { move: 'receive', input, deed }, async (work) => {
    const { trx, order, now } = work;
    const at = input.at === undefined ? now : new Date(input.at);
    if (at.getTime() > now.getTime() + CLOCK_SKEW_TOLERANCE_MS)
      throw invalid([{ pointer: '/at', detail: `${input.at} is more than a day ahead; check the clock` }]);
    const arrivals = input.lines ? await arrivalsOf(work, input.lines) : everything(work);
    if (arrivals.length === 0)
      throw new AppError('conflict', `Nothing of #${order.number} is to come any more.`);
    const receiptId = input.receiptId ?? uuidv7();
    if (await isReceipt(trx, storeId, receiptId))
      throw new AppError(
        'conflict',
        `There is a receipt ${receiptId} already; leave its id away or choose another.`,
      );
    const booked = new Booked(work);
    for (const arrival of arrivals) await bookArrival(work, booked, arrival);
    const { by } = deed;
    await insertReceipt(trx, storeId, {
      receiptId,
      at,
      by,
      lines: arrivals.map(({ line: _, ...row }) => row),
    });
    const goods = arrivals
      .filter(({ received }) => received > 0)
      .map(({ line, received, lot, expiresOn }) => ({
        ...{ itemId: line.itemId, quantity: received, purchaseOrderLineId: line.lineId },
        ...{ lot: lot ?? undefined, expiresOn: expiresOn ?? undefined },
      }));
    const reason = `${order.supplier} #${order.number}`;
    if (goods.length > 0) await bookGoodsIn(trx, storeId, goods, { receiptId, by, at, now, reason });
    return { kind: 'received', words: wordsOf(arrivals) };
  });
}

function everything({ lines }: Work): Arrival[] {
  return lines.flatMap((line) => {
    const outstanding = outstandingOf(scheduleOf(line));
    return outstanding > 0 ? [plain(line, fromThousandths(outstanding))] : [];
  });
}

function plain(line: LineRow, received: number): Arrival {
  const nothing = { rejected: 0, replaced: false, reason: null, packPrice: null, lot: null, expiresOn: null };
  return { id: uuidv7(), line, lineId: line.lineId, received, ...nothing };
}

async function arrivalsOf({ trx, lines, order }: Work, entries: readonly Entry[]): Promise<Arrival[]> {
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
    if (!line) return refuse('lineId', `is not a line of #${order.number}`);
    const key = `${entry.lineId} ${entry.lot ?? ''} ${entry.expiresAt ?? ''}`;
    if (seen.has(key)) return refuse('lineId', `${line.sku} is listed twice; add the two up`);
    seen.add(key);
    const item = items.get(line.sku)!;
    const received = toStockUnit(entry.quantity, entry.unit, item);
    const rejected = toStockUnit(entry.rejected ?? 0, entry.unit, item);
    if ('problem' in received) return refuse('unit', received.problem);
    if ('problem' in rejected) return refuse('unit', rejected.problem);
    if (received.quantity + rejected.quantity > line.quantity * STRANGE_FACTOR)
      return refuse(
        'quantity',
        `${received.quantity} ${line.unit} is far more than the ${line.quantity} ordered; check the unit`,
      );
    if (rejected.quantity > 0 && !entry.reason)
      return refuse('reason', 'is missing; say why it was sent back');
    const { packPrice } = line;
    const usual = packPrice === null ? null : { amount: packPrice, currency: order.currency };
    const mistake = priceMistake(entry.price, usual, order.currency);
    if (mistake) return refuse('price', mistake);
    return [
      {
        ...plain(line, received.quantity),
        rejected: rejected.quantity,
        replaced: entry.replaced ?? false,
        reason: entry.reason ?? null,
        packPrice: entry.price?.amount ?? null,
        lot: entry.lot ?? null,
        expiresOn: entry.expiresAt ?? null,
      },
    ];
  });
  if (errors.length > 0) throw invalid(errors);
  return arrivals;
}

/** Several entries of one line follow each other, so each works on what the one before made of it. */
class Booked {
  readonly #work: Work;
  readonly #touched = new Set<string>();

  constructor(work: Work) {
    this.#work = work;
  }

  /** A line as it is now, about to be changed. */
  async line(lineId: string): Promise<LineRow> {
    const { trx, store, order } = this.#work;
    const isRead = !this.#touched.has(lineId);
    this.#touched.add(lineId);
    const lines = isRead ? this.#work.lines : await listLines(trx, store.id, [order.poId]);
    return lines.find((line) => line.lineId === lineId)!;
  }
}

async function bookArrival(
  work: Work,
  lines: Booked,
  { line, received, rejected, replaced }: Arrival,
): Promise<void> {
  const current = await lines.line(line.lineId);
  const booked = receive(scheduleOf(current), toThousandths(current.over), toThousandths(received));
  const sentBack = replaced ? 0 : Math.min(toThousandths(rejected), outstandingOf(booked.schedule));
  await saveLine(work, current, reduce(booked.schedule, sentBack, 'first'), {
    over: fromThousandths(booked.over),
    rejected: fromThousandths(toThousandths(current.rejected) + sentBack),
  });
}

function wordsOf(arrivals: readonly Arrival[]): string {
  const short = arrivals.filter(
    ({ line, received }) => received < fromThousandths(outstandingOf(scheduleOf(line))),
  );
  const sentBack = arrivals.filter(({ rejected }) => rejected > 0);
  const said = [
    `${arrivals.length} ${arrivals.length === 1 ? 'line' : 'lines'} received`,
    ...(short.length > 0 ? [`less than was to come of ${short.map(({ line }) => line.sku).join(', ')}`] : []),
    ...sentBack.map(
      ({ line, rejected, reason }) => `${rejected} ${line.unit} ${line.sku} sent back (${reason})`,
    ),
  ];
  return said.join('; ');
}

/** What came of a purchase order, newest first. @throws AppError `not-found` */
export function findReceipts(ctx: Context, storeId: string, poId: string): Promise<Receipt[]> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    const { currency } = await getPurchaseOrder(trx, storeId, poId);
    return (await listReceipts(trx, storeId, poId)).map(({ at, lines, ...receipt }) => ({
      ...receipt,
      at: at.toISOString(),
      lines: lines.map(({ lineId, received, rejected, reason, packPrice, lot, expiresOn }) => ({
        ...{ lineId, received, rejected },
        ...(reason !== null && { reason }),
        ...(packPrice !== null && { price: { amount: packPrice, currency } }),
        ...(lot !== null && { lot }),
        ...(expiresOn !== null && { expiresAt: expiresOn }),
      })),
    }));
  });
}

/**
 * Takes a receipt back as if it had not been: the goods leave stock again, and are waited for as before.
 * @throws AppError `conflict` when it was undone already or is of another order
 */
export function undoReceipt(
  ctx: Context,
  storeId: string,
  poId: string,
  receiptId: string,
  deed: Deed,
): Promise<PurchaseOrder> {
  return changePurchaseOrder(
    ctx,
    storeId,
    poId,
    { move: 'receive', input: { undo: receiptId }, deed },
    async (work) => {
      const { trx, order, now } = work;
      const undone = await listReceiptLines(trx, storeId, { poId, receiptId });
      if (undone.length === 0)
        throw new AppError(
          'conflict',
          `Purchase order #${order.number} has no such receipt, or it was undone.`,
        );
      const booked = new Booked(work);
      for (const entry of undone) await takeBack(work, booked, entry);
      await markUndone(trx, storeId, receiptId, now);
      const itemOf = new Map(work.lines.map(({ lineId, itemId }) => [lineId, itemId]));
      const goods = undone
        .filter(({ received }) => received > 0)
        .map(({ lineId, received }) => ({
          ...{ itemId: itemOf.get(lineId)!, quantity: -received, purchaseOrderLineId: lineId },
        }));
      const booking = {
        receiptId,
        by: deed.by,
        at: now,
        now,
        reason: `${order.supplier} #${order.number}, undone`,
      };
      if (goods.length > 0) await bookGoodsIn(trx, storeId, goods, booking);
      return { kind: 'receipt-undone', words: 'a receipt was undone' };
    },
  );
}

async function takeBack(
  work: Work,
  lines: Booked,
  {
    lineId,
    received,
    rejected,
    replaced,
  }: Pick<ReceiptLine, 'lineId' | 'received' | 'rejected' | 'replaced'>,
): Promise<void> {
  const line = await lines.line(lineId);
  const back = receive(scheduleOf(line), toThousandths(line.over), -toThousandths(received));
  const again = replaced ? 0 : Math.min(toThousandths(rejected), toThousandths(line.rejected));
  const planned = extend(back.schedule, again, again, line.expectedAt);
  if ('problem' in planned)
    throw new AppError('conflict', `${line.sku} of #${work.order.number} was changed since.`);
  await saveLine(work, line, planned.schedule, {
    over: fromThousandths(back.over),
    rejected: fromThousandths(toThousandths(line.rejected) - again),
  });
}
