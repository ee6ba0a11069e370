import type { Problem } from '../../shared/errors.ts';
import type { ShiftPerson } from '../../shared/identity/person.schema.ts';
import type { Fetch } from '../identity/api.ts';
import type { PhotoAnswer, SentPhoto } from './delivery-photos.svelte.ts';
import { timed } from './timed-fetch.ts';

/** A picture over the weak network of a cellar takes longer than words. */
const UPLOAD_TIMEOUT_MS = 60_000;

/** Sends a picture under its own id, so that one sent twice is there once. @throws when no answer comes */
export async function sendPhoto(
  storeId: string,
  { id, poId, receiptId, lineId, by }: SentPhoto,
  picture: Blob,
  fetchAs: (person: ShiftPerson | null) => Fetch,
): Promise<PhotoAnswer> {
  const path = `/api/v1/stores/${storeId}/purchase-orders/${poId}/receipts/${receiptId}/photos/${id}?lineId=${lineId}`;
  const headers = { accept: 'application/json', 'content-type': picture.type };
  const send = timed(fetchAs(by ?? null), UPLOAD_TIMEOUT_MS);
  const response = await send(path, { method: 'PUT', headers, body: picture });
  return response.ok ? { ok: true } : { error: (await response.json()) as Problem };
}
