import { sql } from 'kysely';
import type { TransferReceipt } from '../../shared/purchasing/transfer.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { LineNews } from './transfers.store.ts';

const ofTransfer = (storeId: string, transferId: string) =>
  sql`l.store_id = ${storeId} and l.transfer_id = ${transferId}`;

/** From here on the receiving store waits for what was sent. */
export async function insertTransferDeliveries(
  trx: Transaction,
  storeId: string,
  transferId: string,
  { supplier, expectedAt, by }: { supplier: string; expectedAt: Date; by: string },
  now: Date,
): Promise<void> {
  await sql`insert into expected_delivery (store_id, id, item_id, quantity, supplier, transfer_line_id, first_expected_at,
      expected_at, created_at, created_by)
    select l.store_id, l.id, l.item_id, l.sent, ${supplier}, l.id, ${expectedAt}, ${expectedAt}, ${now}, ${by}
    from transfer_line l where ${ofTransfer(storeId, transferId)} and l.sent > 0`.execute(trx);
}

/** Brings what is waited for in line with what came, was lost or went back. */
export async function resetTransferDeliveries(
  trx: Transaction,
  storeId: string,
  transferId: string,
  now: Date,
): Promise<void> {
  await sql`update expected_delivery d set arrived = l.received,
      quantity = case when l.received + l.rest > 0 then l.received + l.rest else d.quantity end,
      arrived_at = case when l.rest = 0 and l.received > 0 then coalesce(d.arrived_at, ${now}::timestamptz) end,
      cancelled_at = case when l.rest = 0 and l.received = 0 then coalesce(d.cancelled_at, ${now}::timestamptz) end
    from (select *, sent - received - lost - returned as rest from transfer_line) l
    where ${ofTransfer(storeId, transferId)} and d.store_id = l.store_id and d.transfer_line_id = l.id`.execute(
    trx,
  );
}

/** Says when what is still to come comes now, and why. */
export async function moveTransferDeliveries(
  trx: Transaction,
  storeId: string,
  transferId: string,
  { expectedAt, reason }: { expectedAt: Date; reason: string | null },
): Promise<void> {
  await sql`update expected_delivery d set expected_at = ${expectedAt}, reason = coalesce(${reason}, d.reason)
    from transfer_line l
    where ${ofTransfer(storeId, transferId)} and d.store_id = l.store_id and d.transfer_line_id = l.id
      and d.arrived_at is null and d.cancelled_at is null`.execute(trx);
}

export async function insertTransferReceipt(
  trx: Transaction,
  storeId: string,
  {
    receiptId,
    at,
    by,
    lines,
  }: { receiptId: string; at: Date; by: string; lines: readonly (LineNews & { id: string })[] },
): Promise<void> {
  await sql`insert into transfer_receipt_line (store_id, id, receipt_id, transfer_line_id, received, lost, returned, reason, at,
      received_by)
    select ${storeId}, id, ${receiptId}, "lineId", received, lost, returned, reason, ${at}, ${by}
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as r (id uuid, "lineId" uuid, received numeric, lost numeric, returned numeric, reason text)`.execute(
    trx,
  );
}

export async function markTransferReceiptUndone(
  trx: Transaction,
  storeId: string,
  receiptId: string,
  now: Date,
): Promise<void> {
  await sql`update transfer_receipt_line set undone_at = ${now}
    where store_id = ${storeId} and receipt_id = ${receiptId}`.execute(trx);
}

/** Whether there is a receipt of this id, of whatever transfer, undone or not. */
export async function isTransferReceipt(db: Queryable, storeId: string, receiptId: string): Promise<boolean> {
  const { rows } = await sql`select from transfer_receipt_line
    where store_id = ${storeId} and receipt_id = ${receiptId} limit 1`.execute(db);
  return rows.length > 0;
}

/** What came of a transfer, newest first. */
export async function listTransferReceipts(
  db: Queryable,
  storeId: string,
  transferId: string,
): Promise<TransferReceipt[]> {
  const { rows } = await sql<TransferReceipt & { at: Date }>`
    select r.receipt_id as "receiptId", min(r.at) as at, min(r.received_by) as by, bool_or(r.undone_at is not null) as undone,
      json_agg(json_strip_nulls(json_build_object('lineId', r.transfer_line_id, 'received', r.received, 'lost', r.lost,
        'returned', r.returned, 'reason', r.reason)) order by l.position) as lines
    from transfer_receipt_line r
    join transfer_line l on l.store_id = r.store_id and l.id = r.transfer_line_id
    where ${ofTransfer(storeId, transferId)} group by r.receipt_id order by 2 desc, 1 desc`.execute(db);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
