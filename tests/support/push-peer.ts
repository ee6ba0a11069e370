import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { onTestFinished } from 'vitest';
import { createPusher, type Pusher } from '../../server/platform/pusher.ts';
import type { PushInput } from '../../shared/orders/order-status.schema.ts';

/** Of a push service that is nowhere: worth nothing outside of these tests. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgNfAENV3Eefai7tkk
i8R94NxyyCNxnU1+bjrxj8RFXSShRANCAASKKj+qBEoZMdXQpuSVdUvNMJLJPSz5
V9mGgFkIssts1d/pNgzjbiWDPFJjNtbvEjvjJRwFw0mS5TpnorEe3rwY
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBdjCCARygAwIBAgIBATAKBggqhkjOPQQDAjAbMRkwFwYDVQQDDBBwdXNoLmV4
YW1wbGUuY29tMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAbMRkw
FwYDVQQDDBBwdXNoLmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
QgAEiio/qgRKGTHV0KbklXVLzTCSyT0s+VfZhoBZCLLLbNXf6TYM424lgzxSYzbW
7xI74yUcBcNJkuU6Z6KxHt68GKNPME0wDwYDVR0TAQH/BAUwAwEB/zAbBgNVHREE
FDASghBwdXNoLmV4YW1wbGUuY29tMB0GA1UdDgQWBBSieXk1VrydsguTSzYJZZ26
HXaGmDAKBggqhkjOPQQDAgNIADBFAiBnCEvhm53Wbat3X1sMVtKRiP/Bv6ATut7L
o9D8xDRMQwIhAIdGEG+k+LtiHLclaiNrN2dxkf6qxOL+n0whWivl9qYG
-----END CERTIFICATE-----`;
const HOST = 'push.example.com';

/** What a browser was shown, as its push service was handed it. */
export interface Pushed {
  headers: IncomingMessage['headers'];
  payload: { title: string; body: string; url?: string };
}

/** A push service and a browser in one: checks who sends (RFC 8292), and reads what is sent (RFC 8291). */
export class PushPeer {
  readonly pushed: Pushed[] = [];
  /** What is answered next; 201 unless a test says otherwise. */
  status = 201;
  readonly #browser = createECDH('prime256v1');
  readonly #auth = randomBytes(16);
  #port = 0;

  static async start(): Promise<PushPeer> {
    const peer = new PushPeer();
    peer.#browser.generateKeys();
    const server = createServer(
      { key: KEY, cert: CERTIFICATE },
      (request, response) => void peer.#take(request, response),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    peer.#port = (server.address() as AddressInfo).port;
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return peer;
  }

  /** Finds this peer under its public name, and trusts its certificate. */
  get pusher(): Pusher {
    const lookup: LookupFunction = (_host, { all }, done) =>
      all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
    return createPusher({ lookup, ca: CERTIFICATE });
  }

  /** What the browser hands over when its user asks to be told. */
  subscription(name = 'one'): PushInput {
    const p256dh = this.#browser.getPublicKey().toString('base64url');
    const keys = { p256dh, auth: this.#auth.toString('base64url') };
    return { endpoint: `https://${HOST}:${this.#port}/send/${name}`, keys };
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { headers } = request;
    const isKnown = isSignedFor(`https://${HOST}:${this.#port}`, headers.authorization ?? '');
    const status = isKnown ? this.status : 403;
    if (status === 201) this.pushed.push({ headers, payload: this.#read(Buffer.concat(parts)) });
    response.writeHead(status).end(status === 201 ? '' : `the push service said ${status}`);
  }

  /** aes128gcm (RFC 8188) of one record: salt, record size, the sender's key, ciphertext. */
  #read(body: Buffer): Pushed['payload'] {
    const salt = body.subarray(0, 16);
    const keyLength = body[20]!;
    const sender = body.subarray(21, 21 + keyLength);
    const sealed = body.subarray(21 + keyLength);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.#browser.getPublicKey(), sender]);
    const secret = hkdfSync('sha256', this.#browser.computeSecret(sender), this.#auth, info, 32);
    const derive = (what: string, length: number): Buffer =>
      Buffer.from(
        hkdfSync('sha256', Buffer.from(secret), salt, Buffer.from(`Content-Encoding: ${what}\0`), length),
      );
    const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
    decipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString()) as Pushed['payload'];
  }
}

/** Whether a VAPID token is for this service, in time, and signed with the key it names. */
function isSignedFor(audience: string, authorization: string): boolean {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
    string,
    unknown
  >;
  const isInTime = Number(exp) * 1000 > Date.now();
  return isSigned && isInTime && aud === audience && /^(https:|mailto:)/.test(String(sub));
}
