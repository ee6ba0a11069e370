import { sql } from 'kysely';
import type { PhotoType } from '../../shared/purchasing/receipt.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

export interface NewPhoto {
  photoId: string;
  receiptId: string;
  lineId: string;
  type: PhotoType;
  content: Buffer;
  /** Of what was sent. */
  digest: Buffer;
  by: string;
}

export async function insertPhoto(
  trx: Transaction,
  storeId: string,
  { photoId, receiptId, lineId, type, content, digest, by }: NewPhoto,
  now: Date,
): Promise<void> {
  await sql`insert into receipt_photo (store_id, id, receipt_id, purchase_order_line_id, content_type, content, digest, at, added_by)
    values (${storeId}, ${photoId}, ${receiptId}, ${lineId}, ${type}, ${content}, ${digest}, ${now}, ${by})`.execute(
    trx,
  );
}

/** By its order alone, as whoever delivered it may ask; not of a receipt that was undone. */
export async function findPhotoOfOrder(
  db: Queryable,
  storeId: string,
  { poId, photoId }: { poId: string; photoId: string },
): Promise<{ type: PhotoType; content: Buffer } | undefined> {
  const { rows } = await sql<{ type: PhotoType; content: Buffer }>`
    select p.content_type as type, p.content
    from receipt_photo p
    join purchase_order_line l on l.store_id = p.store_id and l.id = p.purchase_order_line_id
    where p.store_id = ${storeId} and p.id = ${photoId} and l.purchase_order_id = ${poId} and exists (
      select from receipt_line r where r.store_id = p.store_id and r.receipt_id = p.receipt_id
        and r.purchase_order_line_id = l.id and r.undone_at is null)`.execute(db);
  return rows[0];
}

/** What a photo belongs to, without the picture. */
export async function findPhotoFacts(
  db: Queryable,
  storeId: string,
  photoId: string,
): Promise<{ receiptId: string; lineId: string; digest: Buffer } | undefined> {
  const { rows } = await sql<{ receiptId: string; lineId: string; digest: Buffer }>`
    select receipt_id as "receiptId", purchase_order_line_id as "lineId", digest
    from receipt_photo where store_id = ${storeId} and id = ${photoId}`.execute(db);
  return rows[0];
}

export async function countPhotos(db: Queryable, storeId: string, receiptId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from receipt_photo where store_id = ${storeId} and receipt_id = ${receiptId}`.execute(
    db,
  );
  return rows[0]!.count;
}

export async function findPhoto(
  db: Queryable,
  storeId: string,
  { poId, receiptId, photoId }: { poId: string; receiptId: string; photoId: string },
): Promise<{ type: PhotoType; content: Buffer } | undefined> {
  const { rows } = await sql<{ type: PhotoType; content: Buffer }>`
    select p.content_type as type, p.content
    from receipt_photo p
    join purchase_order_line l on l.store_id = p.store_id and l.id = p.purchase_order_line_id
    where p.store_id = ${storeId} and p.id = ${photoId} and p.receipt_id = ${receiptId} and l.purchase_order_id = ${poId}`.execute(
    db,
  );
  return rows[0];
}

/** The lines of a receipt of this purchase order, undone or not. */
export async function listLinesOfReceipt(
  db: Queryable,
  storeId: string,
  { poId, receiptId }: { poId: string; receiptId: string },
): Promise<{ lineId: string; name: string }[]> {
  const { rows } = await sql<{ lineId: string; name: string }>`
    select distinct l.id as "lineId", i.name
    from receipt_line r
    join purchase_order_line l on l.store_id = r.store_id and l.id = r.purchase_order_line_id
    join item i on i.id = l.item_id
    where r.store_id = ${storeId} and r.receipt_id = ${receiptId} and l.purchase_order_id = ${poId}`.execute(
    db,
  );
  return rows;
}
