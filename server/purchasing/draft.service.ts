import { uuidv7 } from 'uuidv7';
import type { FieldError } from '../../shared/errors.ts';
import type {
  PurchaseOrder,
  PurchaseOrderInput,
  PurchaseOrderLineInput,
} from '../../shared/purchasing/purchase-order.schema.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { listItemReferences } from '../items/items.service.ts';
import { toStockUnit } from '../items/units.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { answerOnce, fingerprintOf } from '../platform/idempotency.store.ts';
import { inStoreTransaction, type LockedStore } from '../platform/store-transaction.ts';
import { nextDelivery } from '../suppliers/delivery-calendar.ts';
import { listSupplierItems } from '../suppliers/supplier-items.service.ts';
import { refuseBlocked } from '../suppliers/standings.service.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import { resolveLine } from './purchase-order-rules.ts';
import { insertPurchaseOrderLines, type NewPurchaseOrderLine } from './purchase-order-lines.store.ts';
import { getPurchaseOrderWhole, type Deed } from './purchase-orders.service.ts';
import {
  findByExternalId,
  findSame,
  insertEvent,
  insertPurchaseOrder,
  resetTotal,
} from './purchase-orders.store.ts';

export interface Drafted {
  order: PurchaseOrder;
  /** False: this order was written before, by the same external id. */
  isNew: boolean;
}

/**
 * Writes a purchase order that is not sent yet.
 * @throws AppError `invalid` naming each field that is wrong, or an external id that came with another order before;
 * `conflict` when exactly the same is on order from this supplier already, unless it is asked for `again`
 */
export function draftPurchaseOrder(
  ctx: Context,
  storeId: string,
  input: PurchaseOrderInput,
  deed: Deed,
): Promise<Drafted> {
  return inStoreTransaction(ctx, storeId, (trx, store) => {
    const now = ctx.clock.now();
    return answerOnce(trx, storeId, deed.idempotencyKey, { draft: input }, now, async () => {
      const earlier = await findEarlier(trx, storeId, input);
      if (earlier) return { order: await getPurchaseOrderWhole(trx, storeId, earlier, now), isNew: false };
      const poId = await addPurchaseOrder(ctx, trx, store, input, deed);
      return { order: await getPurchaseOrderWhole(trx, storeId, poId, now), isNew: true };
    });
  });
}

/** Why each line is ordered, by SKU, where it was proposed. */
export type Reasons = ReadonlyMap<string, object>;

/** Writes a draft with its lines and its entry in the record. Errors as in {@link draftPurchaseOrder}. */
export async function addPurchaseOrder(
  ctx: Context,
  trx: Transaction,
  store: LockedStore,
  input: PurchaseOrderInput,
  { by, via }: Deed,
  reasons: Reasons = new Map(),
): Promise<string> {
  const now = ctx.clock.now();
  const supplier = await getOrderable(trx, input.supplierId);
  const lines = await resolveLines(trx, store, supplier, input, now, reasons);
  if (!input.again) await refuseSame(trx, store.id, supplier, lines);
  const poId = uuidv7();
  const head = {
    ...{ id: poId, supplierId: supplier.id, supplier: supplier.name, currency: supplier.currency, by },
    externalId: input.externalId ?? null,
    fingerprint: fingerprintOf(input),
    note: input.note || null,
  };
  const number = await insertPurchaseOrder(trx, store.id, head, now);
  await insertPurchaseOrderLines(trx, store.id, poId, lines);
  await resetTotal(trx, store.id, poId);
  const count = `${lines.length} ${lines.length === 1 ? 'line' : 'lines'}`;
  await insertEvent(trx, store.id, poId, { kind: 'drafted', by, via, words: `written, with ${count}` }, now);
  await recordAudit(trx, ctx, {
    storeId: store.id,
    action: 'purchase-order.draft',
    entity: { id: poId, name: `#${number}` },
    after: {
      supplier: supplier.name,
      lines: input.lines.map(({ sku, packs, quantity }) => ({ sku, packs, quantity })),
    },
  });
  return poId;
}

