import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../../shared/live/protocol-version.ts';
import * as protocol from '../../../shared/live/socket.ts';
import { MovementsAnswer } from '../../../shared/stock/movement.schema.ts';
import { StockState } from '../../../shared/stock/stock.schema.ts';

/** The version, and a digest of what screens and server of that version say to each other. */
const LOCKED = { version: 5, digest: 'd6b77dcdf2757322' };

/** Everything that travels over the socket. Descriptions are for readers, and may change freely. */
function digestOfProtocol(): string {
  const messages = { ...protocol, MovementsAnswer, StockState };
  const schemas = Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(schemas, (key, value: unknown) =>
    key === 'description' && typeof value === 'string' ? undefined : value,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

it('raises the protocol version whenever a schema of the live protocol changes', () => {
  const advice = 'the live protocol changed: raise PROTOCOL_VERSION, and lock both here';
  expect({ version: PROTOCOL_VERSION, digest: digestOfProtocol() }, advice).toEqual(LOCKED);
});
