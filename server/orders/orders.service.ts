import { uuidv7 } from 'uuidv7';
import type { FieldError } from '../../shared/errors.ts';
import type {
  CancelInput,
  FulfilInput,
  Order,
  OrderLine,
  ReturnInput,
} from '../../shared/orders/order.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { AppError, invalid, notFound } from '../platform/errors.ts';
import { answerOnce } from '../platform/idempotency.store.ts';
import { unknownCursor } from '../platform/paging.ts';
import { inStoreTransaction, inStoreView, type LockedStore } from '../platform/store-transaction.ts';
import { orderStatusOf } from '../settlement/order-state.ts';
import { settle } from '../settlement/settle.ts';
import { noteNews } from '../settlement/settle-orders.service.ts';
import { recordReports } from '../stock/movements.service.ts';
import { addSales } from '../stock/sales.service.ts';
import { toCustomer } from './customers.store.ts';
import { chooseLines, type Choice } from './line-choice.ts';
import { orderUrls, type LinkContext } from './links.service.ts';
import {
  closeFinishedOrders,
  findOrder,
  listOrders,
  moveLines,
  withdrawIdleSubstitutions,
  type LineRow,
  type OrderFilter,
  type OrderRecord,
} from './orders.store.ts';

/** Who does something to an order, and the key under which a repetition is recognised. */
export interface Deed {
  by: string;
  idempotencyKey?: string | undefined;
}

/** What happens to an order inside the transaction that holds its store. */
interface Work {
  ctx: LinkContext;
  trx: Transaction;
  store: LockedStore;
  order: OrderRecord;
  now: Date;
  by: string;
}

/** @throws AppError `not-found` */
export async function getOrderWhole(
  ctx: Pick<LinkContext, 'publicUrl' | 'linkSecret'>,
  db: Queryable,
  storeId: string,
  orderId: string,
): Promise<Order> {
  const urlOf = await orderUrls(ctx, db, storeId);
  return toOrder(await requireOrder(db, storeId, orderId), urlOf(orderId));
}

/** {@link getOrderWhole} for a caller who has no transaction. */
export function findOrderWhole(ctx: LinkContext, storeId: string, orderId: string): Promise<Order> {
  return inStoreView(ctx.db, storeId, (trx) => getOrderWhole(ctx, trx, storeId, orderId));
}

/** Orders, newest first; `before` is the number that the page before ended with. */
export function findOrderPage(
  ctx: LinkContext,
  storeId: string,
  { before, ...filter }: Omit<OrderFilter, 'before'> & { before?: string | undefined },
): Promise<Order[]> {
  const number = before === undefined ? undefined : Number(before);
  if (number !== undefined && !Number.isSafeInteger(number)) throw unknownCursor();
  return inStoreView(ctx.db, storeId, async (trx) => {
    const urlOf = await orderUrls(ctx, trx, storeId);
    const orders = await listOrders(trx, storeId, { ...filter, before: number });
    return orders.map((order) => toOrder(order, urlOf(order.orderId)));
  });
}

/**
 * Does something to one order: once per key, all of it or nothing, and settled afterwards.
 * @throws AppError `not-found`, and whatever `work` refuses
 */
export async function changeOrder(
  ctx: LinkContext,
  storeId: string,
  orderId: string,
  { action, input, deed }: { action: string; input: object; deed: Deed },
  work: (work: Work) => Promise<object>,
): Promise<Order> {
  return inStoreTransaction(ctx, storeId, (trx, store) => {
    const now = ctx.clock.now();
    return answerOnce(trx, storeId, deed.idempotencyKey, { orderId, action, input }, now, async () => {
      const order = await requireOrder(trx, storeId, orderId);
      const after = await work({ ctx, trx, store, order, now, by: deed.by });
      await closeFinishedOrders(trx, storeId, [orderId], now);
      await withdrawIdleSubstitutions(trx, storeId, orderId, now);
      await settle(trx, store, [], now, [orderId]);
      await recordAudit(trx, ctx, {
        storeId,
        action,
        entity: { id: orderId, name: `#${order.number}` },
        after,
      });
      return getOrderWhole(ctx, trx, storeId, orderId);
    });
  });
}

/**
 * Gives up what is open of an order, or part of it; what waits before what is set aside.
 * @throws AppError `invalid` for more than is open; `conflict` when nothing is
 */
export function cancelOrder(
  ctx: LinkContext,
  storeId: string,
  orderId: string,
  input: CancelInput,
  deed: Deed,
): Promise<Order> {
  return changeOrder(
    ctx,
    storeId,
    orderId,
    { action: 'order.cancel', input, deed },
    async ({ trx, order, now }) => {
      const openOf = ({ quantity, fulfilled, cancelled }: LineRow): number =>
        rest(quantity, fulfilled + cancelled);
      const cancelled = chooseLines(order.lines, input.lines, { what: 'open', of: openOf });
      if (cancelled.length === 0) throw nothingLeft(order, 'to cancel');
      await moveLines(trx, storeId, 'cancelled', cancelled);
      const { reason } = input;
      const customerId = order.customer.id;
      const news = cancelled.map(({ lineId, quantity }) => ({
        kind: 'cancelled' as const,
        ...{ customerId, orderId, lineId },
        detail: { quantity, ...(reason && { reason }) },
      }));
      await noteNews(trx, storeId, news, now);
      return { lines: spelled(order, cancelled), ...(reason && { reason }) };
    },
  );
}

