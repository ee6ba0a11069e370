import { getStoreById } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import { listSupplierItems } from '../suppliers/supplier-items.service.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import { parseOrderReference } from './order-reference.ts';
import { findPurchaseOrder } from './purchase-orders.service.ts';
import { findSentOrder } from './supplier-messages.store.ts';
import type { Known, KnownOrder } from './x12/set-reading.ts';

/** What files of a supplier are read against: those of its orders that they name, and all that it sells. */
export async function findKnown(
  ctx: Context,
  supplierId: string,
  references: readonly string[],
): Promise<Known> {
  const { currency, deliveryTime } = await getSupplierById(ctx.db, supplierId);
  const items = await listSupplierItems(ctx.db, supplierId);
  const orders = new Map<string, KnownOrder>();
  for (const reference of new Set(references.map((text) => text.trim().toUpperCase()))) {
    const order = await findOrder(ctx, supplierId, reference, deliveryTime);
    if (order) orders.set(reference, order);
  }
  return { orders, items: new Map(items.map((item) => [item.supplierSku, item])), currency };
}

async function findOrder(
  ctx: Context,
  supplierId: string,
  reference: string,
  deliveryTime: string,
): Promise<KnownOrder | undefined> {
  const parts = parseOrderReference(reference);
  const found = parts && (await findSentOrder(ctx.db, supplierId, parts));
  if (!found) return undefined;
  const { timeZone } = await getStoreById(ctx.db, found.storeId);
  const { lines } = await findPurchaseOrder(ctx, found.storeId, found.poId);
  return { reference, timeZone, deliveryTime, lines };
}
