import type { Receipt } from '../../shared/purchasing/purchase-order.schema.ts';
import type { Context } from '../platform/context.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { getPurchaseOrder } from './purchase-orders.store.ts';
import { listReceipts, type ReceiptRow } from './receipts.store.ts';

/** What came of a purchase order, newest first. @throws AppError `not-found` */
export function findReceipts(ctx: Context, storeId: string, poId: string): Promise<Receipt[]> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    const { currency } = await getPurchaseOrder(trx, storeId, poId);
    return (await listReceipts(trx, storeId, poId)).map(({ at, lines, ...receipt }) => ({
      ...receipt,
      at: at.toISOString(),
      lines: lines.map((line) => toLine(line, currency)),
    }));
  });
}

function toLine(row: ReceiptRow['lines'][number], currency: string): Receipt['lines'][number] {
  const { lineId, received, rejected, reason, packPrice, agreedPrice, lot, expiresOn, substitute } = row;
  const price = (amount: number) => ({ amount, currency });
  return {
    ...{ lineId, received, rejected },
    ...(reason !== null && { reason }),
    ...(packPrice !== null && { price: price(packPrice) }),
    ...(agreedPrice !== null && { agreedPrice: price(agreedPrice) }),
    ...(lot !== null && { lot }),
    ...(expiresOn !== null && { expiresAt: expiresOn }),
    ...(substitute !== null && {
      substitute: {
        ...{ ...substitute, itemId: row.substituteItemId!, quantity: row.substituteQuantity! },
        insteadOf: row.substituted,
      },
    }),
  };
}
