import type { Context } from '../platform/context.ts';
import { grantsOfKey, grantsOfPerson, grantsOfScreen, grantsOfShift, type Principal } from './access.ts';
import { findApiKeyByHash, touchApiKey } from './api-keys.store.ts';
import { findDeviceByToken, markDeviceSeen } from './devices.store.ts';
import { findPerson } from './people.store.ts';
import { idleLimit } from './session-limits.ts';
import { findSession, touchSession } from './sessions.store.ts';
import { hashOf, kindOf } from './tokens.ts';

/** "Last used" is kept to the minute: writing it with every request would cost more than the request. */
const TOUCH_EVERY_MS = 60_000;

type Authenticating = Pick<Context, 'db' | 'clock'>;

/** Who a session's, a screen's or a program's token belongs to; null when it is none that is valid. */
export async function authenticate(ctx: Authenticating, token: string): Promise<Principal | null> {
  switch (kindOf(token)) {
    case 'session':
      return authenticateSession(ctx, hashOf(token));
    case 'screen':
      return authenticateScreen(ctx, hashOf(token));
    case 'key':
      return authenticateKey(ctx, hashOf(token));
    default:
      return null;
  }
}

async function authenticateSession(
  { db, clock }: Authenticating,
  tokenHash: Buffer,
): Promise<Principal | null> {
  const now = clock.now();
  const session = await findSession(db, tokenHash, now, idleLimit(clock));
  const person = session && (await findPerson(db, session.personId));
  if (!session || !person) return null;
  if (isStale(session.lastUsedAt, now)) await touchSession(db, session.id, now);
  const { id, name } = person;
  const grants =
    session.deviceStoreId === null ? grantsOfPerson(person) : grantsOfShift(person, session.deviceStoreId);
  const { deviceId, confirmedAt } = session;
  return { kind: 'person', id, name, ...grants, deviceId, session: { id: session.id, confirmedAt } };
}

async function authenticateScreen(
  { db, clock }: Authenticating,
  tokenHash: Buffer,
): Promise<Principal | null> {
  const now = clock.now();
  const device = await findDeviceByToken(db, tokenHash, now);
  if (!device) return null;
  if (isStale(device.lastSeenAt, now)) await markDeviceSeen(db, device.id, null, now);
  const { id, name, kind, storeId, storeHasPins } = device;
  return {
    kind: 'device',
    id,
    name,
    ...grantsOfScreen(kind, storeId, storeHasPins),
    deviceId: id,
    session: null,
  };
}

async function authenticateKey({ db, clock }: Authenticating, tokenHash: Buffer): Promise<Principal | null> {
  const now = clock.now();
  const key = await findApiKeyByHash(db, tokenHash, now);
  if (!key) return null;
  if (isStale(key.lastUsedAt, now)) await touchApiKey(db, key.id, now);
  const { id, name, permissions, storeIds } = key;
  return { kind: 'key', id, name, ...grantsOfKey(permissions, storeIds), deviceId: null, session: null };
}

function isStale(at: Date | null, now: Date): boolean {
  return at === null || now.getTime() - at.getTime() >= TOUCH_EVERY_MS;
}
