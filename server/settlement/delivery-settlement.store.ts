import { sql, type RawBuilder } from 'kysely';
import type { PurchaseOrderOnScreen, SupplierDelay } from '../../shared/purchasing/purchase-order.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { Lateness } from './lateness.ts';
import type { Incoming } from './promise.ts';

/** How long a supplier's past deliveries speak for the next one. */
const RECORD = sql.raw(`interval '180 days'`);

/** Monday is 1; by the calendar of the store `s`. */
function weekdayOf(instant: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`extract(isodow from ${instant} at time zone s.time_zone)::int`;
}

/** Deliveries of the given items that are still to come. Quantities in whole thousandths. */
export async function listIncoming(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
): Promise<(Incoming & { reason: string | null; firstExpectedAt: Date })[]> {
  const { rows } = await sql<Incoming & { reason: string | null; firstExpectedAt: Date }>`
    select d.id as "deliveryId", d.item_id as "itemId", d.supplier, ((d.quantity - d.arrived) * 1000)::int8 as outstanding,
      d.expected_at as "expectedAt", d.first_expected_at as "firstExpectedAt", ${weekdayOf(sql`d.expected_at`)} as weekday,
      case when d.expected_at > d.first_expected_at then coalesce(d.reason, 'delivery-late') end as reason
    from expected_delivery d join store s on s.id = d.store_id
    where d.store_id = ${storeId} and d.item_id = any(${itemIds}::uuid[]) and d.arrived_at is null and d.cancelled_at is null
    order by d.expected_at, d.id`.execute(db);
  return rows;
}

/** How late deliveries came against what was first said. */
export async function listLateness(db: Queryable, storeId: string, now: Date): Promise<Lateness[]> {
  const { rows } = await sql<Lateness>`
    select d.supplier, extract(epoch from d.arrived_at - d.first_expected_at)::int8 * 1000 as ms,
      ${weekdayOf(sql`d.first_expected_at`)} as weekday
    from expected_delivery d join store s on s.id = d.store_id
    where d.store_id = ${storeId} and d.arrived_at > ${now}::timestamptz - ${RECORD}`.execute(db);
  return rows;
}

/** A delivery that is still to come, and the delay that is known of it. */
export interface OpenDelivery {
  deliveryId: string;
  supplier: string;
  firstExpectedAt: Date;
  expectedAt: Date;
  /** The day of the week on which it is expected, by the store's calendar; 1 = Monday. */
  weekday: number;
  /** The delay in force, as it is stored. */
  delayId: string | null;
  kind: SupplierDelay['kind'] | null;
  nowExpected: Date | null;
}

/** Deliveries of these items that are still to come, and those that are not but of which a delay is still in force. */
export async function listDeliveriesToJudge(
  db: Queryable,
  storeId: string,
  itemIds?: readonly string[],
): Promise<(OpenDelivery & { isOpen: boolean })[]> {
  const { rows } = await sql<OpenDelivery & { isOpen: boolean }>`
    select d.id as "deliveryId", d.supplier, d.first_expected_at as "firstExpectedAt", d.expected_at as "expectedAt",
      ${weekdayOf(sql`d.expected_at`)} as weekday, l.id as "delayId", l.kind, l.now_expected as "nowExpected",
      d.arrived_at is null and d.cancelled_at is null as "isOpen"
    from expected_delivery d
    join store s on s.id = d.store_id
    left join supplier_delay l on l.store_id = d.store_id and l.delivery_id = d.id and l.ended_at is null
    where d.store_id = ${storeId} and ${itemIds === undefined ? sql`true` : sql`d.item_id = any(${itemIds}::uuid[])`}
      and (d.arrived_at is null and d.cancelled_at is null or l.id is not null)`.execute(db);
  return rows;
}

/** A delay as it is to be from now on. */
export interface DelayRow {
  id: string;
  deliveryId: string;
  kind: SupplierDelay['kind'];
  was: Date;
  nowExpected: Date | null;
  /** What it is predicted by, in words. */
  because: string | null;
}

export async function writeDelays(
  trx: Transaction,
  storeId: string,
  { current, ended }: { current: readonly DelayRow[]; ended: readonly string[] },
  now: Date,
): Promise<void> {
  if (ended.length > 0)
    await sql`update supplier_delay set ended_at = ${now} where store_id = ${storeId} and id = any(${ended}::uuid[])`.execute(
      trx,
    );
  if (current.length > 0)
    await sql`insert into supplier_delay as s (store_id, id, delivery_id, kind, was, now_expected, because, since)
      select ${storeId}, id, "deliveryId", kind, was, "nowExpected", because, ${now}
      from jsonb_to_recordset(${JSON.stringify(current)}::jsonb)
        as r (id uuid, "deliveryId" uuid, kind text, was timestamptz, "nowExpected" timestamptz, because text)
      on conflict (store_id, id) do update set kind = excluded.kind, now_expected = excluded.now_expected,
        because = excluded.because`.execute(trx);
}

type DelayState = Omit<
  SupplierDelay,
  'was' | 'now' | 'since' | 'poId' | 'transferId' | 'number' | 'reason'
> & {
  was: Date;
  now: Date | null;
  since: Date;
  poId: string | null;
  transferId: string | null;
  number: number | null;
  reason: string | null;
};

