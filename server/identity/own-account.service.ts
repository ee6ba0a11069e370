import type { Me, PasswordChange, SessionInfo } from '../../shared/identity/person.schema.ts';
import type { IdentityContext } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { Principal } from './access.ts';
import { recordAudit } from './audit.service.ts';
import { guardedConfirmation } from './lockout.ts';
import { tryOnce } from './lockouts.service.ts';
import { checkPassword } from './new-password.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { deleteLinks, findOrganisation, getPerson, lockPeople, updatePerson } from './people.store.ts';
import { idleLimit } from './session-limits.ts';
import { confirmSession, endSessions, listSessions } from './sessions.store.ts';
import { listStores } from './stores.store.ts';

/** Asks for the password once more, before changes that open doors. @throws AppError `unauthenticated`; `rate-limited` */
export async function confirmPassword(
  ctx: IdentityContext,
  { id, session }: Principal,
  password: string,
): Promise<void> {
  if (!session) throw new AppError('forbidden', 'Only somebody who signed in has a password to confirm.');
  const refusal = new AppError('unauthenticated', 'That is not your password.');
  await tryOnce(
    ctx,
    [guardedConfirmation(id)],
    async () => {
      const { passwordHash } = await getPerson(ctx.db, id);
      return (await verifyPassword(password, passwordHash)) ? true : null;
    },
    refusal,
  );
  await confirmSession(ctx.db, session.id, ctx.clock.now());
}

/** Sets a new password; whoever is signed in elsewhere is signed out. Errors as in {@link confirmPassword}; `invalid` */
export async function changePassword(
  ctx: IdentityContext,
  principal: Principal,
  { current, password }: PasswordChange,
): Promise<void> {
  await confirmPassword(ctx, principal, current);
  await checkPassword(password, '/password');
  const passwordHash = await hashPassword(password);
  const { id, name, session } = principal;
  const ended = await ctx.db.transaction().execute(async (trx) => {
    await lockPeople(trx);
    await updatePerson(trx, { ...(await getPerson(trx, id)), passwordHash });
    await deleteLinks(trx, id);
    await recordAudit(trx, ctx, { action: 'person.set-password', entity: { id, name } });
    return endSessions(trx, { personId: id, except: session?.id }, ctx.clock.now());
  });
  for (const sessionId of ended) ctx.revoked(`session:${sessionId}`);
}

export async function whoAmI(db: Queryable, principal: Principal): Promise<Me> {
  const { kind, id, name, everywhere, inStore } = principal;
  const all = await listStores(db, { limit: 1000 });
  const person = kind === 'person' ? await getPerson(db, id) : undefined;
  const isOwner = everywhere.includes('keys:write');
  const roleIn = (storeId: string) => person?.roles.find((role) => role.storeId === storeId)?.role ?? 'staff';
  const mine = everywhere.length > 0 ? all : all.filter((store) => inStore.has(store.id));
  return {
    ...{ kind, id, name, isOwner },
    organisation: (await findOrganisation(db)) ?? '',
    ...(person?.email ? { email: person.email } : {}),
    stores: mine.map((store) => ({
      id: store.id,
      name: store.name,
      role: isOwner ? 'owner' : roleIn(store.id),
    })),
  };
}

export async function findMySessions(
  ctx: IdentityContext,
  { id, session }: Principal,
): Promise<SessionInfo[]> {
  const now = ctx.clock.now();
  return (await listSessions(ctx.db, id, now, idleLimit(ctx.clock))).map((row) => ({
    id: row.id,
    agent: row.agent,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
    current: row.id === session?.id,
  }));
}

/** Ends one of one's own sessions elsewhere. @throws AppError `not-found` */
export async function endMySession(
  ctx: IdentityContext,
  { id, name }: Principal,
  sessionId: string,
): Promise<void> {
  const now = ctx.clock.now();
  const mine = await listSessions(ctx.db, id, now, idleLimit(ctx.clock));
  if (!mine.some((session) => session.id === sessionId)) throw notFound(`Session ${sessionId}`);
  await ctx.db.transaction().execute(async (trx) => {
    await endSessions(trx, { id: sessionId }, now);
    await recordAudit(trx, ctx, { action: 'session.end', entity: { id, name } });
  });
  ctx.revoked(`session:${sessionId}`);
}
