import { uuidv7 } from 'uuidv7';
import type {
  ExpectedDelivery,
  ExpectedDeliveryInput,
  ExpectedDeliveryPatch,
} from '../../shared/purchasing/expected-delivery.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { listItemReferences } from '../items/items.service.ts';
import { toStockUnit } from '../items/units.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { answerOnce } from '../platform/idempotency.store.ts';
import { unknownCursor } from '../platform/paging.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { isId } from '../platform/validation.ts';
import { settle } from '../settlement/settle.ts';
import {
  endDelivery,
  getDelivery,
  insertDelivery,
  listDeliveries,
  updateDelivery,
  type DeliveryKey,
  type DeliveryRow,
} from './expected-deliveries.store.ts';

/** Who enters what was announced may be a day behind; more is a wrong date. */
const LATEST_ENTRY_MS = 86_400_000;

/** Goods on their way, soonest first; `all` adds those that came or were called off, newest first. After the one `after` names. */
export function findDeliveryPage(
  ctx: Context,
  storeId: string,
  { state, after, limit }: { state: 'open' | 'all'; after?: string | undefined; limit: number },
): Promise<ExpectedDelivery[]> {
  const from = after === undefined ? undefined : keyFrom(after);
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const rows = await listDeliveries(trx, storeId, { isOpen: state === 'open', after: from, limit });
    return rows.map((row) => toDelivery(row, ctx.clock.now()));
  });
}

/** What the list is ordered by. */
export function keyOf({ state, expectedAt, deliveryId }: ExpectedDelivery): string {
  const isOver = state === 'arrived' || state === 'cancelled';
  return `${isOver ? 'over' : 'open'} ${expectedAt} ${deliveryId}`;
}

function keyFrom(after: string): DeliveryKey {
  const [standing, expectedAt = '', id = ''] = after.split(' ');
  const expectedMs = Date.parse(expectedAt);
  if ((standing !== 'over' && standing !== 'open') || Number.isNaN(expectedMs) || !isId(id))
    throw unknownCursor();
  return { isOver: standing === 'over', expectedMs, id };
}

/**
 * Notes goods that are on their way. What backorders may be promised follows at once.
 * @throws AppError `invalid` for an unknown item, one that is not stocked, a wrong unit, or a date in the past
 */
export function expectDelivery(
  ctx: Context,
  storeId: string,
  input: ExpectedDeliveryInput,
  { by, idempotencyKey }: { by: string; idempotencyKey?: string | undefined },
): Promise<ExpectedDelivery> {
  return inStoreTransaction(ctx, storeId, (trx, store) => {
    const now = ctx.clock.now();
    return answerOnce(trx, storeId, idempotencyKey, { expect: input }, now, async () => {
      const { itemId, quantity } = await stockedItem(trx, input);
      const expectedAt = new Date(input.expectedAt);
      if (expectedAt.getTime() < now.getTime() - LATEST_ENTRY_MS)
        throw invalid([
          { pointer: '/expectedAt', detail: `${input.expectedAt} is past; say when it is expected now` },
        ]);
      const id = uuidv7();
      const supplier = input.supplier?.trim() ?? '';
      await insertDelivery(trx, storeId, { id, itemId, quantity, supplier, expectedAt, by }, now);
      await settle(trx, store, [itemId], now);
      const delivery = toDelivery(await getDelivery(trx, storeId, id), now);
      const entity = { id, name: delivery.sku };
      await recordAudit(trx, ctx, { storeId, action: 'delivery.expect', entity, after: delivery });
      return delivery;
    });
  });
}

/**
 * Moves a delivery, or changes how much is to come.
 * @throws AppError `invalid` for less than came already; `conflict` for one that is over, or of a purchase order or a transfer; `not-found`
 */
