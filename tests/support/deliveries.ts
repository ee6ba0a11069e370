import type { PurchaseOrder } from '../../shared/purchasing/purchase-order.schema.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import type { ScreenedStore } from './screens.ts';

/** A supplier of some of a kitchen's goods, each by the pack of so many stock units. */
export async function aSupplier(
  { app }: ScreenedStore,
  name: string,
  packs: Record<string, { pack: string; of: number; code?: string; instead?: string[] }>,
): Promise<Supplier> {
  const supplier = await app.expectOk<Supplier>('POST', '/suppliers', { name });
  const items = Object.entries(packs).map(([sku, { pack, of, code, instead }]) => ({
    ...{ sku, packName: pack, packQuantity: of, packPrice: { amount: 1000, currency: 'EUR' } },
    ...(code !== undefined && { supplierSku: code }),
    ...(instead && { substitutes: instead }),
  }));
  await app.expectOk('PUT', `/suppliers/${supplier.id}/items`, { items });
  return supplier;
}

/** An order that was sent to it: packs by SKU. */
export async function aPurchase(
  kitchen: ScreenedStore,
  { id: supplierId }: Supplier,
  packs: Record<string, number>,
  expectedAt: string,
): Promise<PurchaseOrder> {
  const lines = Object.entries(packs).map(([sku, count]) => ({ sku, packs: count }));
  const path = `/stores/${kitchen.storeId}/purchase-orders`;
  const order = { supplierId, expectedAt, lines };
  const { poId } = await kitchen.app.expectOk<PurchaseOrder>('POST', path, order);
  return doTo(kitchen, poId, 'send');
}

/** Something done to it: `delay`, `receive`, `cancel` … */
export function doTo(
  { app, storeId }: ScreenedStore,
  poId: string,
  deed: string,
  body: object = {},
): Promise<PurchaseOrder> {
  return app.expectOk('POST', `/stores/${storeId}/purchase-orders/${poId}/${deed}`, body);
}