async function getOrderable(db: Queryable, supplierId: string): Promise<Supplier> {
  const supplier = await getSupplierById(db, supplierId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not-found')
      throw invalid([{ pointer: '/supplierId', detail: 'no supplier has this id' }]);
    throw error;
  });
  if (!supplier.active)
    throw new AppError(
      'conflict',
      `${supplier.name} is not active; activate the supplier, or order elsewhere.`,
    );
  await refuseBlocked(db, supplier);
  return supplier;
}

async function findEarlier(
  db: Queryable,
  storeId: string,
  input: PurchaseOrderInput,
): Promise<string | undefined> {
  if (input.externalId === undefined) return undefined;
  const earlier = await findByExternalId(db, storeId, input.externalId);
  if (!earlier) return undefined;
  if (earlier.fingerprint && fingerprintOf(input).equals(earlier.fingerprint)) return earlier.poId;
  const detail = `${input.externalId} is purchase order #${earlier.number} already, with other content; a changed order needs an externalId of its own`;
  throw invalid([{ pointer: '/externalId', detail }]);
}

async function refuseSame(
  db: Queryable,
  storeId: string,
  { id, name }: Supplier,
  lines: readonly NewPurchaseOrderLine[],
): Promise<void> {
  const same = await findSame(db, storeId, id, lines);
  if (same)
    throw new AppError(
      'conflict',
      `Purchase order #${same.number} to ${name} is open and orders exactly the same; say "again": true to order it twice.`,
    );
}

/** Lines as they are ordered. @throws AppError `invalid` naming each field that is wrong */
export async function resolveLines(
  db: Queryable,
  { timeZone }: LockedStore,
  supplier: Supplier,
  { lines, expectedAt }: { lines: readonly PurchaseOrderLineInput[]; expectedAt?: string | undefined },
  now: Date,
  reasons: Reasons = new Map(),
): Promise<NewPurchaseOrderLine[]> {
  const next = expectedAt ? new Date(expectedAt) : nextDelivery(supplier, timeZone, now)?.deliverAt;
  const errors: FieldError[] = [];
  if (expectedAt && new Date(expectedAt) <= now)
    errors.push({
      pointer: '/expectedAt',
      detail: `${expectedAt} is past; give a time to come, or leave it out`,
    });
  const items = await listItemReferences(db, [...new Set(lines.map(({ sku }) => sku))]);
  const offers = new Map((await listSupplierItems(db, supplier.id)).map((offer) => [offer.sku, offer]));
  const seen = new Set<string>();
  const rows = lines.flatMap((line, index): NewPurchaseOrderLine[] => {
    const refuse = (found: readonly FieldError[]): NewPurchaseOrderLine[] => {
      errors.push(...found.map(({ pointer, detail }) => ({ pointer: `/lines/${index}${pointer}`, detail })));
      return [];
    };
    if (seen.has(line.sku))
      return refuse([{ pointer: '/sku', detail: `${line.sku} is listed twice; add the two up` }]);
    seen.add(line.sku);
    const item = items.get(line.sku);
    const converted =
      item && line.quantity !== undefined ? toStockUnit(line.quantity, line.unit, item) : undefined;
    const context = { item, offer: offers.get(line.sku), converted, currency: supplier.currency, now };
    const resolved = resolveLine(line, context);
    if ('errors' in resolved) return refuse(resolved.errors);
    const expected = resolved.expectedAt ?? next;
    if (!expected)
      return refuse([
        { pointer: '/expectedAt', detail: `is missing; ${supplier.name} delivers on no day within a year` },
      ]);
    return [{ ...resolved, id: uuidv7(), expectedAt: expected, because: reasons.get(line.sku) ?? null }];
  });
  if (errors.length > 0) throw invalid(errors);
  return rows;
}
