import type { MessageChannel } from '../../shared/notifications/message.schema.ts';
import type { Order } from '../../shared/orders/order.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { findCustomerById } from '../orders/customers.service.ts';
import { unsubscribeUrl } from '../orders/links.service.ts';
import { getOrderWhole } from '../orders/orders.service.ts';
import { stretched } from '../platform/clock.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { noteTelling } from '../purchasing/telling.service.ts';
import { mayBeTold } from './audience.ts';
import { waitAfter } from './back-off.ts';
import { deliver, type NotificationsContext } from './deliver.service.ts';
import type { Delivery, Outcome } from './delivery.ts';
import {
  claimDue,
  finishMessage,
  type ClaimedMessage,
  type CustomerMessage,
  type Finished,
  type SupplierMessage,
} from './messages.store.ts';
import { deliverToSupplier, tellingOf } from './supplier-delivery.service.ts';
import { isStillTrue } from './tidings.ts';

/** Longer than a try may take, so that nobody sends what somebody else is sending. A killed sender's are taken again then. */
const CLAIM_MS = 40_000;
/** A provider that says a little now and then is given up as well. */
const TRY_MS = 30_000;

/** Messages of a channel that are due, for this process alone. */
export function claimMessages(
  { db, clock }: NotificationsContext,
  channel: MessageChannel,
  limit: number,
): Promise<ClaimedMessage[]> {
  const now = clock.now();
  const until = new Date(now.getTime() + stretched(clock, CLAIM_MS));
  return claimDue(db, channel, { now, until, limit });
}

/** Sends one message, or drops it when it has nothing to say any more, and writes down what came of it. */
export async function sendMessage(
  ctx: NotificationsContext,
  message: ClaimedMessage,
  stopped: AbortSignal,
): Promise<void> {
  if (message.supplierId !== null) return sendToSupplier(ctx, message, stopped);
  const prepared = await prepare(ctx, message);
  if ('dropped' in prepared) {
    const { attempts } = message;
    const problem = prepared.dropped;
    await finishMessage(ctx.db, message, { state: 'dropped', problem, sentAt: null, attempts });
    return;
  }
  const outcome = await deliver(ctx, message, prepared, untilGivenUp(stopped));
  await finishMessage(ctx.db, message, finishedBy(ctx, outcome, message.attempts + 1));
}

/** As {@link sendMessage}; what came of it is told in the story of the purchase order too. */
async function sendToSupplier(
  ctx: NotificationsContext,
  message: SupplierMessage,
  stopped: AbortSignal,
): Promise<void> {
  const outcome = await deliverToSupplier(ctx, message, untilGivenUp(stopped));
  const finished = finishedBy(ctx, outcome, message.attempts + 1);
  await inStoreTransaction(ctx, message.storeId, async (trx) => {
    if (!(await finishMessage(trx, message, finished))) return;
    const event = tellingOf(message, finished);
    if (event) await noteTelling(trx, message.storeId, message.poId, event, ctx.clock.now());
  });
}

function untilGivenUp(stopped: AbortSignal): AbortSignal {
  return AbortSignal.any([stopped, AbortSignal.timeout(TRY_MS)]);
}

function finishedBy({ clock }: NotificationsContext, outcome: Outcome, attempts: number): Finished {
  const now = clock.now();
  if (outcome.state === 'sent') return { state: 'sent', problem: null, sentAt: now, attempts };
  const { problem } = outcome;
  if (outcome.state !== 'retry') return { state: outcome.state, problem, sentAt: null, attempts };
  const wait = waitAfter(attempts, Math.random());
  if (wait === null) return { state: 'failed', problem, sentAt: null, attempts };
  const dueAt = new Date(now.getTime() + stretched(clock, Math.max(wait, outcome.waitMs ?? 0)));
  return { state: 'queued', problem, sentAt: null, dueAt, attempts };
}

/** What is sent, as things stand now; a message may have waited for hours. */
function prepare(
  ctx: NotificationsContext,
  { storeId, customerId, orderId, kind, channel, ...message }: CustomerMessage,
): Promise<Delivery | { dropped: string }> {
  return inStoreView(ctx.db, storeId, async (db) => {
    const customer = await findCustomerById(db, storeId, customerId);
    if (!mayBeTold(customer, channel))
      return { dropped: 'The customer does not want to be told this way any more.' };
    const order = orderId === null ? null : await getOrderWhole(ctx, db, storeId, orderId);
    if (order && !isStillTrue(kind, order))
      return { dropped: 'It was no longer true when it could be sent.' };
    const { name: storeName } = await getStoreById(db, storeId);
    const { id, recipient: to, language, subject, body } = message;
    return {
      ...{ id, to, language, subject, body, storeName },
      unsubscribe: await unsubscribeUrl(ctx, db, storeId, customerId),
      ...(order && linkOf(order)),
    };
  });
}

function linkOf({ orderId, statusUrl }: Order): Pick<Delivery, 'orderId' | 'link'> {
  return { orderId, link: statusUrl };
}
