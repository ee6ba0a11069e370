import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What is signed, in the headers and the body of one request (https://www.standardwebhooks.com). */
export interface Signed {
  /** Of the message, the same on every try; without a full stop. */
  id: string;
  /** Of this try, in whole seconds since 1970. */
  timestamp: number;
  /** The bytes as they travel, not what they mean. */
  body: string | Buffer;
}

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;
/** How far a timestamp may be from the clock of whoever checks it, either way. */
export const WEBHOOK_WINDOW_SECONDS = 5 * 60;

/** 256 random bits, as libraries for Standard Webhooks take them. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** The three headers of a request; while a secret is rotated it is signed with the old one as well. */
export function webhookHeaders(secrets: readonly string[], signed: Signed): Record<string, string> {
  return {
    'webhook-id': signed.id,
    'webhook-timestamp': `${signed.timestamp}`,
    'webhook-signature': secrets.map((secret) => `v1,${macOf(secret, signed).toString('base64')}`).join(' '),
  };
}

/** Whether one of the signatures was made with one of the secrets; how long that takes says nothing of how near it came. */
export function isSignedWith(secrets: readonly string[], signature: string, signed: Signed): boolean {
  const given = signature
    .split(' ')
    .filter((each) => each.startsWith('v1,'))
    .map((each) => Buffer.from(each.slice('v1,'.length), 'base64'));
  const right = secrets.map((secret) => macOf(secret, signed));
  return right.some((mac) => given.some((each) => each.length === mac.length && timingSafeEqual(each, mac)));
}

function macOf(secret: string, { id, timestamp, body }: Signed): Buffer {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}