export function changeDelivery(
  ctx: Context,
  storeId: string,
  deliveryId: string,
  patch: ExpectedDeliveryPatch,
): Promise<ExpectedDelivery> {
  return change(ctx, storeId, deliveryId, 'delivery.change', async (trx, before) => {
    const { quantity = before.quantity, expectedAt, reason } = patch;
    if (quantity <= before.arrived)
      throw invalid([
        {
          pointer: '/quantity',
          detail: `${before.arrived} came already; call the rest off instead of setting ${quantity}`,
        },
      ]);
    const next = {
      deliveryId,
      quantity,
      expectedAt: expectedAt === undefined ? before.expectedAt : new Date(expectedAt),
      reason: reason === undefined ? before.reason : reason || null,
    };
    await updateDelivery(trx, storeId, next);
  });
}

/** What did not come yet is not waited for any more. Errors as in {@link changeDelivery}. */
export function callOffDelivery(
  ctx: Context,
  storeId: string,
  deliveryId: string,
): Promise<ExpectedDelivery> {
  return change(ctx, storeId, deliveryId, 'delivery.call-off', (trx) =>
    endDelivery(trx, storeId, deliveryId, ctx.clock.now()),
  );
}

function change(
  ctx: Context,
  storeId: string,
  deliveryId: string,
  action: string,
  work: (trx: Parameters<typeof updateDelivery>[0], before: DeliveryRow) => Promise<void>,
): Promise<ExpectedDelivery> {
  return inStoreTransaction(ctx, storeId, async (trx, store) => {
    const now = ctx.clock.now();
    const row = await getDelivery(trx, storeId, deliveryId);
    const before = toDelivery(row, now);
    if (row.arrivedAt || row.cancelledAt)
      throw new AppError(
        'conflict',
        `This delivery ${row.arrivedAt ? 'has come' : 'was called off'} already.`,
      );
    if (row.poNumber !== null)
      throw new AppError(
        'conflict',
        `This delivery belongs to purchase order #${row.poNumber}; report the delay, change or cancel it there.`,
      );
    if (row.transferNumber !== null)
      throw new AppError(
        'conflict',
        `This delivery belongs to transfer #${row.transferNumber} from ${row.supplier}; receive, delay or cancel it there.`,
      );
    await work(trx, row);
    await settle(trx, store, [row.itemId], now);
    const after = toDelivery(await getDelivery(trx, storeId, deliveryId), now);
    await recordAudit(trx, ctx, {
      storeId,
      action,
      entity: { id: deliveryId, name: row.sku },
      before,
      after,
    });
    return after;
  });
}

async function stockedItem(
  db: Queryable,
  { sku, quantity, unit }: ExpectedDeliveryInput,
): Promise<{ itemId: string; quantity: number }> {
  const item = (await listItemReferences(db, [sku])).get(sku);
  if (!item) throw invalid([{ pointer: '/sku', detail: `no item has SKU ${sku}` }]);
  if (!item.stocked)
    throw invalid([
      { pointer: '/sku', detail: `${sku} is made to order; name the ingredient that is delivered` },
    ]);
  const converted = toStockUnit(quantity, unit, item);
  if ('problem' in converted) throw invalid([{ pointer: '/unit', detail: converted.problem }]);
  return { itemId: item.id, quantity: converted.quantity };
}

function toDelivery(
  { firstExpectedAt, expectedAt, reason, arrivedAt, cancelledAt, ...facts }: DeliveryRow,
  now: Date,
): ExpectedDelivery {
  const { poId, poNumber, transferId, transferNumber, ...row } = facts;
  const open = expectedAt < now || expectedAt > firstExpectedAt ? 'late' : 'expected';
  return {
    ...row,
    firstExpectedAt: firstExpectedAt.toISOString(),
    expectedAt: expectedAt.toISOString(),
    ...(reason !== null && { reason }),
    state: cancelledAt ? 'cancelled' : arrivedAt ? 'arrived' : open,
    ...(arrivedAt && { arrivedAt: arrivedAt.toISOString() }),
    ...(poId !== null && poNumber !== null && { purchaseOrder: { poId, number: poNumber } }),
    ...(transferId !== null &&
      transferNumber !== null && { transfer: { transferId, number: transferNumber } }),
  };
}
