import { uuidv7 } from 'uuidv7';
import type { PurchaseOrder, ReceiveInput } from '../../shared/purchasing/purchase-order.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { CLOCK_SKEW_TOLERANCE_MS } from '../../shared/time.ts';
import { listItemReferences } from '../items/items.service.ts';
import type { Context } from '../platform/context.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { bookGoodsIn, type Receiving } from '../stock/goods-in.service.ts';
import { arrivalsOf, arrivalWords, plainArrival, type Arrival as ArrivalOf } from './arrivals.ts';
import { changePurchaseOrder, saveLine, type Deed, type Work } from './purchase-orders.service.ts';
import { listLines, scheduleOf, type LineRow } from './purchase-order-lines.store.ts';
import { resetTotal } from './purchase-orders.store.ts';
import { insertReceipt, isReceipt, listReceiptLines, markUndone, type ToTakeBack } from './receipts.store.ts';
import { extend, outstandingOf, receive, reduce } from './schedule.ts';

type Arrival = ArrivalOf<LineRow>;
type Entries = NonNullable<ReceiveInput['lines']>;

/**
 * Books a delivery: what came goes into stock and from there to who waits for it, what was sent back is waited for again
 * or not. More than was ordered is taken, and noted as such; so is another item that came instead.
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
    const came = input.lines ? await saidToCome(work, input.lines) : everything(work);
    if (came.length === 0) throw new AppError('conflict', `Nothing of #${order.number} is to come any more.`);
    const receiptId = input.receiptId ?? uuidv7();
    if (await isReceipt(trx, storeId, receiptId))
      throw new AppError(
        'conflict',
        `There is a receipt ${receiptId} already; leave its id away or choose another.`,
      );
    const booked = new Booked(work);
    const arrivals: Arrival[] = [];
    for (const arrival of came) arrivals.push(await bookArrival(work, booked, arrival));
    const { by } = deed;
    const lines = arrivals.map(({ line: _, instead: __, ...row }) => ({ id: uuidv7(), ...row }));
    await insertReceipt(trx, storeId, { receiptId, at, by, lines });
    await bookGoods(work, arrivals, { receiptId, by, at, now });
    if (arrivals.some(({ substituted }) => substituted > 0)) await resetTotal(trx, storeId, poId);
    const isShort = ({ lineId, received }: { lineId: string; received: number }): boolean =>
      received < fromThousandths(outstandingOf(scheduleOf(work.lines.find((it) => it.lineId === lineId)!)));
    return {
      kind: 'received',
      words: arrivalWords(arrivals, order.currency, isShort),
      otherItemIds: arrivals.flatMap(({ substituteItemId }) => substituteItemId ?? []),
    };
  });
}

function everything({ lines }: Work): Arrival[] {
  return lines.flatMap((line) => {
    const outstanding = outstandingOf(scheduleOf(line));
    return outstanding > 0 ? [plainArrival(line, fromThousandths(outstanding))] : [];
  });
}

async function saidToCome({ trx, lines, order }: Work, entries: Entries): Promise<Arrival[]> {
  const skus = [...lines, ...entries.flatMap(({ substitute }) => substitute ?? [])].map(({ sku }) => sku);
  const items = await listItemReferences(trx, [...new Set(skus)]);
  const { number, currency } = order;
  const { arrivals, errors } = arrivalsOf(entries, { number, currency, lines, items });
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

/** Books what came of a line; answers it with how much of what was ordered a substitute really stands for. */
async function bookArrival(work: Work, lines: Booked, arrival: Arrival): Promise<Arrival> {
  const { line, received, rejected, replaced, instead } = arrival;
  const current = await lines.line(line.lineId);
  const booked = receive(scheduleOf(current), toThousandths(current.over), toThousandths(received));
  const open = outstandingOf(booked.schedule);
  const sentBack = replaced ? 0 : Math.min(toThousandths(rejected), open);
  const insteadOf = instead ? Math.min(toThousandths(instead.insteadOf ?? line.quantity), open) : 0;
  await saveLine(work, current, reduce(booked.schedule, sentBack + insteadOf, 'first'), {
    over: fromThousandths(booked.over),
    rejected: fromThousandths(toThousandths(current.rejected) + sentBack),
    cancelled: fromThousandths(toThousandths(current.cancelled) + insteadOf),
  });
  return { ...arrival, substituted: fromThousandths(insteadOf) };
}

async function bookGoods(
  { trx, store, order }: Work,
  arrivals: readonly Arrival[],
  receiving: Omit<Receiving, 'reason'>,
): Promise<void> {
  const reason = `${order.supplier} #${order.number}`;
  const batchOf = ({ lot, expiresOn }: Arrival) => ({
    lot: lot ?? undefined,
    expiresOn: expiresOn ?? undefined,
  });
  const goods = arrivals
    .filter(({ received }) => received > 0)
    .map((arrival) => ({
      ...{ itemId: arrival.line.itemId, quantity: arrival.received },
      ...{ purchaseOrderLineId: arrival.lineId, ...batchOf(arrival) },
    }));
  if (goods.length > 0) await bookGoodsIn(trx, store.id, goods, { ...receiving, reason });
  for (const arrival of arrivals) {
    const { substituteItemId: itemId, substituteQuantity: quantity, line } = arrival;
    if (itemId === null || quantity === null) continue;
    const instead = [{ itemId, quantity, purchaseOrderLineId: line.lineId, ...batchOf(arrival) }];
    await bookGoodsIn(trx, store.id, instead, { ...receiving, reason: `${reason}, instead of ${line.name}` });
  }
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
      if (undone.some(({ substituted }) => substituted > 0)) await resetTotal(trx, storeId, poId);
      const itemOf = new Map(work.lines.map(({ lineId, itemId }) => [lineId, itemId]));
      const goods = undone.map(({ lineId, received, substituteItemId, substituteQuantity }) => ({
        itemId: substituteItemId ?? itemOf.get(lineId)!,
        quantity: -(substituteQuantity ?? received),
        purchaseOrderLineId: lineId,
      }));
      const moved = goods.filter(({ quantity }) => quantity < 0);
      const reason = `${order.supplier} #${order.number}, undone`;
      if (moved.length > 0)
        await bookGoodsIn(trx, storeId, moved, { receiptId, by: deed.by, at: now, now, reason });
      const otherItemIds = goods.map(({ itemId }) => itemId);
      return { kind: 'receipt-undone', words: 'a receipt was undone', otherItemIds };
    },
  );
}

async function takeBack(work: Work, lines: Booked, entry: ToTakeBack): Promise<void> {
  const { lineId, received, rejected, replaced, substituted } = entry;
  const line = await lines.line(lineId);
  const back = receive(scheduleOf(line), toThousandths(line.over), -toThousandths(received));
  const again = replaced ? 0 : Math.min(toThousandths(rejected), toThousandths(line.rejected));
  const called = Math.min(toThousandths(substituted), toThousandths(line.cancelled));
  const planned = extend(back.schedule, again + called, again + called, line.expectedAt);
  if ('problem' in planned)
    throw new AppError('conflict', `${line.sku} of #${work.order.number} was changed since.`);
  await saveLine(work, line, planned.schedule, {
    over: fromThousandths(back.over),
    rejected: fromThousandths(toThousandths(line.rejected) - again),
    cancelled: fromThousandths(toThousandths(line.cancelled) - called),
  });
}
