import { uuidv7 } from 'uuidv7';
import type { PurchaseOrder } from '../../shared/purchasing/purchase-order.schema.ts';
import { toThousandths } from '../../shared/quantity.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { LockedStore } from '../platform/store-transaction.ts';
import { refuseBlocked } from '../suppliers/standings.service.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import {
  approve,
  changePurchaseOrder,
  moveInside,
  type Deed,
  type Happened,
  type Work,
} from './purchase-orders.service.ts';
import { writeSchedule } from './purchase-order-lines.store.ts';
import { updatePurchaseOrder } from './purchase-orders.store.ts';
import { changeOf, type ScheduledPart } from './schedule.ts';

/**
 * Orders from the supplier: from here on the goods are on order. A draft that needs nobody's approval is approved with it.
 * @throws AppError `conflict` for one that has to be approved first, a supplier that is not active any more, or one
 * whose standing blocks it
 */
export function sendPurchaseOrder(
  ctx: Context,
  storeId: string,
  poId: string,
  deed: Deed,
): Promise<PurchaseOrder> {
  return changePurchaseOrder(ctx, storeId, poId, { move: 'send', input: {}, deed }, async (work) => {
    const { trx, order } = work;
    if (order.state === 'draft' && (await needsApproval(trx, storeId, order.total)))
      throw new AppError(
        'conflict',
        `Purchase order #${order.number} has to be approved before it is sent: it is above the amount that needs nobody.`,
      );
    return send(work);
  });
}

/** Whether somebody has to approve an order of this total, in minor units, before it is sent. */
export async function needsApproval(db: Queryable, storeId: string, total: number): Promise<boolean> {
  const { approvalAbove } = await getStoreById(db, storeId);
  return approvalAbove !== undefined && total > approvalAbove;
}

/** Sends an order that was written in this transaction; for callers who saw to its approval. */
export function sendInside(
  ctx: Context,
  trx: Transaction,
  store: LockedStore,
  poId: string,
  deed: Deed,
): Promise<void> {
  return moveInside({ ctx, trx, store, deed, now: ctx.clock.now() }, poId, 'send', send);
}

async function send(work: Work): Promise<Happened> {
  const { trx, store, order, lines, deed, now } = work;
  const supplier = await getSupplierById(trx, order.supplierId);
  if (!supplier.active)
    throw new AppError(
      'conflict',
      `${supplier.name} is not active; activate the supplier, or order elsewhere.`,
    );
  await refuseBlocked(trx, supplier);
  if (order.state === 'draft') await approve(work);
  await updatePurchaseOrder(trx, store.id, order.poId, { state: 'sent', sentAt: now, version: 1 });
  for (const { lineId, itemId, quantity, expectedAt } of lines) {
    const owner = { lineId, itemId, supplierId: supplier.id, supplier: supplier.name, by: deed.by };
    const planned: ScheduledPart = {
      ...{ quantity: toThousandths(quantity), arrived: 0, ended: false },
      ...{ firstExpectedAt: expectedAt, expectedAt },
    };
    await writeSchedule(trx, store.id, owner, changeOf([], [planned]), uuidv7, now);
  }
  return { kind: 'sent', words: `sent to ${supplier.name}`, toTell: true };
}
