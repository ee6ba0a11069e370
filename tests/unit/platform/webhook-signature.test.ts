import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSignedWith,
  newWebhookSecret,
  webhookHeaders,
} from '../../../server/platform/webhook-signature.ts';

/** Published with the specification, for every library to agree on. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SIGNED = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

describe('the signature of a webhook', () => {
  it('is that of Standard Webhooks', () => {
    expect(webhookHeaders([SECRET], SIGNED)).toEqual({
      'webhook-id': SIGNED.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': SIGNATURE,
    });
    expect(isSignedWith([SECRET], SIGNATURE, { ...SIGNED, body: Buffer.from(SIGNED.body) })).toBe(true);
  });

  it('fits with any of two secrets, and among others', () => {
    const [old, next] = [newWebhookSecret(), newWebhookSecret()];
    const both = webhookHeaders([next, old], SIGNED)['webhook-signature']!;
    expect(isSignedWith([old], both, SIGNED)).toBe(true);
    expect(isSignedWith([next], `v1a,${SIGNATURE.slice(3)} v1,AAAA ${both}`, SIGNED)).toBe(true);
    expect(isSignedWith([SECRET], both, SIGNED)).toBe(false);
    expect(isSignedWith([], both, SIGNED)).toBe(false);
  });

  it('fits nothing else, whatever is changed', () => {
    const secret = newWebhookSecret();
    const signed = { id: 'a', timestamp: 1_700_000_000, body: Buffer.from('{"type":"test"}') };
    const signature = webhookHeaders([secret], signed)['webhook-signature']!;
    const changed = fc.oneof(
      fc.string().map((id) => ({ ...signed, id })),
      fc.integer().map((timestamp) => ({ ...signed, timestamp })),
      fc.uint8Array().map((body) => ({ ...signed, body: Buffer.from(body) })),
    );
    fc.assert(
      fc.property(changed, (other) => {
        fc.pre(JSON.stringify(other) !== JSON.stringify(signed));
        return !isSignedWith([secret], signature, other);
      }),
    );
    fc.assert(fc.property(fc.string(), (other) => !isSignedWith([secret], other, signed)));
  });
});
