import type { TSchema } from 'typebox';
import type { PurchaseOrder } from '../../shared/purchasing/purchase-order.schema.ts';
import {
  OrderAcknowledged,
  OrderDelayed,
  OrderShipped,
  PricesChanged,
  type InboxEntry,
  type SupplierMessage,
} from '../../shared/purchasing/supplier-message.schema.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import { unreachable } from '../../shared/assert.ts';
import type { ItemsContext } from '../items/items.service.ts';
import { SYSTEM } from '../platform/actor.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError, asAppError, invalid, notFound } from '../platform/errors.ts';
import { fingerprintOf } from '../platform/idempotency.store.ts';
import { parse } from '../platform/validation.ts';
import { changePrices } from '../suppliers/supplier-items.service.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import { parseOrderReference } from './order-reference.ts';
import { findPurchaseOrder, type Deed } from './purchase-orders.service.ts';
import { acknowledgePurchaseOrder, announceShipment, reportDelay } from './supplier-answers.service.ts';
import { acknowledgeInput, delayInput, shipmentInput, type Translated } from './supplier-message-input.ts';
import {
  findInboxEntry,
  findSentOrder,
  finishInboxEntry,
  insertInboxEntry,
  listInboxEntries,
  type InboxRow,
} from './supplier-messages.store.ts';

const SCHEMAS = {
  'order.acknowledged': OrderAcknowledged,
  'order.delayed': OrderDelayed,
  'order.shipped': OrderShipped,
  'prices.changed': PricesChanged,
};
const MAX_WORDS = 500;

/** A message as it came: under the id that its sender gave it, and not looked at yet. */
export interface IncomingMessage {
  id: string;
  via: 'api' | 'files';
  message: unknown;
}

/** What a message of a supplier was about, once it was done. */
interface About {
  storeId: string | null;
  poId: string | null;
}

/**
 * Does what a supplier's program or file says, as if the supplier had said it by the portal. A message that was done is not
 * done again however often it comes; one that was refused is tried anew.
 * @throws AppError `idempotency-key-reused` for another message under an id that was done; `invalid` with pointers into the
 * message; `not-found` for an order that was not sent to this supplier; `conflict` in a state that does not allow it
 */
export async function takeSupplierMessage(
  ctx: ItemsContext,
  supplierId: string,
  { id, via, message }: IncomingMessage,
): Promise<InboxEntry> {
  const supplier = await getSupplierById(ctx.db, supplierId);
  const fingerprint = fingerprintOf(message);
  const known = await findInboxEntry(ctx.db, supplierId, id);
  if (known?.state === 'done') {
    if (known.fingerprint.equals(fingerprint)) return toEntry(known);
    throw new AppError(
      'idempotency-key-reused',
      `Message ${id} said something else before; give a new message a new id.`,
    );
  }
  const { type, order } = outlineOf(message);
  const entry = { id, via, type, fingerprint, order, body: message };
  await insertInboxEntry(ctx.db, supplierId, entry, ctx.clock.now());
  try {
    const about = await act(ctx, supplier, { id, via, message: parseMessage(message) });
    await finishInboxEntry(ctx.db, supplierId, id, { state: 'done', problem: null, ...about });
  } catch (error) {
    await refuse(ctx, supplierId, id, error);
    throw error;
  }
  return toEntry((await findInboxEntry(ctx.db, supplierId, id))!);
}

/** What programs and files of a supplier said, newest first; `before` is when the last entry of the page before came. */
export async function findInboxPage(
  db: Queryable,
  supplierId: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<InboxEntry[]> {
  const { id } = await getSupplierById(db, supplierId);
  const rows = await listInboxEntries(db, id, { before: before ? new Date(before) : null, limit });
  return rows.map(toEntry);
}

/** What failed for our own reasons stays to be done; the sender tries again. */
async function refuse(ctx: ItemsContext, supplierId: string, id: string, error: unknown): Promise<void> {
  const appError = asAppError(error);
  if (appError.code === 'internal' || appError.code === 'unavailable') return;
  const { message, errors = [] } = appError;
  const words =
    errors.length > 1 ? errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ') : message;
  const problem = words.slice(0, MAX_WORDS);
  await finishInboxEntry(ctx.db, supplierId, id, { state: 'refused', problem, storeId: null, poId: null });
}

/** What can be told of a message before it is known to be one. */
function outlineOf(message: unknown): { type: string; order: string | null } {
  const { type, order } = (message ?? {}) as { type?: unknown; order?: unknown };
  return {
    type: typeof type === 'string' && type in SCHEMAS ? type : 'unknown',
    order: typeof order === 'string' && parseOrderReference(order) ? order.trim() : null,
  };
}

/** @throws AppError `invalid` */
function parseMessage(message: unknown): SupplierMessage {
  const { type } = outlineOf(message);
  if (type === 'unknown')
    throw invalid([{ pointer: '/type', detail: `must be one of ${Object.keys(SCHEMAS).join(', ')}` }]);
  return parse<TSchema>(SCHEMAS[type as SupplierMessage['type']], message) as SupplierMessage;
}

async function act(
  ctx: ItemsContext,
  supplier: Supplier,
  { id, via, message }: IncomingMessage & { message: SupplierMessage },
): Promise<About> {
  const asSupplier = { ...ctx, actor: { ...SYSTEM, name: supplier.name } };
  if (message.type === 'prices.changed') {
    await changePrices(asSupplier, supplier.id, message.prices);
    return { storeId: null, poId: null };
  }
  const order = await getOrder(ctx, supplier.id, message.order);
  const deed: Deed = {
    by: supplier.name,
    via: via === 'files' ? 'file' : 'api',
    idempotencyKey: `supplier ${supplier.id} ${id}`,
  };
  await answer(asSupplier, order, message, deed);
  return { storeId: order.storeId, poId: order.poId };
}

/** The order that a message is about. */
type Named = PurchaseOrder & { storeId: string };

/** @throws AppError `not-found` */
async function getOrder(ctx: ItemsContext, supplierId: string, reference: string): Promise<Named> {
  const parts = parseOrderReference(reference);
  const found = parts && (await findSentOrder(ctx.db, supplierId, parts));
  if (!found) throw notFound(`Order ${reference} of ours to you`);
  return { ...(await findPurchaseOrder(ctx, found.storeId, found.poId)), storeId: found.storeId };
}

function answer(
  ctx: ItemsContext,
  { storeId, poId, lines }: Named,
  message: Exclude<SupplierMessage, { type: 'prices.changed' }>,
  deed: Deed,
): Promise<PurchaseOrder> {
  switch (message.type) {
    case 'order.acknowledged':
      return acknowledgePurchaseOrder(ctx, storeId, poId, right(acknowledgeInput(message, lines)), deed);
    case 'order.delayed':
      return reportDelay(ctx, storeId, poId, right(delayInput(message, lines)), deed);
    case 'order.shipped':
      return announceShipment(ctx, storeId, poId, right(shipmentInput(message, lines)), deed);
    default:
      return unreachable(message);
  }
}

/** @throws AppError `invalid` */
function right<I>({ input, errors }: Translated<I>): I {
  if (errors.length > 0) throw invalid(errors);
  return input;
}

function toEntry({ id, via, at, type, state, problem, order, storeId, poId }: InboxRow): InboxEntry {
  return {
    ...{ id, via, at: at.toISOString(), type, state },
    ...(problem !== null && { problem }),
    ...(order !== null && { order }),
    ...(storeId !== null && { storeId }),
    ...(poId !== null && { poId }),
  };
}
