import type { ReceivableLine } from '../../shared/purchasing/receipt.schema.ts';
import { listItemIdsBySku } from '../items/items.service.ts';
import type { Context } from '../platform/context.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { listSupplierItemsOf } from '../suppliers/supplier-items.service.ts';
import { listReceivable } from './receivable-lines.store.ts';

/** What whoever receives has to know besides what every screen knows: agreed prices, and what may come instead. */
export function findReceivableLines(ctx: Context, storeId: string): Promise<ReceivableLine[]> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    const rows = await listReceivable(trx, storeId);
    const offers = await listSupplierItemsOf(trx, [...new Set(rows.map(({ itemId }) => itemId))]);
    const instead = new Map(
      offers.map(({ supplier, sku, substitutes }) => [`${supplier.id} ${sku}`, substitutes]),
    );
    const idOf = await listItemIdsBySku(trx, [...new Set([...instead.values()].flat())]);
    return rows.map(({ poId, lineId, sku, supplierId, packPrice, currency }) => ({
      ...{ poId, lineId, currency },
      ...(packPrice !== null && { packPrice: { amount: packPrice, currency } }),
      substitutes: (instead.get(`${supplierId} ${sku}`) ?? []).flatMap((other) => idOf.get(other) ?? []),
    }));
  });
}
