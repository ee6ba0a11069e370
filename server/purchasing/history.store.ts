import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';

/** A purchase order that was placed elsewhere, as it is written. Quantities in the stock unit, prices in minor units. */
export interface HistoryOrderRow {
  id: string;
  externalId: string;
  fingerprint: string;
  supplierId: string;
  supplier: string;
  currency: string;
  state: string;
  total: number;
  sentAt: Date;
  acknowledgedAt: Date | null;
  closedAt: Date | null;
}

export interface HistoryLineRow {
  id: string;
  orderId: string;
  position: number;
  itemId: string;
  supplierSku: string;
  packName: string;
  packQuantity: number;
  packs: number;
  quantity: number;
  packPrice: number | null;
  expectedAt: Date;
  rejected: number;
  cancelled: number;
  over: number;
}

export interface HistoryDeliveryRow {
  id: string;
  lineId: string;
  itemId: string;
  quantity: number;
  arrived: number;
  supplierId: string;
  supplier: string;
  firstExpectedAt: Date;
  expectedAt: Date;
  confirmedAt: Date | null;
  arrivedAt: Date | null;
  cancelledAt: Date | null;
}

/** Digests of the purchase orders with these external ids. */
export async function listFingerprints(
  db: Queryable,
  storeId: string,
  externalIds: readonly string[],
): Promise<Map<string, { number: number; fingerprint: string | null }>> {
  const { rows } = await sql<{ externalId: string; number: number; fingerprint: string | null }>`
    select external_id as "externalId", number, encode(fingerprint, 'hex') as fingerprint from purchase_order
    where store_id = ${storeId} and external_id = any(${externalIds})`.execute(db);
  return new Map(rows.map(({ externalId, ...row }) => [externalId, row]));
}

/** Adds orders with their lines and deliveries, numbered in their order. */
export async function insertHistory(
  trx: Transaction,
  storeId: string,
  {
    orders,
    lines,
    deliveries,
  }: {
    orders: readonly HistoryOrderRow[];
    lines: readonly HistoryLineRow[];
    deliveries: readonly HistoryDeliveryRow[];
  },
  { by, now }: { by: string; now: Date },
): Promise<void> {
  await sql`with last as (
      update store set last_purchase_order_number = last_purchase_order_number + ${orders.length} where id = ${storeId}
      returning last_purchase_order_number - ${orders.length} as number
    )
    insert into purchase_order (store_id, id, number, external_id, fingerprint, supplier_id, supplier, state, version, currency,
      total, created_at, created_by, approved_at, approved_by, sent_at, acknowledged_at, closed_at, imported)
    select ${storeId}, r.id, last.number + n, "externalId", decode(r.fingerprint, 'hex'), "supplierId", supplier, state, 1,
      currency, total, "sentAt", ${by}, "sentAt", ${by}, "sentAt", "acknowledgedAt", "closedAt", true
    from last, rows from (jsonb_to_recordset(${JSON.stringify(orders)}::jsonb) as (id uuid, "externalId" text, fingerprint text,
        "supplierId" uuid, supplier text, currency text, state text, total bigint, "sentAt" timestamptz,
        "acknowledgedAt" timestamptz, "closedAt" timestamptz)) with ordinality
      as r (id, "externalId", fingerprint, "supplierId", supplier, currency, state, total, "sentAt", "acknowledgedAt", "closedAt", n)`.execute(
    trx,
  );
  await sql`insert into purchase_order_line (store_id, id, purchase_order_id, position, item_id, supplier_sku, pack_name,
      pack_quantity, packs, quantity, pack_price, expected_at, rejected, cancelled, over)
    select ${storeId}, id, "orderId", position, "itemId", "supplierSku", "packName", "packQuantity", packs, quantity, "packPrice",
      "expectedAt", rejected, cancelled, over
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r (id uuid, "orderId" uuid, position int, "itemId" uuid,
      "supplierSku" text, "packName" text, "packQuantity" numeric, packs numeric, quantity numeric, "packPrice" bigint,
      "expectedAt" timestamptz, rejected numeric, cancelled numeric, over numeric)`.execute(trx);
  await sql`insert into expected_delivery (store_id, id, item_id, quantity, arrived, supplier, supplier_id, purchase_order_line_id,
      first_expected_at, expected_at, confirmed_at, created_at, created_by, arrived_at, cancelled_at)
    select ${storeId}, id, "itemId", quantity, arrived, supplier, "supplierId", "lineId", "firstExpectedAt", "expectedAt",
      "confirmedAt", ${now}, ${by}, "arrivedAt", "cancelledAt"
    from jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) as r (id uuid, "lineId" uuid, "itemId" uuid, quantity numeric,
      arrived numeric, supplier text, "supplierId" uuid, "firstExpectedAt" timestamptz, "expectedAt" timestamptz,
      "confirmedAt" timestamptz, "arrivedAt" timestamptz, "cancelledAt" timestamptz)`.execute(trx);
  await sql`insert into purchase_order_event (store_id, purchase_order_id, at, kind, by_whom, via, words, told_at)
    select ${storeId}, id, ${now}, 'imported', ${by}, 'file', 'read from a file', ${now}
    from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb) as r (id uuid)`.execute(trx);
}