/**
 * Hands over what is set aside, or part of it; it leaves the stock as a sale.
 * @throws AppError `invalid` for more than is set aside; `conflict` when nothing is
 */
export function fulfilOrder(
  ctx: LinkContext,
  storeId: string,
  orderId: string,
  input: FulfilInput,
  deed: Deed,
): Promise<Order> {
  return changeOrder(ctx, storeId, orderId, { action: 'order.fulfil', input, deed }, async (work) => {
    const { trx, store, order, now } = work;
    const handed = chooseLines(order.lines, input.lines, {
      what: 'set aside',
      of: ({ allocated }) => allocated,
    });
    if (handed.length === 0) throw nothingLeft(order, 'set aside to hand over');
    await moveLines(trx, storeId, 'fulfilled', handed);
    const lines = spelled(order, handed);
    const sale = { externalId: `order ${order.number} ${uuidv7()}`, soldAt: now.toISOString(), lines };
    const [result] = await addSales(trx, store, [sale], now);
    if (result?.status !== 'accepted') throw new Error(`the sale of order ${orderId} was ${result?.status}`);
    return { lines };
  });
}

/**
 * Takes back what was handed over; into stock again where asked for.
 * @throws AppError `invalid` for more than was handed over, or for restocking what is made to order
 */
export function returnOrder(
  ctx: LinkContext,
  storeId: string,
  orderId: string,
  input: ReturnInput,
  deed: Deed,
): Promise<Order> {
  return changeOrder(ctx, storeId, orderId, { action: 'order.return', input, deed }, async (work) => {
    const { trx, store, order, now, by } = work;
    const left = ({ fulfilled, returned }: LineRow): number => rest(fulfilled, returned);
    const back = chooseLines(order.lines, input.lines, { what: 'handed over', of: left });
    await moveLines(trx, storeId, 'returned', back);
    const lines = spelled(order, back);
    if (input.restock) {
      checkRestockable(order, back);
      const reason = input.reason ?? `order #${order.number}`;
      const reports = lines.map((line) => ({ type: 'return' as const, ...line, reason }));
      await recordReports(trx, [store], reports, { root: '/lines', by, now });
    }
    const { restock, reason } = input;
    return { lines, restock, ...(reason && { reason }) };
  });
}

function checkRestockable(order: OrderRecord, back: readonly Choice[]): void {
  const errors = back.flatMap(({ lineId }, index): FieldError[] => {
    const line = order.lines.find((each) => each.lineId === lineId)!;
    const detail = `${line.sku} is made to order and cannot go back into stock; return it without restock`;
    return line.stocked ? [] : [{ pointer: `/lines/${index}/lineId`, detail }];
  });
  if (errors.length > 0) throw invalid(errors);
}

function spelled(order: OrderRecord, choices: readonly Choice[]): { sku: string; quantity: number }[] {
  return choices.map(({ lineId, quantity }) => ({
    sku: order.lines.find((line) => line.lineId === lineId)!.sku,
    quantity,
  }));
}

function nothingLeft({ number, lines }: OrderRecord, what: string): AppError {
  return new AppError('conflict', `Order #${number} is ${orderStatusOf(lines)}; there is nothing ${what}.`);
}

function rest(whole: number, gone: number): number {
  return Math.round((whole - gone) * 1000) / 1000;
}

async function requireOrder(db: Queryable, storeId: string, orderId: string): Promise<OrderRecord> {
  const order = await findOrder(db, storeId, orderId);
  if (!order) throw notFound(`Order ${orderId}`);
  return order;
}

function toOrder(
  { fingerprint: _, externalId, neededBy, notes, placedAt, closedAt, customer, lines, ...row }: OrderRecord,
  statusUrl: string,
): Order {
  return {
    ...row,
    ...(externalId !== null && { externalId }),
    ...(neededBy && { neededBy: neededBy.toISOString() }),
    ...(notes !== null && { notes }),
    placedAt: placedAt.toISOString(),
    ...(closedAt && { closedAt: closedAt.toISOString() }),
    status: orderStatusOf(lines),
    customer: toCustomer(customer),
    statusUrl,
    lines: lines.map(toOrderLine),
  };
}

function toOrderLine({ stocked: _, waiting, promise, ...line }: LineRow): OrderLine {
  return { ...line, ...(waiting && { waiting }), ...(promise && { promise }) };
}
