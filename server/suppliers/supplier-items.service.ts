import { createHash } from 'node:crypto';
import type { FieldError } from '../../shared/errors.ts';
import type {
  Supplier,
  SupplierItem,
  SupplierItemInput,
  SupplierItemList,
  SupplierItemsInput,
  SupplierOfItem,
} from '../../shared/suppliers/supplier.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { getItemById, listItemReferences, type ItemsContext } from '../items/items.service.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { inAllStoresTransaction, type LockedStore } from '../platform/store-transaction.ts';
import { differenceOfItems } from './items-difference.ts';
import { planItems, type SoldItem } from './supplier-item-rules.ts';
import { pricedLines, type NewPrice } from './new-prices.ts';
import {
  listItemsOfSupplier,
  listSuppliersOfItems,
  replaceItemsOfSupplier,
  unpreferOthers,
} from './supplier-items.store.ts';
import { getSupplierById, listSuppliersByIds, settleSupply } from './suppliers.service.ts';

/** An item as one of its suppliers sells it, with that supplier: its calendar, its minimum order, whether it is active. */
export interface SupplierOffer extends SupplierItem {
  supplier: Supplier;
}

const MAX_TOLD = 50;

/** What a supplier sells, in the order of our SKUs. */
export function listSupplierItems(db: Queryable, supplierId: string): Promise<SupplierItem[]> {
  return listItemsOfSupplier(db, supplierId);
}

/**
 * All that suppliers sell of these items, also those that are not active; in the order of SKUs, of each item the preferred
 * supplier first, then by name.
 */
export async function listSupplierItemsOf(
  db: Queryable,
  itemIds: readonly string[],
): Promise<SupplierOffer[]> {
  const rows = await listSuppliersOfItems(db, itemIds);
  const suppliers = await listSuppliersByIds(
    db,
    rows.map(({ supplierId }) => supplierId),
  );
  return rows.map(({ supplierId, ...item }) => ({ ...item, supplier: suppliers.get(supplierId)! }));
}

/** The list of a supplier's items with its version. @throws AppError `not-found` */
export async function findItemsOfSupplier(db: Queryable, supplierId: string): Promise<SupplierItemList> {
  const { id } = await getSupplierById(db, supplierId);
  return asList(await listItemsOfSupplier(db, id));
}

/** Who sells an item, and how. @throws AppError `not-found` */
export async function findSuppliersOfItem(db: Queryable, itemId: string): Promise<SupplierOfItem[]> {
  const { id } = await getItemById(db, itemId);
  return (await listSupplierItemsOf(db, [id])).map(({ supplier, ...item }) => {
    const { id: supplierId, name, active, leadTimeDays, deliveryDays, deliveryTime, cutOff } = supplier;
    return { ...item, supplierId, supplier: name, active, leadTimeDays, deliveryDays, deliveryTime, cutOff };
  });
}

/**
 * Replaces all that a supplier sells. Preferred here is preferred nowhere else.
 * @throws AppError `not-found`; `precondition-failed` when `ifVersion` is not that of the list; `invalid` naming each line
 */
export function replaceSupplierItems(
  ctx: ItemsContext,
  supplierId: string,
  { items: lines, confirmPrices = false }: SupplierItemsInput,
  ifVersion?: string,
): Promise<SupplierItemList> {
  return inAllStoresTransaction(ctx, async (trx, stores) => {
    const supplier = await getSupplierById(trx, supplierId);
    const before = asList(await listItemsOfSupplier(trx, supplierId));
    if (ifVersion !== undefined && ifVersion !== before.version)
      throw new AppError(
        'precondition-failed',
        `What ${supplier.name} sells was changed meanwhile; load it again.`,
      );
    const plan = await planSupplierItems(trx, supplier, lines, {
      current: before.items,
      isConfirmed: () => confirmPrices,
    });
    if (plan.errors.length > 0) throw invalid(plan.errors.slice(0, MAX_TOLD));
    await saveItemsOnRecord(ctx, trx, stores, { supplier, before: before.items, items: plan.items });
    return asList(await listItemsOfSupplier(trx, supplierId));
  });
}

