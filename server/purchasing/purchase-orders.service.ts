import { uuidv7 } from 'uuidv7';
import type {
  PurchaseOrder,
  PurchaseOrderCancelInput,
  PurchaseOrderSummary,
} from '../../shared/purchasing/purchase-order.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { answerOnce } from '../platform/idempotency.store.ts';
import { unknownCursor } from '../platform/paging.ts';
import { inStoreTransaction, inStoreView, type LockedStore } from '../platform/store-transaction.ts';
import { settle } from '../settlement/settle.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import { toPurchaseOrder, toSummary } from './purchase-order-view.ts';
import { moveProblem, type Move } from './purchase-order-rules.ts';
import {
  listLines,
  scheduleOf,
  updateLine,
  writeSchedule,
  type LineChange,
  type LineRow,
} from './purchase-order-lines.store.ts';
import {
  getPurchaseOrder,
  insertEvent,
  listEvents,
  listPurchaseOrders,
  resetTotal,
  updatePurchaseOrder,
  type NewEvent,
  type PurchaseOrderFilter,
  type PurchaseOrderRow,
} from './purchase-orders.store.ts';
import { changeOf, outstandingOf, reduce, type ScheduledPart } from './schedule.ts';
import { documentOf, type SupplierDocument } from './supplier-document.ts';

/** Who does something to a purchase order, by which way it came, and the key under which a repetition is recognised. */
export interface Deed {
  by: string;
  via: 'manage' | 'tablet' | 'api' | 'portal' | 'email' | 'file' | 'automatic';
  idempotencyKey?: string | undefined;
}

/** What one change of a purchase order works on. */
export interface Work {
  ctx: Context;
  trx: Transaction;
  store: LockedStore;
  order: PurchaseOrderRow;
  lines: LineRow[];
  deed: Deed;
  now: Date;
}

/** What was done to a purchase order, in words. */
export interface Happened extends Pick<NewEvent, 'kind' | 'words'> {
  /** The supplier has to hear of it. */
  toTell?: boolean;
  /** Items that it changed besides those that were ordered. */
  otherItemIds?: readonly string[];
}

export async function getPurchaseOrderWhole(
  db: Queryable,
  storeId: string,
  poId: string,
  now: Date,
): Promise<PurchaseOrder> {
  const order = await getPurchaseOrder(db, storeId, poId);
  return toPurchaseOrder(
    order,
    await listLines(db, storeId, [poId]),
    await listEvents(db, storeId, poId),
    now,
  );
}

export function findPurchaseOrder(ctx: Context, storeId: string, poId: string): Promise<PurchaseOrder> {
  return inStoreView(ctx.db, storeId, (trx) => getPurchaseOrderWhole(trx, storeId, poId, ctx.clock.now()));
}

/** Purchase orders, newest first; `before` is the number that the page before ended with. */
export function findPurchaseOrderPage(
  ctx: Context,
  storeId: string,
  { before, ...filter }: Omit<PurchaseOrderFilter, 'before'> & { before?: string | undefined },
): Promise<PurchaseOrderSummary[]> {
  const number = before === undefined ? undefined : Number(before);
  if (number !== undefined && !Number.isSafeInteger(number)) throw unknownCursor();
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    return (await listPurchaseOrders(trx, storeId, { ...filter, before: number })).map(toSummary);
  });
}

/**
 * Does something to one purchase order: once per key, all of it or nothing, settled and remembered afterwards.
 * @throws AppError `not-found`; `conflict` in a state that does not allow the move; whatever `work` refuses
 */
export function changePurchaseOrder(
  ctx: Context,
  storeId: string,
  poId: string,
  { move, input, deed }: { move: Move; input: object; deed: Deed },
  work: (work: Work) => Promise<Happened>,
): Promise<PurchaseOrder> {
  return inStoreTransaction(ctx, storeId, (trx, store) => {
    const now = ctx.clock.now();
    return answerOnce(trx, storeId, deed.idempotencyKey, { poId, move, input }, now, async () => {
      await moveInside({ ctx, trx, store, deed, now }, poId, move, work);
      return getPurchaseOrderWhole(trx, storeId, poId, now);
    });
  });
}

/** {@link changePurchaseOrder} inside a transaction that holds the store. */
export async function moveInside(
  { ctx, trx, store, deed, now }: Omit<Work, 'order' | 'lines'>,
  poId: string,
  move: Move,
  work: (work: Work) => Promise<Happened>,
): Promise<void> {
  const order = await getPurchaseOrder(trx, store.id, poId);
  const problem = moveProblem(move, order.state);
  if (problem) throw new AppError('conflict', `Purchase order #${order.number} ${problem}.`);
  const lines = await listLines(trx, store.id, [poId]);
  const {
    toTell = false,
    otherItemIds = [],
    ...event
  } = await work({ ctx, trx, store, order, lines, deed, now });
  const after = await listLines(trx, store.id, [poId]);
  const document = toTell ? await documentNow(trx, store.id, poId, after, event, now) : undefined;
  await insertEvent(trx, store.id, poId, { ...event, by: deed.by, via: deed.via, document }, now);
  const touched = [...lines, ...after].map(({ itemId }) => itemId);
  await settle(trx, store, [...new Set([...touched, ...otherItemIds])], now);
  const entity = { id: poId, name: `#${order.number}` };
  const facts = { supplier: order.supplier, what: event.words, via: deed.via };
  await recordAudit(trx, ctx, { storeId: store.id, action: `purchase-order.${move}`, entity, after: facts });
}

