import { sql } from 'kysely';
import type { ReceiptPhoto } from '../../shared/purchasing/receipt.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { ReceiptLine } from './arrivals.ts';

/** What has to be known of what came to take it back. */
export type ToTakeBack = Pick<
  ReceiptLine,
  'lineId' | 'received' | 'rejected' | 'replaced' | 'substituteItemId' | 'substituteQuantity' | 'substituted'
>;

export async function insertReceipt(
  trx: Transaction,
  storeId: string,
  { receiptId, lines, at, by }: { receiptId: string; lines: readonly ReceiptLine[]; at: Date; by: string },
): Promise<void> {
  await sql`insert into receipt_line (store_id, id, receipt_id, purchase_order_line_id, received, rejected, replaced, reason,
      pack_price, agreed_price, lot, expires_on, substitute_item_id, substitute_quantity, substituted, at, received_by)
    select ${storeId}, id, ${receiptId}, "lineId", received, rejected, replaced, reason, "packPrice", "agreedPrice", lot,
      "expiresOn", "substituteItemId", "substituteQuantity", substituted, ${at}, ${by}
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r (id uuid, "lineId" uuid, received numeric, rejected numeric,
      replaced boolean, reason text, "packPrice" bigint, "agreedPrice" bigint, lot text, "expiresOn" date,
      "substituteItemId" uuid, "substituteQuantity" numeric, substituted numeric)`.execute(trx);
}

/** Whether there is a receipt of this id, undone or not. */
export async function isReceipt(db: Queryable, storeId: string, receiptId: string): Promise<boolean> {
  const { rows } =
    await sql`select from receipt_line where store_id = ${storeId} and receipt_id = ${receiptId}
    limit 1`.execute(db);
  return rows.length > 0;
}

/** The lines of a receipt that was not undone; none when there is no such receipt of this purchase order. */
export async function listReceiptLines(
  db: Queryable,
  storeId: string,
  { poId, receiptId }: { poId: string; receiptId: string },
): Promise<ToTakeBack[]> {
  const { rows } = await sql<ToTakeBack>`
    select r.purchase_order_line_id as "lineId", r.received, r.rejected, r.replaced, r.substituted,
      r.substitute_item_id as "substituteItemId", r.substitute_quantity as "substituteQuantity"
    from receipt_line r
    join purchase_order_line l on l.store_id = r.store_id and l.id = r.purchase_order_line_id
    where r.store_id = ${storeId} and r.receipt_id = ${receiptId} and l.purchase_order_id = ${poId} and r.undone_at is null`.execute(
    db,
  );
  return rows;
}

export async function markUndone(
  trx: Transaction,
  storeId: string,
  receiptId: string,
  now: Date,
): Promise<void> {
  await sql`update receipt_line set undone_at = ${now} where store_id = ${storeId} and receipt_id = ${receiptId}`.execute(
    trx,
  );
}

/** A receipt with its lines, and what of them has a name of its own. */
export interface ReceiptRow {
  receiptId: string;
  at: Date;
  by: string;
  undone: boolean;
  lines: (ReceiptLine & { substitute: { sku: string; name: string; unit: string } | null })[];
  photos: ReceiptPhoto[];
}

/** What came of a purchase order, newest first. */
export async function listReceipts(db: Queryable, storeId: string, poId: string): Promise<ReceiptRow[]> {
  const { rows } = await sql<ReceiptRow>`
    select r.receipt_id as "receiptId", min(r.at) as at, min(r.received_by) as by, bool_or(r.undone_at is not null) as undone,
      json_agg(json_build_object('id', r.id, 'lineId', r.purchase_order_line_id, 'received', r.received, 'rejected', r.rejected,
        'replaced', r.replaced, 'reason', r.reason, 'packPrice', r.pack_price, 'agreedPrice', r.agreed_price, 'lot', r.lot,
        'expiresOn', r.expires_on, 'substituteItemId', r.substitute_item_id, 'substituteQuantity', r.substitute_quantity,
        'substituted', r.substituted, 'substitute', case when i.id is not null then
          json_build_object('sku', i.sku, 'name', i.name, 'unit', i.unit) end) order by l.position, r.id) as lines,
      (select coalesce(json_agg(json_build_object('photoId', p.id, 'lineId', p.purchase_order_line_id, 'by', p.added_by,
          'at', to_char(p.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by p.at, p.id), '[]')
        from receipt_photo p where p.store_id = ${storeId} and p.receipt_id = r.receipt_id) as photos
    from receipt_line r
    join purchase_order_line l on l.store_id = r.store_id and l.id = r.purchase_order_line_id
    left join item i on i.id = r.substitute_item_id
    where r.store_id = ${storeId} and l.purchase_order_id = ${poId} group by r.receipt_id order by 2 desc, max(r.id::text) desc`.execute(
    db,
  );
  return rows;
}