/**
 * Takes new prices of a supplier, all or none. Quantity breaks of an item end with the price they belonged to.
 * @throws AppError `not-found`; `invalid` naming each price: an unknown code, another currency, a price that is hard to believe
 */
export function changePrices(
  ctx: ItemsContext,
  supplierId: string,
  prices: readonly NewPrice[],
): Promise<void> {
  return inAllStoresTransaction(ctx, async (trx, stores) => {
    const supplier = await getSupplierById(trx, supplierId);
    const before = await listItemsOfSupplier(trx, supplierId);
    const { lines, errors: unknown } = pricedLines(before, prices);
    if (unknown.length > 0) throw invalid(unknown.slice(0, MAX_TOLD));
    const plan = await planSupplierItems(trx, supplier, lines, { current: before, isConfirmed: () => false });
    if (plan.errors.length > 0) throw invalid(plan.errors.slice(0, MAX_TOLD).map(asOfPrices));
    await saveItemsOnRecord(ctx, trx, stores, { supplier, before, items: plan.items });
  });
}

/** The mistakes of lines that stand in the order of the prices they are made of. */
function asOfPrices({ pointer, detail }: FieldError): FieldError {
  return { pointer: pointer.replace('/items/', '/prices/'), detail };
}

/** What lines come to as the whole list of a supplier, and why they cannot be as they are; nothing is written. */
export async function planSupplierItems(
  db: Queryable,
  { currency }: Supplier,
  lines: readonly SupplierItemInput[],
  { current, isConfirmed }: { current: readonly SupplierItem[]; isConfirmed: (sku: string) => boolean },
): Promise<ReturnType<typeof planItems>> {
  const skus = lines.flatMap(({ sku, substitutes = [] }) => [sku, ...substitutes]);
  const known = await listItemReferences(db, [...new Set(skus)]);
  const bySku = new Map(current.map((item) => [item.sku, item]));
  return planItems({ lines, known, current: bySku, currency, isConfirmed });
}

/** What a supplier sells from now on instead of `before`. */
export interface ItemsOfSupplier {
  supplier: Supplier;
  before: readonly SupplierItem[];
  items: readonly SoldItem[];
}

/**
 * Writes what a supplier sells, takes preference from others, remembers who did it, and carries the consequences into every
 * store.
 */
export async function saveItemsOnRecord(
  ctx: ItemsContext,
  trx: Transaction,
  stores: readonly LockedStore[],
  { supplier, before, items }: ItemsOfSupplier,
): Promise<void> {
  const now = ctx.clock.now();
  const difference = differenceOfItems(new Map(before.map((item) => [item.sku, item])), items);
  if (!difference.told) return;
  await replaceItemsOfSupplier(trx, supplier.id, difference, now);
  const preferred = difference.items.filter((item) => item.preferred).map(({ itemId }) => itemId);
  const demoted = await unpreferOthers(trx, supplier.id, preferred, now);
  await recordAudit(trx, ctx, { action: 'supplier.items', entity: supplier, ...difference.told });
  await recordDemotions(ctx, trx, demoted);
  await settleSupply(ctx, trx, stores, difference.supplyIds);
}

async function recordDemotions(
  ctx: ItemsContext,
  trx: Transaction,
  demoted: readonly { supplierId: string; sku: string }[],
): Promise<void> {
  const suppliers = await listSuppliersByIds(
    trx,
    demoted.map(({ supplierId }) => supplierId),
  );
  const facts = [...suppliers.values()].map((entity) => {
    const skus = demoted.filter(({ supplierId }) => supplierId === entity.id).map(({ sku }) => sku);
    const items = (preferred: boolean) => ({
      items: skus.slice(0, MAX_TOLD).map((sku) => ({ sku, preferred })),
    });
    return { action: 'supplier.items', entity, before: items(true), after: items(false) };
  });
  await recordAudit(trx, ctx, ...facts);
}

/** The version is a digest of the list itself: it also moves when another supplier becomes the preferred one. */
function asList(items: SupplierItem[]): SupplierItemList {
  const version = createHash('sha256').update(JSON.stringify(items)).digest('hex').slice(0, 16);
  return { items, version };
}
