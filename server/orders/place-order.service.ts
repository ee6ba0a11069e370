import { uuidv7 } from 'uuidv7';
import type { FieldError } from '../../shared/errors.ts';
import { OrderInput, type Order } from '../../shared/orders/order.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { listItemReferences } from '../items/items.service.ts';
import { isSoldWhole, toStockUnit } from '../items/units.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { answerOnce, fingerprintOf } from '../platform/idempotency.store.ts';
import { inStoreTransaction, type LockedStore } from '../platform/store-transaction.ts';
import { mistakesIn } from '../platform/validation.ts';
import { settle } from '../settlement/settle.ts';
import { checkAddresses, findOrAddCustomer } from './customers.service.ts';
import type { LinkContext } from './links.service.ts';
import { getOrderWhole, type Deed } from './orders.service.ts';
import {
  analyzeOrders,
  findOrderByExternalId,
  insertLines,
  insertOrder,
  type NewLine,
} from './orders.store.ts';

export interface Placed {
  order: Order;
  /** False: this order was placed before, by the same external id. */
  isNew: boolean;
}

/**
 * Takes an order. What there is is set aside at once; the rest is on backorder, each line with the promise there is.
 * @throws AppError `invalid` naming each field that is wrong, or an external id that came with another order before
 */
export async function placeOrder(
  ctx: LinkContext,
  storeId: string,
  input: OrderInput,
  deed: Deed,
): Promise<Placed> {
  return inStoreTransaction(ctx, storeId, (trx, store) => {
    const now = ctx.clock.now();
    return answerOnce(trx, storeId, deed.idempotencyKey, { place: input }, now, () =>
      placeOrderIn(ctx, trx, store, input, deed.by),
    );
  });
}

async function placeOrderIn(
  ctx: LinkContext,
  trx: Transaction,
  store: LockedStore,
  input: OrderInput,
  by: string,
): Promise<Placed> {
  const now = ctx.clock.now();
  const earlier = await findEarlier(trx, store.id, input);
  if (earlier) return { order: await getOrderWhole(ctx, trx, store.id, earlier), isNew: false };
  const id = await addOrder(trx, store.id, input, by, now);
  await settle(trx, store, [], now, [id]);
  const placed = await getOrderWhole(ctx, trx, store.id, id);
  const entity = { id, name: `#${placed.number}` };
  const after = { lines: placed.lines.map(({ sku, quantity }) => ({ sku, quantity })) };
  await recordAudit(trx, ctx, { storeId: store.id, action: 'order.place', entity, after });
  return { order: placed, isNew: true };
}

/** Writes an order and its customer, for the caller to settle. Errors as in {@link placeOrder}. */
export async function addOrder(
  trx: Transaction,
  storeId: string,
  input: OrderInput,
  by: string,
  now: Date,
): Promise<string> {
  const lines = await linesOf(trx, input, now);
  const customer = await findOrAddCustomer(trx, storeId, input.customer, now);
  const id = uuidv7();
  const order = {
    ...{ id, fingerprint: fingerprintOf(input), customerId: customer.id, placedBy: by },
    externalId: input.externalId ?? null,
    neededBy: input.neededBy === undefined ? null : new Date(input.neededBy),
    shipComplete: input.shipComplete ?? false,
    notes: input.notes || null,
  };
  await insertOrder(trx, storeId, order, now);
  await insertLines(trx, storeId, id, lines);
  return id;
}

export interface OrderVerdict {
  status: 'new' | 'duplicate' | 'rejected';
  errors: FieldError[];
}

/** What {@link placeOrder} would say to an order, with nothing recorded. */
export async function judgeOrder(
  db: Queryable,
  storeId: string,
  input: OrderInput,
  now: Date,
): Promise<OrderVerdict> {
  const errors = mistakesIn(OrderInput, input);
  if (errors.length > 0) return { status: 'rejected', errors };
  try {
    if (await findEarlier(db, storeId, input)) return { status: 'duplicate', errors: [] };
    await linesOf(db, input, now);
    checkAddresses(input.customer);
    return { status: 'new', errors: [] };
  } catch (error) {
    if (error instanceof AppError && error.errors) return { status: 'rejected', errors: error.errors };
    throw error;
  }
}

async function findEarlier(db: Queryable, storeId: string, input: OrderInput): Promise<string | undefined> {
  const { externalId } = input;
  if (externalId === undefined) return undefined;
  const earlier = await findOrderByExternalId(db, storeId, externalId);
  if (!earlier) return undefined;
  if (earlier.fingerprint && fingerprintOf(input).equals(earlier.fingerprint)) return earlier.orderId;
  const detail = `${externalId} is order #${earlier.number} already, with other content; a changed order needs an externalId of its own`;
  throw invalid([{ pointer: '/externalId', detail }]);
}

/** Lines of one item twice stay two: each has its own place in the queue. */
async function linesOf(db: Queryable, { lines, neededBy }: OrderInput, now: Date): Promise<NewLine[]> {
  const errors: FieldError[] = [];
  if (neededBy !== undefined && new Date(neededBy) <= now)
    errors.push({
      pointer: '/neededBy',
      detail: `${neededBy} is past; give a time to come, or leave it out`,
    });
  const items = await listItemReferences(db, [...new Set(lines.map(({ sku }) => sku))]);
  const rows = lines.flatMap(({ sku, quantity, unit }, index): NewLine[] => {
    const refuse = (field: string, detail: string): NewLine[] => {
      errors.push({ pointer: `/lines/${index}/${field}`, detail });
      return [];
    };
    const item = items.get(sku);
    if (!item) return refuse('sku', `no item has SKU ${sku}`);
    if (!item.sellable) return refuse('sku', `${sku} is not for sale; make the item sellable first`);
    const converted = toStockUnit(quantity, unit, item);
    if ('problem' in converted) return refuse('unit', converted.problem);
    if (isSoldWhole(item.unit) && !Number.isInteger(converted.quantity))
      return refuse('quantity', `${sku} is sold whole, by the ${item.unit}, not ${converted.quantity} of it`);
    return [{ id: uuidv7(), itemId: item.id, quantity: converted.quantity }];
  });
  if (errors.length > 0) throw invalid(errors);
  return rows;
}

/** For after many orders were added at once, and committed: queries of the queue are planned by how many there are. */
export function noteManyOrders(db: Queryable): Promise<void> {
  return analyzeOrders(db);
}
