import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What a link opens: one order, what one customer is told, one purchase order for its supplier; or, of no store, a scorecard that
 * was shared with its supplier, whose id `storeId` is then, or the reports that a person is sent, whose id it is then.
 */
export type LinkKind = 'order' | 'customer' | 'purchase-order' | 'scorecard' | 'report-mails';

export interface Link {
  kind: LinkKind;
  storeId: string;
  id: string;
}

const KINDS: readonly LinkKind[] = ['order', 'customer', 'purchase-order', 'scorecard', 'report-mails'];
const MAC_BYTES = 32;
const BODY_BYTES = 33;

/** An unguessable token, signed with 256 bits, that nothing has to be stored for. */
export function signLink({ kind, storeId, id }: Link, secret: Buffer): string {
  const body = Buffer.concat([Buffer.of(KINDS.indexOf(kind)), bytesOf(storeId), bytesOf(id)]);
  return Buffer.concat([body, macOf(body, secret)]).toString('base64url');
}

/** What a token opens, or null for one that we did not sign. */
export function readLink(token: string, secret: Buffer): Link | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== BODY_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return null;
  const body = bytes.subarray(0, BODY_BYTES);
  if (!timingSafeEqual(bytes.subarray(BODY_BYTES), macOf(body, secret))) return null;
  const kind = KINDS[body[0]!];
  return kind ? { kind, storeId: idOf(body.subarray(1, 17)), id: idOf(body.subarray(17)) } : null;
}

function macOf(body: Buffer, secret: Buffer): Buffer {
  return createHmac('sha256', secret).update(body).digest();
}

function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
