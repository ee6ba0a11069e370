import { uuidv7 } from 'uuidv7';
import type { PurchaseOrder, PurchaseOrderPatch } from '../../shared/purchasing/purchase-order.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/errors.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import { resolveLines } from './draft.service.ts';
import {
  deleteLines,
  insertPurchaseOrderLines,
  scheduleOf,
  writeSchedule,
  type LineRow,
  type NewPurchaseOrderLine,
} from './purchase-order-lines.store.ts';
import {
  cancelRest,
  changePurchaseOrder,
  saveLine,
  type Deed,
  type Happened,
  type Work,
} from './purchase-orders.service.ts';
import { resetTotal, updatePurchaseOrder } from './purchase-orders.store.ts';
import { arrivedOf, changeOf, extend, reduce } from './schedule.ts';

/**
 * Changes what is ordered. Before it was sent the order becomes a draft again; afterwards the supplier is sent a new
 * version, and what came already stays.
 * @throws AppError `invalid` for less than came already, or as for a new order
 */
export function changeLines(
  ctx: Context,
  storeId: string,
  poId: string,
  patch: PurchaseOrderPatch,
  deed: Deed,
): Promise<PurchaseOrder> {
  return changePurchaseOrder(ctx, storeId, poId, { move: 'change', input: patch, deed }, async (work) => {
    const { trx, order } = work;
    if (patch.note !== undefined) await updatePurchaseOrder(trx, storeId, poId, { note: patch.note || null });
    if (!patch.lines) return { kind: 'changed', words: 'the note was changed' };
    const event = order.sentAt === null ? await redraft(work, patch) : await amend(work, patch);
    await resetTotal(trx, storeId, poId);
    return event;
  });
}

async function redraft(
  { trx, store, order, now }: Work,
  { lines = [] }: PurchaseOrderPatch,
): Promise<Happened> {
  const supplier = await getSupplierById(trx, order.supplierId);
  const rows = await resolveLines(trx, store, supplier, { lines }, now);
  await deleteLines(trx, store.id, order.poId);
  await insertPurchaseOrderLines(trx, store.id, order.poId, rows);
  const back = { state: 'draft' as const, approvedAt: null, approvedBy: null };
  await updatePurchaseOrder(trx, store.id, order.poId, back);
  return { kind: 'changed', words: 'its lines were changed' };
}

async function amend(work: Work, { lines = [] }: PurchaseOrderPatch): Promise<Happened> {
  const { trx, store, order, now } = work;
  const supplier = await getSupplierById(trx, order.supplierId);
  const wanted = new Map(
    (await resolveLines(trx, store, supplier, { lines }, now)).map((line) => [line.itemId, line]),
  );
  const said: string[] = [];
  for (const line of work.lines) {
    const next = wanted.get(line.itemId);
    wanted.delete(line.itemId);
    const words = await amendLine(work, line, next);
    if (words) said.push(words);
  }
  for (const line of wanted.values()) {
    await addLine(work, line);
    said.push(`${line.packs} × ${line.packName} ${line.supplierSku} added`);
  }
  if (said.length === 0) return { kind: 'changed', words: 'nothing was changed' };
  await updatePurchaseOrder(trx, store.id, order.poId, { version: order.version + 1 });
  return { kind: 'amended', words: `version ${order.version + 1}: ${said.join('; ')}`, toTell: true };
}

/** Brings a line to what is wanted of it now; without that, what did not come of it is cancelled. */
async function amendLine(
  work: Work,
  line: LineRow,
  next: NewPurchaseOrderLine | undefined,
): Promise<string | null> {
  if (!next) return (await cancelRest(work, line)) ? `${line.sku} cancelled` : null;
  const schedule = scheduleOf(line);
  const more = toThousandths(next.quantity) - toThousandths(line.quantity);
  if (more === 0) return null;
  const fixed = arrivedOf(schedule) + toThousandths(line.rejected) + toThousandths(line.cancelled);
  if (toThousandths(next.quantity) < fixed)
    throw invalid([
      {
        pointer: '/lines',
        detail: `${line.sku}: ${fromThousandths(fixed)} ${line.unit} came, were sent back or cancelled already; order at least that`,
      },
    ]);
  const planned =
    more > 0 ? extend(schedule, more, more, next.expectedAt) : { schedule: reduce(schedule, -more, 'last') };
  if ('problem' in planned) throw new RangeError('a line cannot be extended by what it was extended by');
  await saveLine(work, line, planned.schedule, { packs: next.packs, quantity: next.quantity });
  return `${line.sku} ${line.packs} → ${next.packs} × ${line.packName}`;
}

async function addLine({ trx, store, order, deed, now }: Work, line: NewPurchaseOrderLine): Promise<void> {
  await insertPurchaseOrderLines(trx, store.id, order.poId, [line]);
  const owner = {
    ...{ lineId: line.id, itemId: line.itemId, by: deed.by },
    ...{ supplierId: order.supplierId, supplier: order.supplier },
  };
  const extended = extend([], toThousandths(line.quantity), toThousandths(line.quantity), line.expectedAt);
  if ('problem' in extended) throw new RangeError('a new line has room for all of it');
  await writeSchedule(trx, store.id, owner, changeOf([], extended.schedule), uuidv7, now);
}
