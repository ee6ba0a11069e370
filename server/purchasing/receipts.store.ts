import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';

/** What came of one line, in the stock unit. */
export interface ReceiptLine {
  id: string;
  lineId: string;
  received: number;
  /** Sent back; `replaced`: and waited for again. */
  rejected: number;
  replaced: boolean;
  reason: string | null;
  packPrice: number | null;
  lot: string | null;
  expiresOn: string | null;
}

export async function insertReceipt(
  trx: Transaction,
  storeId: string,
  { receiptId, lines, at, by }: { receiptId: string; lines: readonly ReceiptLine[]; at: Date; by: string },
): Promise<void> {
  await sql`insert into receipt_line (store_id, id, receipt_id, purchase_order_line_id, received, rejected, replaced, reason,
      pack_price, lot, expires_on, at, received_by)
    select ${storeId}, id, ${receiptId}, "lineId", received, rejected, replaced, reason, "packPrice", lot, "expiresOn", ${at}, ${by}
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r (id uuid, "lineId" uuid, received numeric, rejected numeric,
      replaced boolean, reason text, "packPrice" bigint, lot text, "expiresOn" date)`.execute(trx);
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
): Promise<Pick<ReceiptLine, 'lineId' | 'received' | 'rejected' | 'replaced'>[]> {
  const { rows } = await sql<Pick<ReceiptLine, 'lineId' | 'received' | 'rejected' | 'replaced'>>`
    select r.purchase_order_line_id as "lineId", r.received, r.rejected, r.replaced
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

/** What came of a purchase order, newest first. */
export async function listReceipts(
  db: Queryable,
  storeId: string,
  poId: string,
): Promise<{ receiptId: string; at: Date; by: string; undone: boolean; lines: ReceiptLine[] }[]> {
  const { rows } = await sql<{
    receiptId: string;
    at: Date;
    by: string;
    undone: boolean;
    lines: ReceiptLine[];
  }>`
    select r.receipt_id as "receiptId", min(r.at) as at, min(r.received_by) as by, bool_or(r.undone_at is not null) as undone,
      json_agg(json_build_object('id', r.id, 'lineId', r.purchase_order_line_id, 'received', r.received, 'rejected', r.rejected,
        'replaced', r.replaced, 'reason', r.reason, 'packPrice', r.pack_price, 'lot', r.lot, 'expiresOn', r.expires_on)) as lines
    from receipt_line r
    join purchase_order_line l on l.store_id = r.store_id and l.id = r.purchase_order_line_id
    where r.store_id = ${storeId} and l.purchase_order_id = ${poId} group by r.receipt_id order by 2 desc`.execute(
    db,
  );
  return rows;
}
