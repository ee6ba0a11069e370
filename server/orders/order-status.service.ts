import type { CancelInput, OrderLine } from '../../shared/orders/order.schema.ts';
import type { OrderStatusView, StatusEvent, StatusLine } from '../../shared/orders/order-status.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { setSubscribed } from './customers.service.ts';
import type { Link } from './link-token.ts';
import { openLink, type LinkContext } from './links.service.ts';
import { findPushKey } from './links.store.ts';
import { cancelOrder, getOrderWhole, type Deed } from './orders.service.ts';
import { listOrderNews, type NewsRow } from './orders.store.ts';
import { answerSubstitute } from './substitutions.service.ts';

const DAY_MS = 86_400_000;
/** Of an order that is over, the page is kept for so long. */
const KEPT_DAYS = 90;
const MAX_EVENTS = 100;
/** In the record, who acted through the link. */
const CUSTOMER = 'the customer';

/** What whoever has the link may see. @throws AppError `not-found` for a link that is not ours or has run out */
export async function findOrderStatus(ctx: LinkContext, token: string): Promise<OrderStatusView> {
  const link = await openLink(ctx, ctx.db, 'order', token);
  return inStoreView(ctx.db, link.storeId, (trx) => viewOf(ctx, trx, link));
}

/** Errors as in {@link cancelOrder}. */
export async function cancelByLink(
  ctx: LinkContext,
  token: string,
  input: CancelInput,
  idempotencyKey: string | undefined,
): Promise<OrderStatusView> {
  const { storeId, id } = await openOrder(ctx, token);
  await cancelOrder(ctx, storeId, id, input, deedOf(idempotencyKey));
  return findOrderStatus(ctx, token);
}

/** Errors as in {@link answerSubstitute}. */
export async function answerByLink(
  ctx: LinkContext,
  { token, substitutionId }: { token: string; substitutionId: string },
  accept: boolean,
  idempotencyKey: string | undefined,
): Promise<OrderStatusView> {
  const { storeId, id: orderId } = await openOrder(ctx, token);
  const answer = accept ? 'accepted' : 'declined';
  await answerSubstitute(ctx, storeId, { orderId, substitutionId }, answer, deedOf(idempotencyKey));
  return findOrderStatus(ctx, token);
}

export async function subscribeByLink(
  ctx: LinkContext,
  token: string,
  isSubscribed: boolean,
): Promise<OrderStatusView> {
  const { storeId, id } = await openOrder(ctx, token);
  await inStoreTransaction(ctx, storeId, async (trx) => {
    const { customer } = await getOrderWhole(ctx, trx, storeId, id);
    await setSubscribed(trx, storeId, customer.customerId, isSubscribed, ctx.clock.now());
  });
  return findOrderStatus(ctx, token);
}

/** The order that a link opens, as long as it does. */
export async function openOrder(ctx: LinkContext, token: string): Promise<Link> {
  const link = await openLink(ctx, ctx.db, 'order', token);
  await findOrderStatus(ctx, token);
  return link;
}

function deedOf(idempotencyKey: string | undefined): Deed {
  return { by: CUSTOMER, idempotencyKey };
}

async function viewOf(ctx: LinkContext, db: Queryable, { storeId, id }: Link): Promise<OrderStatusView> {
  const order = await getOrderWhole(ctx, db, storeId, id);
  const { closedAt, customer, lines, number, status, shipComplete, placedAt, neededBy } = order;
  if (closedAt !== undefined && Date.parse(closedAt) + KEPT_DAYS * DAY_MS < ctx.clock.now().getTime())
    throw new AppError('not-found', 'This link has run out.');
  const { name, timeZone } = await getStoreById(db, storeId);
  const pushKey = await findPushKey(db);
  const news = await listOrderNews(db, storeId, id, MAX_EVENTS);
  return {
    ...{ number, status, shipComplete, placedAt },
    ...(neededBy !== undefined && { neededBy }),
    ...(closedAt !== undefined && { closedAt }),
    store: { name, timeZone },
    customerName: customer.name,
    language: customer.language,
    unsubscribed: customer.unsubscribed,
    ...(pushKey !== null && { pushKey }),
    lines: lines.map(toStatusLine),
    events: [...news.map((row) => toEvent(row, lines)), { at: placedAt, kind: 'placed' }],
  };
}

function toStatusLine({ promise, substitutions, allocated, backordered, ...line }: OrderLine): StatusLine {
  const { lineId, name, unit, quantity, fulfilled, cancelled } = line;
  const substitution = substitutions.find(({ state }) => state === 'asked');
  return {
    ...{ lineId, name, unit, quantity, fulfilled, cancelled },
    ready: allocated,
    awaited: backordered,
    ...(promise && { expected: { likely: promise.likely, latest: promise.latest } }),
    ...(substitution && { substitution }),
  };
}

function toEvent({ kind, at, lineId, detail }: NewsRow, lines: readonly OrderLine[]): StatusEvent {
  const line = lines.find((each) => each.lineId === lineId);
  const { quantity, from, to, reason } = detail;
  return {
    at: at.toISOString(),
    kind: kind as StatusEvent['kind'],
    ...(line && { name: line.name, unit: line.unit }),
    ...(quantity !== undefined && { quantity }),
    ...(from && { from }),
    ...(to && { to }),
    ...(reason && { reason }),
  };
}
