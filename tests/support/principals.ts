import { uuidv7 } from 'uuidv7';
import { insertApiKey } from '../../server/identity/api-keys.store.ts';
import { claimOffer, insertDeviceToken, insertOffer } from '../../server/identity/devices.store.ts';
import { newCode } from '../../server/identity/pairing-code.ts';
import { insertPerson, type NewPerson } from '../../server/identity/people.store.ts';
import { insertSession } from '../../server/identity/sessions.store.ts';
import { hashOf, newToken } from '../../server/identity/tokens.ts';
import type { Permission, ScreenKind, StoreRole } from '../../shared/identity/access.schema.ts';
import type { TestApp } from './test-app.ts';

/** Somebody or something with a token of their own. */
export interface Known {
  id: string;
  token: string;
  headers: { authorization: string };
}

const YEAR_MS = 365 * 24 * 60 * 60_000;

function known(id: string, token: string): Known {
  return { id, token, headers: { authorization: `Bearer ${token}` } };
}

/** A person who is signed in. Put straight into the tables: signing in has tests of its own, and costs a password hash. */
export async function aPerson(app: TestApp, overrides: Partial<NewPerson> = {}): Promise<Known> {
  const id = uuidv7();
  const now = app.clock.now();
  const token = newToken('session');
  const person = {
    id,
    name: 'Ada',
    email: `${id}@example.com`,
    passwordHash: 'none',
    pinHash: null,
    isOwner: false,
    roles: [],
  };
  await app.database.db.transaction().execute(async (trx) => {
    await insertPerson(trx, { ...person, ...overrides }, now);
    const session = {
      id: uuidv7(),
      personId: id,
      deviceId: null,
      agent: null,
      expiresAt: new Date(now.getTime() + YEAR_MS),
    };
    await insertSession(trx, session, hashOf(token), now);
  });
  return known(id, token);
}

export function anOwner(app: TestApp): Promise<Known> {
  return aPerson(app, { isOwner: true });
}

export function someoneIn(app: TestApp, storeId: string, role: StoreRole): Promise<Known> {
  return aPerson(app, { roles: [{ storeId, role }] });
}

/** A paired screen. */
export async function aScreen(
  app: TestApp,
  storeId: string,
  kind: ScreenKind,
  name = `A ${kind}`,
): Promise<Known> {
  const id = uuidv7();
  const now = app.clock.now();
  const token = newToken('screen');
  const later = new Date(now.getTime() + YEAR_MS);
  await app.database.db.transaction().execute(async (trx) => {
    const code = newCode();
    await insertOffer(
      trx,
      { id, secretHash: hashOf(token), words: 'mint lemon', code, expiresAt: later },
      now,
    );
    await claimOffer(trx, { code, kind, storeId, name, language: null, by: null }, now);
    await insertDeviceToken(trx, id, hashOf(token), now, later, later);
  });
  return known(id, token);
}

export async function aKey(
  app: TestApp,
  permissions: Permission[],
  storeIds: string[] | null,
): Promise<Known> {
  const id = uuidv7();
  const token = newToken('key');
  const key = {
    id,
    name: 'Till',
    hint: '',
    permissions,
    storeIds,
    createdAt: app.clock.now(),
    lastUsedAt: null,
    expiresAt: null,
  };
  await app.database.db.transaction().execute((trx) => insertApiKey(trx, key, hashOf(token), null));
  return known(id, token);
}
