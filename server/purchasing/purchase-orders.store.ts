import { sql } from 'kysely';
import type {
  PurchaseOrderEvent,
  PurchaseOrderState,
} from '../../shared/purchasing/purchase-order.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';
import type { OrderFacts } from './purchase-order-view.ts';

export type PurchaseOrderRow = OrderFacts;

const columns = sql`o.id as "poId", o.number, o.external_id as "externalId", o.supplier_id as "supplierId", o.supplier, o.state,
  o.version, o.currency, o.total, o.note, o.created_at as "createdAt", o.created_by as "createdBy", o.approved_at as "approvedAt",
  o.approved_by as "approvedBy", o.sent_at as "sentAt", o.acknowledged_at as "acknowledgedAt", o.closed_at as "closedAt",
  l."expectedAt", l."lineCount", l."isLate"`;

const orders = sql`from purchase_order o cross join lateral (
    select count(distinct l.id)::int as "lineCount",
      min(coalesce(d.expected_at, case when o.sent_at is null then l.expected_at end)) as "expectedAt",
      bool_or(s.id is not null) as "isLate"
    from purchase_order_line l
    left join expected_delivery d on d.store_id = l.store_id and d.purchase_order_line_id = l.id
      and d.arrived_at is null and d.cancelled_at is null
    left join supplier_delay s on s.store_id = d.store_id and s.delivery_id = d.id and s.ended_at is null
    where l.store_id = o.store_id and l.purchase_order_id = o.id) l`;

export async function getPurchaseOrder(
  db: Queryable,
  storeId: string,
  poId: string,
): Promise<PurchaseOrderRow> {
  const { rows } =
    await sql<PurchaseOrderRow>`select ${columns} ${orders} where o.store_id = ${storeId} and o.id = ${poId}`.execute(
      db,
    );
  if (!rows[0]) throw notFound(`Purchase order ${poId}`);
  return rows[0];
}

export interface PurchaseOrderFilter {
  status?: 'open' | 'closed' | undefined;
  supplierId?: string | undefined;
  search?: string | undefined;
  before?: number | undefined;
  limit: number;
}

/** Newest first. */
export async function listPurchaseOrders(
  db: Queryable,
  storeId: string,
  { status, supplierId, search, before, limit }: PurchaseOrderFilter,
): Promise<PurchaseOrderRow[]> {
  const isOpen = status === 'open' ? sql`o.closed_at is null` : sql`o.closed_at is not null`;
  const sought = `%${(search ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<PurchaseOrderRow>`select ${columns} ${orders}
    where o.store_id = ${storeId} and ${status === undefined ? sql`true` : isOpen}
      and ${supplierId === undefined ? sql`true` : sql`o.supplier_id = ${supplierId}`}
      and ${before === undefined ? sql`true` : sql`o.number < ${before}`}
      and ${
        search
          ? sql`(o.supplier ilike ${sought} or '#' || o.number like ${sought} or exists (
              select from purchase_order_line l join item i on i.id = l.item_id
              where l.store_id = o.store_id and l.purchase_order_id = o.id and (i.name ilike ${sought} or i.sku ilike ${sought})))`
          : sql`true`
      }
    order by o.number desc limit ${limit}`.execute(db);
  return rows;
}

export async function findByExternalId(
  db: Queryable,
  storeId: string,
  externalId: string,
): Promise<{ poId: string; number: number; fingerprint: Buffer | null } | undefined> {
  const { rows } = await sql<{ poId: string; number: number; fingerprint: Buffer | null }>`
    select id as "poId", number, fingerprint from purchase_order where store_id = ${storeId} and external_id = ${externalId}`.execute(
    db,
  );
  return rows[0];
}

export interface NewPurchaseOrder {
  id: string;
  externalId: string | null;
  fingerprint: Buffer;
  supplierId: string;
  supplier: string;
  currency: string;
  note: string | null;
  by: string;
}

/** A draft without lines; returns its number. */
export async function insertPurchaseOrder(
  trx: Transaction,
  storeId: string,
  row: NewPurchaseOrder,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    with next as (
      update store set last_purchase_order_number = last_purchase_order_number + 1 where id = ${storeId}
      returning last_purchase_order_number as number
    )
    insert into purchase_order (store_id, id, number, external_id, fingerprint, supplier_id, supplier, state, currency, total,
      note, created_at, created_by)
    select ${storeId}, ${row.id}, number, ${row.externalId}, ${row.fingerprint}, ${row.supplierId}, ${row.supplier}, 'draft',
      ${row.currency}, 0, ${row.note}, ${now}, ${row.by} from next
    returning number`.execute(trx);
  return rows[0]!.number;
}

