import type { Message, MessageChannel } from '../../shared/notifications/message.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { findCustomerById } from '../orders/customers.service.ts';
import type { Context } from '../platform/context.ts';
import type { Transaction } from '../platform/database.ts';
import { AppError, notFound } from '../platform/errors.ts';
import { unknownCursor } from '../platform/paging.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { isId } from '../platform/validation.ts';
import { findOrderAddress } from '../suppliers/supplier-webhook.service.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import { audienceOf, mayBeTold } from './audience.ts';
import {
  findMessage,
  getMessage,
  listMessages,
  requeue,
  type MessageFilter,
  type MessageRow,
} from './messages.store.ts';
import { listUnwritten, takeUpAgain } from './unwritten.store.ts';

/** What customers and suppliers were, are being and could not be told; newest first, after the message that `after` names. */
export function findMessagePage(
  ctx: Context,
  storeId: string,
  { after, ...filter }: Omit<MessageFilter, 'before'> & { after?: string | undefined },
): Promise<Message[]> {
  const before = after === undefined ? undefined : keyFrom(after);
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const made = await listMessages(trx, storeId, { ...filter, before });
    const unwritten = await listUnwritten(trx, storeId, { ...filter, before });
    return [...made, ...unwritten].sort(newestFirst).slice(0, filter.limit).map(toMessage);
  });
}

function newestFirst(a: MessageRow, b: MessageRow): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.messageId < b.messageId ? 1 : -1);
}

/** What the list is ordered by. */
export function keyOf({ createdAt, messageId }: Message): string {
  return `${createdAt} ${messageId}`;
}

/**
 * Sends a message that failed or bounced once more, to the address that is known now, and from the first try on. What could
 * not be written is written anew.
 * @throws AppError `not-found`; `conflict` for one that did not fail, or whose customer wants to hear nothing
 */
export function retryMessage(ctx: Context, storeId: string, messageId: string): Promise<Message> {
  return inStoreTransaction(ctx, storeId, async (trx) => {
    const before = await findMessage(trx, storeId, messageId);
    const unwritten = before ? undefined : await takeUpAgain(trx, storeId, messageId);
    if (before) await sendAgain(ctx, trx, storeId, before);
    const subject = before ?? unwritten;
    if (!subject) throw notFound(`Message ${messageId}`);
    await recordAudit(trx, ctx, {
      ...{ storeId, action: 'message.retry', before: { problem: subject.problem } },
      entity: { id: messageId, name: `${subject.kind} to ${subject.customer ?? subject.supplier}` },
    });
    if (unwritten) return toMessage({ ...unwritten, state: 'queued', problem: null });
    return toMessage(await getMessage(trx, storeId, messageId));
  });
}

async function sendAgain(ctx: Context, trx: Transaction, storeId: string, before: MessageRow): Promise<void> {
  const { messageId, channel, state } = before;
  if (state !== 'failed' && state !== 'bounced')
    throw new AppError('conflict', `This message is ${state}; only one that failed or bounced is retried.`);
  const recipient = (await addressNow(trx, storeId, channel, before)) ?? before.recipient;
  await requeue(trx, storeId, { messageId, recipient }, ctx.clock.now());
}

/** Where they are told now. @throws AppError `conflict` for a customer who wants to hear nothing */
async function addressNow(
  trx: Transaction,
  storeId: string,
  channel: MessageChannel,
  { customerId, supplierId }: Pick<MessageRow, 'customerId' | 'supplierId'>,
): Promise<string | null | undefined> {
  if (customerId === null) return supplierId && supplierAddress(trx, channel, supplierId);
  const customer = await findCustomerById(trx, storeId, customerId);
  if (!mayBeTold(customer, channel))
    throw new AppError('conflict', `${customer.name} does not want to be told this way any more.`);
  return audienceOf(customer, []).find((each) => each.channel === channel)?.recipient;
}

async function supplierAddress(
  trx: Transaction,
  channel: MessageChannel,
  supplierId: string,
): Promise<string | null> {
  if (channel === 'email') return (await getSupplierById(trx, supplierId)).email;
  if (channel !== 'webhook') return null;
  const found = await findOrderAddress(trx, supplierId);
  return 'url' in found ? found.url : null;
}

function keyFrom(after: string): { createdAt: string; id: string } {
  const [createdAt = '', id = ''] = after.split(' ');
  if (!isId(id) || Number.isNaN(Date.parse(createdAt))) throw unknownCursor();
  return { createdAt: new Date(createdAt).toISOString(), id };
}

function toMessage({ customerId: _, supplierId: __, problem, sentAt, ...row }: MessageRow): Message {
  const { dueAt, createdAt, channel, recipient } = row;
  const { orderId, orderNumber, customer, purchaseOrderId, purchaseOrderNumber, supplier, ...rest } = row;
  return {
    ...rest,
    ...(orderId !== null && { orderId }),
    ...(orderNumber !== null && { orderNumber }),
    ...(customer !== null && { customer }),
    ...(purchaseOrderId !== null && { purchaseOrderId }),
    ...(purchaseOrderNumber !== null && { purchaseOrderNumber }),
    ...(supplier !== null && { supplier }),
    // Whoever has the whole address of a browser may push to it.
    recipient: channel === 'push' ? `Browser at ${new URL(recipient).host}` : recipient,
    ...(problem !== null && { problem }),
    dueAt: dueAt.toISOString(),
    createdAt: createdAt.toISOString(),
    ...(sentAt && { sentAt: sentAt.toISOString() }),
  };
}