/** Delays in force, the earliest first. */
export async function listDelays(
  db: Queryable,
  storeId: string,
  deliveryIds?: readonly string[],
): Promise<SupplierDelay[]> {
  const { rows } = await sql<DelayState>`
    select s.id as "delayId", d.id as "deliveryId", d.item_id as "itemId", o.id as "poId",
      t.id as "transferId", coalesce(o.number, t.number) as number, d.supplier, s.kind,
      d.quantity - d.arrived as quantity, s.was, s.now_expected as now, coalesce(s.because, d.reason) as reason, s.since
    from supplier_delay s
    join expected_delivery d on d.store_id = s.store_id and d.id = s.delivery_id
    left join purchase_order_line l on l.store_id = d.store_id and l.id = d.purchase_order_line_id
    left join purchase_order o on o.store_id = l.store_id and o.id = l.purchase_order_id
    left join transfer_line tl on tl.store_id = d.store_id and tl.id = d.transfer_line_id
    left join transfer t on t.store_id = tl.store_id and t.id = tl.transfer_id
    where s.store_id = ${storeId} and s.ended_at is null
      and ${deliveryIds === undefined ? sql`true` : sql`d.id = any(${deliveryIds}::uuid[])`}
    order by s.was, s.id`.execute(db);
  return rows.map(({ was, now, since, poId, transferId, number, reason, ...row }) => ({
    ...row,
    ...(poId !== null && { poId }),
    ...(transferId !== null && { transferId }),
    ...(number !== null && { number }),
    was: was.toISOString(),
    ...(now && { now: now.toISOString() }),
    ...(reason !== null && { reason }),
    since: since.toISOString(),
  }));
}

/** Stores in which a delivery is overdue that was not yet found to be, and the items concerned. */
export async function listNewlyOverdue(
  db: Queryable,
  now: Date,
): Promise<{ storeId: string; itemIds: string[] }[]> {
  const { rows } = await sql<{ storeId: string; itemIds: string[] }>`
    select d.store_id as "storeId", array_agg(distinct d.item_id) as "itemIds" from expected_delivery d
    where d.arrived_at is null and d.cancelled_at is null and d.expected_at < ${now} and not exists (
      select from supplier_delay s
      where s.store_id = d.store_id and s.delivery_id = d.id and s.ended_at is null and s.kind = 'overdue')
    group by d.store_id`.execute(db);
  return rows;
}

export interface PurchaseOrderStanding {
  poId: string;
  state: PurchaseOrderOnScreen['state'];
  acknowledged: boolean;
  /** Whether anything came, for good or to be sent back. */
  touched: boolean;
  /** Whether anything is still to come. */
  open: boolean;
  closed: boolean;
}

/** How purchase orders that were sent stand, by their deliveries: those with one of these items, or all. */
export async function listStandings(
  db: Queryable,
  storeId: string,
  itemIds?: readonly string[],
): Promise<PurchaseOrderStanding[]> {
  const concerned = sql`o.id in (
    select purchase_order_id from purchase_order_line where store_id = ${storeId} and item_id = any(${itemIds ?? []}::uuid[]))`;
  const { rows } = await sql<PurchaseOrderStanding>`
    select o.id as "poId", o.state, o.acknowledged_at is not null as acknowledged, o.closed_at is not null as closed,
      bool_or(l.rejected > 0 or l.over > 0 or d.arrived > 0 or exists (
        select from receipt_line r where r.store_id = l.store_id and r.purchase_order_line_id = l.id
          and r.substitute_item_id is not null and r.undone_at is null)) as touched, bool_or(coalesce(d.open, false)) as open
    from purchase_order o
    join purchase_order_line l on l.store_id = o.store_id and l.purchase_order_id = o.id
    left join lateral (
      select sum(d.arrived) as arrived, bool_or(d.arrived_at is null and d.cancelled_at is null) as open
      from expected_delivery d where d.store_id = l.store_id and d.purchase_order_line_id = l.id) d on true
    where o.store_id = ${storeId} and o.sent_at is not null and ${itemIds === undefined ? sql`true` : concerned}
    group by o.store_id, o.id`.execute(db);
  return rows;
}

/** Sets the state of purchase orders; those of which nothing is to come any more are closed. */
export async function writePurchaseOrderStates(
  trx: Transaction,
  storeId: string,
  rows: readonly { poId: string; state: string; closed: boolean }[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await sql`update purchase_order o set state = r.state,
      closed_at = case when r.closed then coalesce(o.closed_at, ${now}::timestamptz) end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("poId" uuid, state text, closed boolean)
    where o.store_id = ${storeId} and o.id = r."poId"`.execute(trx);
}

/** Purchase orders that were sent and are open, or the given ones, as screens know them. */
export async function listPurchaseOrdersOnScreen(
  db: Queryable,
  storeId: string,
  poIds?: readonly string[],
): Promise<PurchaseOrderOnScreen[]> {
  const { rows } = await sql<PurchaseOrderOnScreen>`
    select o.id as "poId", o.number, o.supplier, o.state, l.lines
    from purchase_order o
    cross join lateral (
      select json_agg(json_strip_nulls(json_build_object('lineId', l.id, 'itemId', l.item_id,
        'supplierSku', l.supplier_sku, 'packName', l.pack_name, 'packQuantity', l.pack_quantity, 'quantity', l.quantity, 'received', coalesce(d.received, 0),
        'outstanding', coalesce(d.outstanding, 0),
        'expectedAt', to_char(d.expected_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) order by l.position) as lines
      from purchase_order_line l
      left join lateral (
        select sum(d.arrived) as received, sum(d.quantity - d.arrived) filter (where d.isOpen) as outstanding,
          min(d.expected_at) filter (where d.isOpen) as expected_at
        from (select *, arrived_at is null and cancelled_at is null as isOpen from expected_delivery d
          where d.store_id = l.store_id and d.purchase_order_line_id = l.id) d) d on true
      where l.store_id = o.store_id and l.purchase_order_id = o.id) l
    where o.store_id = ${storeId} and o.sent_at is not null and o.closed_at is null
      and ${poIds === undefined ? sql`true` : sql`o.id = any(${poIds}::uuid[])`}
    order by o.number`.execute(db);
  return rows;
}
