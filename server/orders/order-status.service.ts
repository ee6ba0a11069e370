import type { CancelInput, Order, OrderLine } from '../../shared/orders/order.schema.ts';
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
  return viewBy(ctx, await openLink(ctx, ctx.db, 'order', token));
}

/** Errors as in {@link cancelOrder}. */
export function cancelByLink(
  ctx: LinkContext,
  token: string,
  input: CancelInput,
  idempotencyKey: string | undefined,
): Promise<OrderStatusView> {
  return actByLink(ctx, token, ({ storeId, id }) =>
    cancelOrder(ctx, storeId, id, input, deedOf(idempotencyKey)),
  );
}

/** Errors as in {@link answerSubstitute}. */
export function answerByLink(
  ctx: LinkContext,
  { token, substitutionId }: { token: string; substitutionId: string },
  accept: boolean,
  idempotencyKey: string | undefined,
): Promise<OrderStatusView> {
  const answer = accept ? 'accepted' : 'declined';
  return actByLink(ctx, token, ({ storeId, id: orderId }) =>
    answerSubstitute(ctx, storeId, { orderId, substitutionId }, answer, deedOf(idempotencyKey)),
  );
}

export function subscribeByLink(
  ctx: LinkContext,
  token: string,
  isSubscribed: boolean,
): Promise<OrderStatusView> {
  return actByLink(ctx, token, ({ storeId }, { customer: { customerId } }) =>
    inStoreTransaction(ctx, storeId, (trx) =>
      setSubscribed(trx, storeId, customerId, isSubscribed, ctx.clock.now()),
    ),
  );
}

/** Does something with the order that a link opens, as long as it does, and shows it as it is then. */
export async function actByLink(
  ctx: LinkContext,
  token: string,
  act: (link: Link, order: Order) => Promise<unknown>,
): Promise<OrderStatusView> {
  const link = await openLink(ctx, ctx.db, 'order', token);
  const order = await inStoreView(ctx.db, link.storeId, (trx) => getKeptOrder(ctx, trx, link));
  await act(link, order);
  return viewBy(ctx, link);
}

function viewBy(ctx: LinkContext, link: Link): Promise<OrderStatusView> {
  return inStoreView(ctx.db, link.storeId, (trx) => viewOf(ctx, trx, link));
}

async function getKeptOrder(ctx: LinkContext, db: Queryable, { storeId, id }: Link): Promise<Order> {
  const order = await getOrderWhole(ctx, db, storeId, id);
  const { closedAt } = order;
  if (closedAt !== undefined && Date.parse(closedAt) + KEPT_DAYS * DAY_MS < ctx.clock.now().getTime())
    throw new AppError('not-found', 'This link has run out.');
  return order;
}

function deedOf(idempotencyKey: string | undefined): Deed {
  return { by: CUSTOMER, idempotencyKey };
}

async function viewOf(ctx: LinkContext, db: Queryable, link: Link): Promise<OrderStatusView> {
  const { storeId, id } = link;
  const order = await getKeptOrder(ctx, db, link);
  const { closedAt, customer, lines, number, status, shipComplete, placedAt, neededBy } = order;
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