/** What of a purchase order itself changes; what is left out stays. */
export interface PurchaseOrderChange {
  state?: PurchaseOrderState;
  version?: number;
  note?: string | null;
  approvedAt?: Date | null;
  approvedBy?: string | null;
  sentAt?: Date;
  acknowledgedAt?: Date;
  closedAt?: Date;
}

export async function updatePurchaseOrder(
  trx: Transaction,
  storeId: string,
  poId: string,
  { approvedAt, approvedBy, sentAt, acknowledgedAt, closedAt, ...rest }: PurchaseOrderChange,
): Promise<void> {
  const values = {
    ...rest,
    ...(approvedAt !== undefined && { approved_at: approvedAt }),
    ...(approvedBy !== undefined && { approved_by: approvedBy }),
    ...(sentAt && { sent_at: sentAt }),
    ...(acknowledgedAt && { acknowledged_at: acknowledgedAt }),
    ...(closedAt && { closed_at: closedAt }),
  };
  if (Object.keys(values).length === 0) return;
  await trx
    .updateTable('purchase_order')
    .set(values)
    .where('store_id', '=', storeId)
    .where('id', '=', poId)
    .execute();
}

/** Σ of its lines, as far as their prices are known. */
export async function resetTotal(trx: Transaction, storeId: string, poId: string): Promise<void> {
  await sql`update purchase_order o set total = coalesce((
      select sum(round((l.quantity - l.cancelled) / l.pack_quantity * l.pack_price)) from purchase_order_line l
      where l.store_id = o.store_id and l.purchase_order_id = o.id), 0)
    where o.store_id = ${storeId} and o.id = ${poId}`.execute(trx);
}

export interface NewEvent {
  kind: string;
  by: string;
  via: string;
  words: string;
  /** What the supplier has to hear of it. */
  document?: object | undefined;
}

export async function insertEvent(
  trx: Transaction,
  storeId: string,
  poId: string,
  { kind, by, via, words, document }: NewEvent,
  now: Date,
): Promise<void> {
  await sql`insert into purchase_order_event (store_id, purchase_order_id, at, kind, by_whom, via, words, told_at, document)
    values (${storeId}, ${poId}, ${now}, ${kind}, ${by}, ${via}, ${words}, ${document ? null : now},
      ${document ? JSON.stringify(document) : null}::jsonb)`.execute(trx);
}

export async function listEvents(
  db: Queryable,
  storeId: string,
  poId: string,
): Promise<PurchaseOrderEvent[]> {
  const { rows } = await sql<PurchaseOrderEvent & { at: Date }>`
    select at, kind, by_whom as by, via, words from purchase_order_event
    where store_id = ${storeId} and purchase_order_id = ${poId} order by id`.execute(db);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** An open purchase order of a supplier that orders exactly the same, if there is one. */
export async function findSame(
  db: Queryable,
  storeId: string,
  supplierId: string,
  lines: readonly { itemId: string; quantity: number }[],
): Promise<{ number: number } | undefined> {
  const { rows } = await sql<{ number: number }>`
    select o.number from purchase_order o
    where o.store_id = ${storeId} and o.supplier_id = ${supplierId} and o.closed_at is null and not exists (
      select from (select item_id, quantity from purchase_order_line l where l.store_id = o.store_id and l.purchase_order_id = o.id) l
      full join jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as n ("itemId" uuid, quantity numeric)
        on n."itemId" = l.item_id and n.quantity = l.quantity
      where n."itemId" is null or l.item_id is null)
    order by o.number desc limit 1`.execute(db);
  return rows[0];
}
