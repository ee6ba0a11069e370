import type { LookupFunction } from 'node:net';
import webpush from 'web-push';
import { isPublicHost, publicLookup } from './public-address.ts';
import { postPublicly } from './public-post.ts';

/** A browser that asked to be told, as it describes itself. */
export interface PushTarget {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export interface PushKeys {
  publicKey: string;
  privateKey: string;
  /** Whom push services may write to: an https address, or mailto. */
  subject: string;
}

export interface Push {
  payload: string;
  /** Of several with the same topic a browser that was away gets the last. At most 32 characters of base64url. */
  topic?: string;
  ttlSeconds: number;
}

export interface Pusher {
  /** The push service's answer to the encrypted message. @throws Error when it cannot be reached */
  send(
    target: PushTarget,
    push: Push,
    keys: PushKeys,
    signal?: AbortSignal,
  ): Promise<{ status: number; words: string }>;
}

export interface PusherOptions {
  /** How the names of push services are resolved; to public addresses only unless said otherwise. */
  lookup?: LookupFunction;
  /** A certificate authority to trust besides those that everybody trusts. */
  ca?: string;
}

export function newPushKeys(): Pick<PushKeys, 'publicKey' | 'privateKey'> {
  return webpush.generateVAPIDKeys();
}

/**
 * Sends by web push (RFC 8030, 8291, 8292). The endpoint is whatever a browser named, so it is asked with care: https,
 * public addresses, no redirects, a short answer.
 */
export function createPusher({ lookup = publicLookup, ca }: PusherOptions = {}): Pusher {
  return {
    send: async ({ endpoint, p256dh, auth }, { payload, topic, ttlSeconds }, keys, signal) => {
      const url = new URL(endpoint);
      if (url.protocol !== 'https:' || !isPublicHost(url))
        return { status: 410, words: `${url.host} is not a public https address` };
      const { headers, body } = webpush.generateRequestDetails(
        { endpoint, keys: { p256dh, auth } },
        payload,
        {
          ...{ vapidDetails: keys, TTL: ttlSeconds, urgency: 'high' },
          ...(topic !== undefined && { topic }),
        },
      );
      return postPublicly(url, { headers, body, signal }, { lookup, ca });
    },
  };
}
