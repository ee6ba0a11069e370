import { createPublicKey } from 'node:crypto';
import type { PushInput } from '../../shared/orders/order-status.schema.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { invalid } from '../platform/errors.ts';
import { isPublicHost } from '../platform/public-address.ts';
import { newPushKeys, type PushKeys, type Pusher } from '../platform/pusher.ts';
import { problemOf, type Delivery, type Outcome } from './delivery.ts';
import {
  deleteOldSubscriptions,
  deleteSubscription,
  findSubscription,
  getPushKeys,
  insertPushKeys,
  upsertSubscription,
} from './push.store.ts';

/** What is news today is none tomorrow: a browser that was away for longer is not told. */
const TTL_SECONDS = 24 * 60 * 60;
const MAX_BROWSERS = 10;
/** A payload has at most 4,096 bytes once it is encrypted (RFC 8030). */
const MAX_BODY = 800;
/** Push services answer so for a subscription that is no more. */
const GONE = [404, 410];

/** Makes the key pair of this deployment, unless there is one. */
export async function ensurePushKeys(db: Database): Promise<void> {
  if ((await getPushKeys(db)).publicKey === null) await insertPushKeys(db, newPushKeys());
}

/** From now on this browser is told as well. @throws AppError `invalid` for an endpoint that is not on the public internet */
export async function addPushSubscription(
  trx: Transaction,
  storeId: string,
  customerId: string,
  { endpoint, keys }: PushInput,
  now: Date,
): Promise<void> {
  if (!URL.canParse(endpoint) || !isPublicHost(new URL(endpoint)))
    throw invalid([{ pointer: '/endpoint', detail: 'must be a public https address, as browsers give it' }]);
  if (!isPointOnCurve(keys.p256dh))
    throw invalid([{ pointer: '/keys/p256dh', detail: 'must be a key as browsers give it' }]);
  if (Buffer.from(keys.auth, 'base64url').length < 16)
    throw invalid([{ pointer: '/keys/auth', detail: 'must have 16 bytes, as browsers give it' }]);
  await upsertSubscription(trx, storeId, { endpoint, customerId, ...keys }, now);
  await deleteOldSubscriptions(trx, storeId, customerId, MAX_BROWSERS);
}

export interface PushContext {
  db: Database;
  pusher: Pusher;
  publicUrl: string;
}

/** Sends to one browser; one that does not exist any more is forgotten. */
export async function sendPush(
  { db, pusher, publicUrl }: PushContext,
  storeId: string,
  { id, to, subject, body, link, orderId }: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  const target = await findSubscription(db, storeId, to);
  if (!target) return { state: 'bounced', problem: 'This browser has ended its subscription.' };
  const payload = JSON.stringify({
    title: subject,
    body: body.slice(0, MAX_BODY),
    ...(link && { url: link }),
  });
  const push = { payload, topic: (orderId ?? id).replaceAll('-', ''), ttlSeconds: TTL_SECONDS };
  try {
    const { status, words } = await pusher.send(target, push, await keysOf(db, publicUrl), signal);
    if (status >= 200 && status < 300) return { state: 'sent' };
    const problem = problemOf(`${status} ${words}`);
    if (GONE.includes(status)) {
      await deleteSubscription(db, storeId, to);
      return { state: 'bounced', problem };
    }
    return { state: status === 400 || status === 413 ? 'failed' : 'retry', problem };
  } catch (error) {
    return { state: 'retry', problem: problemOf(error) };
  }
}

async function keysOf(db: Database, publicUrl: string): Promise<PushKeys> {
  await ensurePushKeys(db);
  const { publicKey, privateKey } = await getPushKeys(db);
  const subject = publicUrl.startsWith('https:') ? publicUrl : 'mailto:larder@localhost';
  return { publicKey: publicKey!, privateKey: privateKey!, subject };
}

/** An uncompressed point of P-256, as RFC 8291 asks for: to anything else nothing can be encrypted. */
function isPointOnCurve(p256dh: string): boolean {
  const bytes = Buffer.from(p256dh, 'base64url');
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  const [x, y] = [bytes.subarray(1, 33).toString('base64url'), bytes.subarray(33).toString('base64url')];
  try {
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}
