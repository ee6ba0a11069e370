import type { LookupFunction } from 'node:net';
import { isPublicHost, publicLookup } from './public-address.ts';
import { postPublicly, type PostAnswer } from './public-post.ts';
import { webhookHeaders } from './webhook-signature.ts';

export interface Webhook {
  url: string;
  secrets: readonly string[];
  /** The same on every try; without a full stop. */
  id: string;
  /** Of this try. */
  at: Date;
  /** JSON. */
  body: string;
}

export interface WebhookSender {
  /** The program's answer. @throws Error when it cannot be reached, or does not answer in time */
  send(webhook: Webhook, signal?: AbortSignal): Promise<PostAnswer>;
}

export interface WebhookSenderOptions {
  /** How the names of programs are resolved; to public addresses only unless said otherwise. */
  lookup?: LookupFunction;
  /** A certificate authority to trust besides those that everybody trusts. */
  ca?: string;
  timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;

/** Whether anything may be sent there at all. */
export function isPublicWebhookUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' && url.username === '' && url.password === '' && isPublicHost(url);
}

/** Sends by the rules of Standard Webhooks. Where to is whatever somebody named, so it is asked with care. */
export function createWebhookSender({
  lookup = publicLookup,
  ca,
  timeoutMs = TIMEOUT_MS,
}: WebhookSenderOptions = {}): WebhookSender {
  return {
    send: async ({ url, secrets, id, at, body }, stopped) => {
      if (!isPublicWebhookUrl(url)) throw new Error(`${url} is not a public https address`);
      const timestamp = Math.floor(at.getTime() / 1000);
      const headers = {
        ...{ 'content-type': 'application/json', 'user-agent': 'Larder' },
        'content-length': `${Buffer.byteLength(body)}`,
        ...webhookHeaders(secrets, { id, timestamp, body }),
      };
      const late = AbortSignal.timeout(timeoutMs);
      const signal = stopped ? AbortSignal.any([stopped, late]) : late;
      try {
        return await postPublicly(new URL(url), { headers, body, signal }, { lookup, ca });
      } catch (error) {
        if (!late.aborted) throw error;
        throw new Error(`${new URL(url).host} did not answer within ${timeoutMs / 1000} s`, { cause: error });
      }
    },
  };
}
