import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';

export interface DeliveryRow {
  deliveryId: string;
  itemId: string;
  sku: string;
  name: string;
  unit: string;
  quantity: number;
  arrived: number;
  supplier: string;
  firstExpectedAt: Date;
  expectedAt: Date;
  reason: string | null;
  arrivedAt: Date | null;
  cancelledAt: Date | null;
  poId: string | null;
  poNumber: number | null;
  transferId: string | null;
  transferNumber: number | null;
  waiting: number;
}

const columns = sql`d.id as "deliveryId", d.item_id as "itemId", i.sku, i.name, i.unit, d.quantity, d.arrived, d.supplier,
  d.first_expected_at as "firstExpectedAt", d.expected_at as "expectedAt", d.reason, d.arrived_at as "arrivedAt",
  d.cancelled_at as "cancelledAt", o.id as "poId", o.number as "poNumber",
  t.id as "transferId", t.number as "transferNumber",
  case when d.arrived_at is null and d.cancelled_at is null then (
    select count(*)::int from line_allocation a
    where a.store_id = d.store_id and a.item_id = d.item_id and a.backordered > 0) else 0 end as waiting`;

const deliveries = sql`from expected_delivery d join item i on i.id = d.item_id
  left join purchase_order_line l on l.store_id = d.store_id and l.id = d.purchase_order_line_id
  left join purchase_order o on o.store_id = l.store_id and o.id = l.purchase_order_id
  left join transfer_line tl on tl.store_id = d.store_id and tl.id = d.transfer_line_id
  left join transfer t on t.store_id = tl.store_id and t.id = tl.transfer_id`;

/** What the list is ordered by: what is still to come, soonest first, then what is over, newest first. */
export interface DeliveryKey {
  isOver: boolean;
  expectedMs: number;
  id: string;
}

const isOver = sql`(d.arrived_at is not null or d.cancelled_at is not null)`;
const expectedMs = sql`floor(extract(epoch from d.expected_at) * 1000)::int8`;

/** A page of them, after the one that `after` names. */
export async function listDeliveries(
  db: Queryable,
  storeId: string,
  { isOpen, after, limit }: { isOpen: boolean; after?: DeliveryKey | undefined; limit: number },
): Promise<DeliveryRow[]> {
  const order = sql`${isOver}, case when ${isOver} then -${expectedMs} else ${expectedMs} end, d.id`;
  const from = after && [after.isOver, after.isOver ? -after.expectedMs : after.expectedMs, after.id];
  const { rows } = await sql<DeliveryRow>`select ${columns} ${deliveries}
    where d.store_id = ${storeId} and ${isOpen ? sql`not ${isOver}` : sql`true`}
      and ${from ? sql`(${order}) > (${sql.join(from)})` : sql`true`}
    order by ${order} limit ${limit}`.execute(db);
  return rows;
}

export async function getDelivery(db: Queryable, storeId: string, deliveryId: string): Promise<DeliveryRow> {
  const { rows } = await sql<DeliveryRow>`select ${columns} ${deliveries}
    where d.store_id = ${storeId} and d.id = ${deliveryId}`.execute(db);
  if (!rows[0]) throw notFound(`Delivery ${deliveryId}`);
  return rows[0];
}

export interface NewDelivery {
  id: string;
  itemId: string;
  quantity: number;
  supplier: string;
  expectedAt: Date;
  by: string;
}

export async function insertDelivery(
  trx: Transaction,
  storeId: string,
  row: NewDelivery,
  now: Date,
): Promise<void> {
  await sql`insert into expected_delivery (store_id, id, item_id, quantity, supplier, first_expected_at, expected_at,
      created_at, created_by)
    values (${storeId}, ${row.id}, ${row.itemId}, ${row.quantity}, ${row.supplier}, ${row.expectedAt}, ${row.expectedAt},
      ${now}, ${row.by})`.execute(trx);
}

export async function updateDelivery(
  trx: Transaction,
  storeId: string,
  row: Pick<DeliveryRow, 'deliveryId' | 'quantity' | 'expectedAt' | 'reason'>,
): Promise<void> {
  await sql`update expected_delivery set quantity = ${row.quantity}, expected_at = ${row.expectedAt}, reason = ${row.reason}
    where store_id = ${storeId} and id = ${row.deliveryId}`.execute(trx);
}

/** What came of it stays; the rest is not waited for any more. */
export async function endDelivery(
  trx: Transaction,
  storeId: string,
  deliveryId: string,
  now: Date,
): Promise<void> {
  await sql`update expected_delivery set cancelled_at = ${now}
    where store_id = ${storeId} and id = ${deliveryId}`.execute(trx);
}
