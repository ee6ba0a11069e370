import { sql, type RawBuilder } from 'kysely';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { DeliveryFacts } from './purchase-order-view.ts';
import type { ScheduleChange, ScheduledPart } from './schedule.ts';

export interface LineRow {
  lineId: string;
  poId: string;
  itemId: string;
  sku: string;
  name: string;
  unit: string;
  supplierSku: string;
  packName: string;
  packQuantity: number;
  packs: number;
  quantity: number;
  packPrice: number | null;
  expectedAt: Date;
  rejected: number;
  cancelled: number;
  /** Of what was cancelled: called off before it was due, and given up after that. */
  calledOff: number;
  givenUp: number;
  over: number;
  because: { words?: string } | null;
  deliveries: DeliveryFacts[];
}

export async function listLines(
  db: Queryable,
  storeId: string,
  poIds: readonly string[],
): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select l.id as "lineId", l.purchase_order_id as "poId", l.item_id as "itemId", i.sku, i.name, i.unit,
      l.supplier_sku as "supplierSku", l.pack_name as "packName", l.pack_quantity as "packQuantity", l.packs, l.quantity,
      l.pack_price as "packPrice", l.expected_at as "expectedAt", l.rejected, l.cancelled,
      l.called_off as "calledOff", l.given_up as "givenUp", l.over, l.because,
      coalesce((select json_agg(json_build_object('deliveryId', d.id, 'quantity', d.quantity, 'arrived', d.arrived,
          'firstExpectedAt', d.first_expected_at, 'expectedAt', d.expected_at, 'confirmedAt', d.confirmed_at,
          'reason', d.reason, 'arrivedAt', d.arrived_at, 'cancelledAt', d.cancelled_at) order by d.expected_at, d.id)
        from expected_delivery d where d.store_id = l.store_id and d.purchase_order_line_id = l.id), '[]') as deliveries
    from purchase_order_line l join item i on i.id = l.item_id
    where l.store_id = ${storeId} and l.purchase_order_id = any(${poIds}::uuid[])
    order by l.purchase_order_id, l.position`.execute(db);
  return rows;
}

/** The deliveries of a line in thousandths, as they are planned with. */
export function scheduleOf({ deliveries }: Pick<LineRow, 'deliveries'>): ScheduledPart[] {
  return deliveries.map(({ deliveryId, quantity, arrived, firstExpectedAt, expectedAt, cancelledAt }) => ({
    deliveryId,
    quantity: toThousandths(quantity),
    arrived: toThousandths(arrived),
    firstExpectedAt: new Date(firstExpectedAt),
    expectedAt: new Date(expectedAt),
    ended: cancelledAt !== null,
  }));
}

export interface NewPurchaseOrderLine {
  id: string;
  itemId: string;
  supplierSku: string;
  packName: string;
  packQuantity: number;
  packs: number;
  quantity: number;
  packPrice: number | null;
  expectedAt: Date;
  because: object | null;
}

/** Adds lines after those there are. */
export async function insertPurchaseOrderLines(
  trx: Transaction,
  storeId: string,
  poId: string,
  rows: readonly NewPurchaseOrderLine[],
): Promise<void> {
  await sql`insert into purchase_order_line (store_id, id, purchase_order_id, position, item_id, supplier_sku, pack_name,
      pack_quantity, packs, quantity, pack_price, expected_at, because)
    select ${storeId}, id, ${poId}, n + (select count(*) from purchase_order_line l
        where l.store_id = ${storeId} and l.purchase_order_id = ${poId}), "itemId", "supplierSku", "packName", "packQuantity",
      packs, quantity, "packPrice", "expectedAt", because
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (id uuid, "itemId" uuid, "supplierSku" text,
        "packName" text, "packQuantity" numeric, packs numeric, quantity numeric, "packPrice" bigint, "expectedAt" timestamptz,
        because jsonb)) with ordinality
      as r (id, "itemId", "supplierSku", "packName", "packQuantity", packs, quantity, "packPrice", "expectedAt", because, n)`.execute(
    trx,
  );
}

/** Only before the order was sent: afterwards lines have a history. */
export async function deleteLines(trx: Transaction, storeId: string, poId: string): Promise<void> {
  await sql`delete from purchase_order_line where store_id = ${storeId} and purchase_order_id = ${poId}`.execute(
    trx,
  );
}

/** What of a line changed with what came, was sent back or is not to come. Quantities in the stock unit. */
export interface LineChange {
  lineId: string;
  packs: number;
  quantity: number;
  rejected: number;
  cancelled: number;
  calledOff: number;
  givenUp: number;
  over: number;
}

export async function updateLine(
  trx: Transaction,
  storeId: string,
  { lineId, packs, quantity, rejected, cancelled, calledOff, givenUp, over }: LineChange,
): Promise<void> {
  await sql`update purchase_order_line set packs = ${packs}, quantity = ${quantity}, rejected = ${rejected},
      cancelled = ${cancelled}, called_off = ${calledOff}, given_up = ${givenUp}, over = ${over}
    where store_id = ${storeId} and id = ${lineId}`.execute(trx);
}

export interface ScheduleOwner {
  lineId: string;
  itemId: string;
  supplierId: string;
  supplier: string;
  by: string;
}

/** Brings the stored deliveries of a line to what was planned. `newId` gives those that are new their ids. */
export async function writeSchedule(
  trx: Transaction,
  storeId: string,
  { lineId, itemId, supplierId, supplier, by }: ScheduleOwner,
  { change, add, end }: ScheduleChange,
  newId: () => string,
  now: Date,
): Promise<void> {
  const changed = change.map((part) => ({ ...part, ...inUnits(part) }));
  if (changed.length > 0)
    await sql`update expected_delivery d set quantity = r.quantity, arrived = r.arrived, expected_at = r."expectedAt",
        ${wordKept(sql`r."expectedAt"`, now)},
        arrived_at = case when r.arrived >= r.quantity then coalesce(d.arrived_at, ${now}::timestamptz) end,
        cancelled_at = case when r.ended then d.cancelled_at end
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
        as r ("deliveryId" uuid, quantity numeric, arrived numeric, "expectedAt" timestamptz, ended boolean)
      where d.store_id = ${storeId} and d.id = r."deliveryId"`.execute(trx);
  if (end.length > 0)
    await sql`update expected_delivery set cancelled_at = ${now}
      where store_id = ${storeId} and id = any(${end}::uuid[])`.execute(trx);
  for (const part of add) {
    const { quantity } = inUnits(part);
    const isLater = part.expectedAt > part.firstExpectedAt;
    await sql`insert into expected_delivery (store_id, id, item_id, quantity, supplier, supplier_id, purchase_order_line_id,
        first_expected_at, expected_at, slips, told_late_at, created_at, created_by)
      values (${storeId}, ${newId()}, ${itemId}, ${quantity}, ${supplier}, ${supplierId}, ${lineId}, ${part.firstExpectedAt},
        ${part.expectedAt}, ${isLater ? 1 : 0}, ${isLater ? now : null}, ${now}, ${by})`.execute(trx);
  }
}

/** A later time than was said before, and than was first confirmed, is a slip; when that was first said is kept. */
function wordKept(expectedAt: RawBuilder<unknown>, now: Date): RawBuilder<unknown> {
  const isLater = sql`${expectedAt} > d.first_expected_at`;
  return sql`slips = d.slips + case when ${isLater} and ${expectedAt} > d.expected_at then 1 else 0 end,
        told_late_at = case when ${isLater} then coalesce(d.told_late_at, ${now}::timestamptz) else d.told_late_at end`;
}

const inUnits = ({ quantity, arrived }: ScheduledPart) => ({
  quantity: fromThousandths(quantity),
  arrived: fromThousandths(arrived),
});

/** From its first confirmation on a delivery is late by that, not by what was hoped for. */
export async function confirmDeliveries(
  trx: Transaction,
  storeId: string,
  lineIds: readonly string[],
  now: Date,
): Promise<void> {
  await sql`update expected_delivery set confirmed_at = ${now}, first_expected_at = expected_at, slips = 0, told_late_at = null
    where store_id = ${storeId} and purchase_order_line_id = any(${lineIds}::uuid[]) and confirmed_at is null
      and arrived_at is null and cancelled_at is null`.execute(trx);
}

/** Says of deliveries when they come now, and why. */
export async function moveDeliveries(
  trx: Transaction,
  storeId: string,
  deliveryIds: readonly string[],
  { expectedAt, reason }: { expectedAt: Date; reason: string | null },
  now: Date,
): Promise<void> {
  await sql`update expected_delivery d set expected_at = ${expectedAt}, reason = coalesce(${reason}, reason),
      ${wordKept(sql`${expectedAt}::timestamptz`, now)}
    where store_id = ${storeId} and id = any(${deliveryIds}::uuid[])`.execute(trx);
}
