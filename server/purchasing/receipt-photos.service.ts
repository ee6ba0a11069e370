import { createHash } from 'node:crypto';
import { MAX_PHOTOS, type ReceiptPhoto } from '../../shared/purchasing/receipt.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import type { Context } from '../platform/context.ts';
import { AppError, invalid, notFound } from '../platform/errors.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { readPhoto, type Photo } from './photo-format.ts';
import { getPurchaseOrder } from './purchase-orders.store.ts';
import {
  countPhotos,
  findPhoto,
  findPhotoFacts,
  insertPhoto,
  listLinesOfReceipt,
} from './receipt-photos.store.ts';

/** Which photo, of which receipt of which purchase order. */
export interface PhotoPlace {
  poId: string;
  receiptId: string;
  photoId: string;
}

/**
 * Keeps a picture of goods that came with a receipt, once however often it is sent.
 * @throws AppError `unsupported-media-type` for what is no picture; `invalid` for a line that is not of the receipt;
 *   `not-found`; `conflict` for another picture under the same id, or one too many
 */
export async function addReceiptPhoto(
  ctx: Context,
  storeId: string,
  { poId, receiptId, photoId }: PhotoPlace,
  { lineId, bytes, by }: { lineId: string; bytes: Buffer; by: string },
): Promise<ReceiptPhoto> {
  const photo = readPhoto(bytes);
  if (!photo)
    throw new AppError(
      'unsupported-media-type',
      'This is not a picture that can be kept; send a JPEG, PNG or WebP.',
    );
  const digest = createHash('sha256').update(bytes).digest();
  return inStoreTransaction(ctx, storeId, async (trx) => {
    const now = ctx.clock.now();
    const order = await getPurchaseOrder(trx, storeId, poId);
    const lines = await listLinesOfReceipt(trx, storeId, { poId, receiptId });
    if (lines.length === 0) throw notFound(`Receipt ${receiptId} of #${order.number}`);
    const line = lines.find((it) => it.lineId === lineId);
    if (!line) throw invalid([{ pointer: '/querystring/lineId', detail: 'is not a line of this receipt' }]);
    const known = await findPhotoFacts(trx, storeId, photoId);
    const answer = { photoId, lineId, at: now.toISOString(), by };
    if (known) {
      const isSame = known.receiptId === receiptId && known.lineId === lineId && known.digest.equals(digest);
      if (isSame) return answer;
      throw new AppError('conflict', `There is another photo with the id ${photoId}; choose a new one.`);
    }
    if ((await countPhotos(trx, storeId, receiptId)) >= MAX_PHOTOS)
      throw new AppError('conflict', `There are ${MAX_PHOTOS} photos of this receipt already.`);
    const { type, content } = photo;
    await insertPhoto(trx, storeId, { photoId, receiptId, lineId, type, content, digest, by }, now);
    const entity = { id: poId, name: `#${order.number}` };
    const after = { supplier: order.supplier, what: `a photo of ${line.name} was added` };
    await recordAudit(trx, ctx, { storeId, action: 'purchase-order.photo', entity, after });
    return answer;
  });
}

/** @throws AppError `not-found` */
export function findReceiptPhoto(ctx: Context, storeId: string, place: PhotoPlace): Promise<Photo> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    const photo = await findPhoto(trx, storeId, place);
    if (!photo) throw notFound(`Photo ${place.photoId}`);
    return photo;
  });
}
