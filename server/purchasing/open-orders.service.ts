import { supplierUrls, type LinkContext } from '../orders/links.service.ts';
import { orderReference } from './order-reference.ts';
import { listOpenOrdersOf } from './open-orders.store.ts';
import type { SupplierDocument } from './supplier-document.ts';

/** Far more than one supplier has open at a time. */
const LIMIT = 1_000;

export interface OpenOrder {
  document: SupplierDocument;
  portalUrl: string;
}

/** What a supplier has still to deliver, to whichever store, oldest first. */
export async function findOpenOrdersOf(ctx: LinkContext, supplierId: string): Promise<OpenOrder[]> {
  const orders = await listOpenOrdersOf(ctx.db, supplierId, LIMIT);
  const urlsOf = new Map<string, (poId: string) => string>();
  for (const { storeId } of orders)
    if (!urlsOf.has(storeId)) urlsOf.set(storeId, await supplierUrls(ctx, ctx.db, storeId));
  return orders.map(({ storeId, poId, document }) => ({
    // Older documents do not have it.
    document: { ...document, reference: orderReference(storeId, document.number) },
    portalUrl: urlsOf.get(storeId)!(poId),
  }));
}