/** What the supplier is told: the order as it is from here on. */
async function documentNow(
  trx: Transaction,
  storeId: string,
  poId: string,
  lines: readonly LineRow[],
  { kind, words }: Happened,
  now: Date,
): Promise<SupplierDocument> {
  const order = await getPurchaseOrder(trx, storeId, poId);
  const supplier = await getSupplierById(trx, order.supplierId);
  const store = await getStoreById(trx, storeId);
  return documentOf(kind as SupplierDocument['kind'], words, { order, lines, supplier, store }, now);
}

/** What a supplier is asked for is right. @throws AppError `conflict` */
export function approvePurchaseOrder(
  ctx: Context,
  storeId: string,
  poId: string,
  deed: Deed,
): Promise<PurchaseOrder> {
  return changePurchaseOrder(ctx, storeId, poId, { move: 'approve', input: {}, deed }, async (work) => {
    await approve(work);
    return { kind: 'approved', words: 'approved' };
  });
}

export async function approve({ trx, store, order, deed, now }: Work): Promise<void> {
  await updatePurchaseOrder(trx, store.id, order.poId, {
    state: 'approved',
    approvedAt: now,
    approvedBy: deed.by,
  });
}

/**
 * Gives up what did not come yet: of the whole order, or of some of its lines.
 * @throws AppError `conflict` when nothing is left of it; `invalid` for a line that is not of this order
 */
export function cancelPurchaseOrder(
  ctx: Context,
  storeId: string,
  poId: string,
  input: PurchaseOrderCancelInput,
  deed: Deed,
): Promise<PurchaseOrder> {
  return changePurchaseOrder(ctx, storeId, poId, { move: 'cancel', input, deed }, async (work) => {
    const { trx, order, now } = work;
    const why = input.reason ? `: ${input.reason}` : '';
    if (order.sentAt === null) {
      if (input.lines)
        throw invalid([{ pointer: '/lines', detail: 'was not sent yet; change its lines instead' }]);
      await updatePurchaseOrder(trx, storeId, poId, { state: 'cancelled', closedAt: now });
      return { kind: 'cancelled', words: `given up before it was sent${why}` };
    }
    const chosen = chooseLines(work, input.lines);
    let count = 0;
    for (const line of chosen) if (await cancelRest(work, line)) count++;
    if (count === 0) throw new AppError('conflict', `Nothing of #${order.number} is left to cancel.`);
    await resetTotal(trx, storeId, poId);
    const what = input.lines ? `${count} ${count === 1 ? 'line' : 'lines'} cancelled` : 'the rest cancelled';
    return { kind: 'cancelled', words: what + why, toTell: true };
  });
}

/** The named lines of an order, or all. @throws AppError `invalid` for one that is not of it */
export function chooseLines({ lines, order }: Work, lineIds?: readonly string[]): LineRow[] {
  if (!lineIds) return lines;
  const byId = new Map(lines.map((line) => [line.lineId, line]));
  const errors = lineIds.flatMap((id, index) =>
    byId.has(id) ? [] : [{ pointer: `/lines/${index}`, detail: `${id} is not a line of #${order.number}` }],
  );
  if (errors.length > 0) throw invalid(errors);
  return [...new Set(lineIds)].map((id) => byId.get(id)!);
}

/** Waits for nothing more of a line; false where nothing was to come. What was due already, its supplier answers for. */
export async function cancelRest(work: Work, line: LineRow): Promise<boolean> {
  const schedule = scheduleOf(line);
  const rest = outstandingOf(schedule);
  if (rest === 0) return false;
  const isDue = schedule.some((part) => outstandingOf([part]) > 0 && part.firstExpectedAt <= work.now);
  const field = isDue ? 'givenUp' : 'calledOff';
  await saveLine(work, line, reduce(schedule, rest, 'last'), {
    cancelled: fromThousandths(toThousandths(line.cancelled) + rest),
    [field]: fromThousandths(toThousandths(line[field]) + rest),
  });
  return true;
}

/** Writes what changed of a line and of its deliveries. */
export async function saveLine(
  { trx, store, order, deed, now }: Work,
  line: LineRow,
  schedule: readonly ScheduledPart[],
  change: Partial<Omit<LineChange, 'lineId'>>,
): Promise<void> {
  const { lineId, itemId } = line;
  const owner = { lineId, itemId, supplierId: order.supplierId, supplier: order.supplier, by: deed.by };
  await writeSchedule(trx, store.id, owner, changeOf(scheduleOf(line), schedule), uuidv7, now);
  await updateLine(trx, store.id, { ...line, ...change });
}
