import { uuidv7 } from 'uuidv7';
import type { LoginInput, PinInput } from '../../shared/identity/person.schema.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from './access.ts';
import { recordAudit } from './audit.service.ts';
import type { IdentityContext } from '../platform/context.ts';
import { getTablet } from './devices.service.ts';
import { guardedAccount, guardedAddress, guardedDevice, guardedPin } from './lockout.ts';
import { tryOnce } from './lockouts.service.ts';
import { verifyPassword } from './passwords.ts';
import { findPersonByEmail, getPerson, listPeopleWithPin, type PersonRow } from './people.store.ts';
import { sessionEnd } from './session-limits.ts';
import { endSessions, insertSession } from './sessions.store.ts';
import { hashOf, newToken } from './tokens.ts';

/** Where somebody signs in from. */
export interface Origin {
  address: string;
  agent: string | null;
}

export interface SignedIn {
  token: string;
  person: { id: string; name: string };
  expiresAt: Date;
}

/** @throws AppError `unauthenticated` for a wrong e-mail or password, without saying which; `rate-limited` */
export async function logIn(
  ctx: IdentityContext,
  { email, password }: LoginInput,
  { address, agent }: Origin,
): Promise<SignedIn> {
  const refusal = new AppError('unauthenticated', 'The e-mail address or the password is wrong.');
  const person = await tryOnce(
    ctx,
    [guardedAddress(address), guardedAccount(email)],
    async () => {
      const found = await findPersonByEmail(ctx.db, email);
      return (await verifyPassword(password, found?.passwordHash ?? null)) && found ? found : null;
    },
    refusal,
  );
  return startSession(ctx, person, { agent, deviceId: null });
}

/** Takes a paired tablet over. @throws AppError `unauthenticated` for a wrong PIN; `rate-limited`; `forbidden` elsewhere */
export async function logInWithPin(
  ctx: IdentityContext,
  screen: Principal,
  { personId, pin }: PinInput,
): Promise<SignedIn> {
  const { id: deviceId, storeId } = await getTablet(ctx.db, screen);
  const refusal = new AppError('unauthenticated', 'That is not the PIN.');
  const person = await tryOnce(
    ctx,
    [guardedDevice(deviceId), guardedPin(deviceId, personId)],
    async () => {
      const known = (await listPeopleWithPin(ctx.db, storeId)).some(({ id }) => id === personId);
      const found = known ? await getPerson(ctx.db, personId) : undefined;
      return (await verifyPassword(pin, found?.pinHash ?? null)) && found ? found : null;
    },
    refusal,
  );
  return startSession(ctx, person, { agent: null, deviceId });
}

/** Signs a person in who just proved who they are. */
export async function startSession(
  ctx: IdentityContext,
  { id: personId, name }: Pick<PersonRow, 'id' | 'name'>,
  { agent, deviceId }: { agent: string | null; deviceId: string | null },
): Promise<SignedIn> {
  const now = ctx.clock.now();
  const token = newToken('session');
  const expiresAt = sessionEnd(ctx.clock, deviceId !== null);
  await ctx.db.transaction().execute(async (trx) => {
    await insertSession(trx, { id: uuidv7(), personId, deviceId, agent, expiresAt }, hashOf(token), now);
    const actor = { kind: 'person' as const, id: personId, name, deviceId };
    await recordAudit(trx, { ...ctx, actor }, { action: 'person.sign-in', entity: { id: personId, name } });
  });
  return { token, person: { id: personId, name }, expiresAt };
}

export async function logOut(ctx: IdentityContext, { session, id, name }: Principal): Promise<void> {
  if (!session) return;
  await ctx.db.transaction().execute(async (trx) => {
    await endSessions(trx, { id: session.id }, ctx.clock.now());
    await recordAudit(trx, ctx, { action: 'person.sign-out', entity: { id, name } });
  });
  ctx.revoked(`session:${session.id}`);
}
