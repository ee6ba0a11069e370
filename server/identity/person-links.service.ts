import type { Invitation } from '../../shared/identity/person.schema.ts';
import { stretched } from '../platform/clock.ts';
import type { Transaction } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { recordAudit } from './audit.service.ts';
import type { IdentityContext } from '../platform/context.ts';
import { guardedReset } from './lockout.ts';
import { countAsTry } from './lockouts.service.ts';
import { checkPassword } from './new-password.ts';
import { hashPassword } from './passwords.ts';
import {
  deleteLinks,
  findLink,
  findOrganisation,
  findPersonByEmail,
  getPerson,
  insertLink,
  lockPeople,
  updatePerson,
  useLink,
  type LinkRow,
  type PersonRow,
} from './people.store.ts';
import { invitationMail, resetMail } from './person-mail.ts';
import { endSessions } from './sessions.store.ts';
import type { Origin } from './sign-in.service.ts';
import { hashOf, newToken } from './tokens.ts';

const HOUR_MS = 60 * 60_000;
const LIFETIME_MS: Record<LinkRow['purpose'], number> = { invitation: 72 * HOUR_MS, reset: HOUR_MS };

/** Makes the link of a person anew, inside the transaction that calls for it. Returns the address to open. */
export async function makeLink(
  ctx: IdentityContext,
  trx: Transaction,
  personId: string,
  purpose: LinkRow['purpose'],
): Promise<string> {
  const token = newToken('link');
  const now = ctx.clock.now();
  await insertLink(
    trx,
    { personId, purpose },
    hashOf(token),
    now,
    new Date(now.getTime() + stretched(ctx.clock, LIFETIME_MS[purpose])),
  );
  // After the #, where it reaches no server's log.
  return `${ctx.publicUrl}/manage#/welcome/${token}`;
}

/** Sends an invitation after its commit, or hands its link back where there is no way to send it. */
export async function deliverInvitation(
  ctx: IdentityContext,
  { name, email }: Pick<PersonRow, 'name' | 'email'>,
  link: string,
): Promise<Invitation> {
  if (!ctx.mailer || email === null) return { delivery: 'no-smtp', link };
  const organisation = (await findOrganisation(ctx.db)) ?? 'Larder';
  return ctx.mailer.send(invitationMail({ organisation, name, to: email, link })).then(
    () => ({ delivery: 'sent' as const }),
    () => ({ delivery: 'failed' as const, link }),
  );
}

/**
 * Sends a link to set a new password, if somebody has this address. The caller is told the same either way, and after the
 * same time: the mail goes its way by itself.
 * @throws AppError `rate-limited`; `unavailable` without SMTP
 */
export async function requestReset(ctx: IdentityContext, email: string, { address }: Origin): Promise<void> {
  const { mailer } = ctx;
  if (!mailer) throw new AppError('unavailable', 'No mail server is set up; ask a manager for a new link.');
  await countAsTry(ctx, guardedReset(address));
  const person = await findPersonByEmail(ctx.db, email);
  if (!person?.email) return;
  const link = await ctx.db.transaction().execute((trx) => makeLink(ctx, trx, person.id, 'reset'));
  const organisation = (await findOrganisation(ctx.db)) ?? 'Larder';
  mailer.post(resetMail({ organisation, name: person.name, to: person.email, link }));
}

/** Whose link this is. @throws AppError `not-found` when it was used, is too old, or never was */
export async function readLink(
  ctx: IdentityContext,
  token: string,
): Promise<{ purpose: LinkRow['purpose']; name: string; email: string }> {
  const link = await findLink(ctx.db, hashOf(token), ctx.clock.now());
  if (!link) throw spent();
  const { name, email } = await getPerson(ctx.db, link.personId);
  return { purpose: link.purpose, name, email: email ?? '' };
}

/** Sets the password that the link was made for; everything that was signed in before is signed out. */
export async function redeemLink(ctx: IdentityContext, token: string, password: string): Promise<PersonRow> {
  await checkPassword(password, '/password');
  const passwordHash = await hashPassword(password);
  const now = ctx.clock.now();
  const person = await ctx.db.transaction().execute(async (trx) => {
    await lockPeople(trx);
    const link = await findLink(trx, hashOf(token), now);
    if (!link || !(await useLink(trx, hashOf(token), now))) throw spent();
    const row = await getPerson(trx, link.personId);
    await updatePerson(trx, { ...row, passwordHash });
    await deleteLinks(trx, row.id);
    await endSessions(trx, { personId: row.id }, now);
    const actor = { kind: 'person' as const, id: row.id, name: row.name, deviceId: null };
    await recordAudit(trx, { ...ctx, actor }, { action: 'person.set-password', entity: row });
    return row;
  });
  ctx.revoked(`person:${person.id}`);
  return person;
}

function spent(): AppError {
  return new AppError('not-found', 'This link was used already or is too old; ask for a new one.');
}
