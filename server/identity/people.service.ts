import { uuidv7 } from 'uuidv7';
import type { Invitation, Person, PersonInput, PersonPatch } from '../../shared/identity/person.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { storesWith, type Principal } from './access.ts';
import { recordAudit, type AuditFact } from './audit.service.ts';
import type { IdentityContext } from '../platform/context.ts';
import { checkPin } from './new-password.ts';
import { hashPassword } from './passwords.ts';
import {
  deleteLinks,
  getPerson,
  insertPerson,
  listPeople,
  listPeopleWithPin,
  lockPeople,
  markPersonRemoved,
  updatePerson,
  type NewPerson,
  type PersonRow,
} from './people.store.ts';
import {
  refuseTakenEmail,
  refuseUnlessManaged,
  refuseUnlessSpokenFor,
  refuseWithoutOwner,
  refuseWrongRoles,
} from './person-checks.service.ts';
import { deliverInvitation, makeLink } from './person-links.service.ts';
import { mergeRoles, storesWherePinsChange } from './person-rules.ts';
import { endSessions } from './sessions.store.ts';

export interface PersonResult {
  person: Person;
  invitation?: Invitation;
}

/** The people whom the caller manages: everybody for an owner, those of their stores for a manager. */
export async function findPeople(db: Queryable, caller: Principal): Promise<Person[]> {
  return (await listPeople(db, storesWith(caller, 'people:write'))).map(toPerson);
}

/** Who may take over a tablet of this store with a PIN. */
export function findShiftPeople(db: Queryable, storeId: string): Promise<{ id: string; name: string }[]> {
  return listPeopleWithPin(db, storeId);
}

/** Adds a person, and invites them where they have an address. @throws AppError `conflict` when the address is taken; `forbidden`; `invalid` */
export async function addPerson(
  ctx: IdentityContext,
  caller: Principal,
  input: PersonInput,
): Promise<PersonResult> {
  const { name, email = null, isOwner = false, roles, pin } = input;
  const wanted: NewPerson = {
    id: uuidv7(),
    name,
    email,
    passwordHash: null,
    pinHash: await pinHashOf(pin),
    isOwner,
    roles,
  };
  refuseUnlessManaged(caller, null, wanted);
  if (email === null && pin === undefined)
    throw invalid([{ pointer: '/email', detail: 'is missing; without an address the person needs a PIN' }]);
  const { person, link } = await inPeopleTransaction(ctx, async (trx) => {
    await refuseWrongRoles(trx, roles);
    await refuseTakenEmail(trx, wanted);
    await insertPerson(trx, wanted, ctx.clock.now());
    const row = await getPerson(trx, wanted.id);
    await recordAudit(trx, ctx, ...factsOf('person.add', row, null, auditOf(row)));
    return { person: row, link: email === null ? null : await makeLink(ctx, trx, row.id, 'invitation') };
  });
  tellTablets(ctx, null, person);
  if (link === null) return { person: toPerson(person) };
  return { person: toPerson(person), invitation: await deliverInvitation(ctx, person, link) };
}

/** Changes a person; roles in stores that the caller does not manage stay as they are. Errors as in {@link addPerson}; `not-found` */
export async function changePerson(
  ctx: IdentityContext,
  caller: Principal,
  personId: string,
  patch: PersonPatch,
): Promise<Person> {
  const pinHash = patch.pin === undefined ? undefined : await pinHashOf(patch.pin ?? undefined);
  const { before, after } = await inPeopleTransaction(ctx, async (trx) => {
    const before = await getPerson(trx, personId);
    const { name = before.name, email = before.email, isOwner = before.isOwner } = patch;
    const roles = patch.roles
      ? mergeRoles(before.roles, patch.roles, storesWith(caller, 'people:write'))
      : before.roles;
    const wanted: NewPerson = {
      ...before,
      name,
      email,
      isOwner,
      roles,
      ...(pinHash !== undefined && { pinHash }),
    };
    refuseUnlessManaged(caller, before, wanted);
    if (name !== before.name || email !== before.email || pinHash !== undefined)
      refuseUnlessSpokenFor(caller, before);
    await refuseWrongRoles(trx, patch.roles ?? []);
    await refuseTakenEmail(trx, wanted);
    await updatePerson(trx, wanted);
    // Links that are on their way to another address.
    if (email !== before.email) await deleteLinks(trx, personId);
    if (before.isOwner) await refuseWithoutOwner(trx);
    const after = await getPerson(trx, personId);
    await recordAudit(trx, ctx, ...factsOf('person.change', before, auditOf(before), auditOf(after), after));
    if (pinHash && before.pinHash !== null)
      await recordAudit(trx, ctx, ...factsOf('person.set-pin', after, null, null));
    return { before, after };
  });
  // Whoever is connected comes back at once, with what they may do now.
  ctx.revoked(`person:${personId}`);
  tellTablets(ctx, before, after);
  return toPerson(after);
}

/** @throws AppError `not-found`; `forbidden`; `conflict` for the last owner */
export async function removePerson(ctx: IdentityContext, caller: Principal, personId: string): Promise<void> {
  const removed = await inPeopleTransaction(ctx, async (trx) => {
    const person = await getPerson(trx, personId);
    refuseUnlessManaged(caller, person, person);
    refuseUnlessSpokenFor(caller, person);
    if (person.id === caller.id)
      throw new AppError('conflict', 'You cannot remove yourself; ask another manager.');
    await endSessions(trx, { personId }, ctx.clock.now());
    await markPersonRemoved(trx, personId, ctx.clock.now());
    if (person.isOwner) await refuseWithoutOwner(trx);
    await deleteLinks(trx, personId);
    await recordAudit(trx, ctx, ...factsOf('person.remove', person, auditOf(person), null));
    return person;
  });
  ctx.revoked(`person:${personId}`);
  tellTablets(ctx, removed, null);
}

/** A new invitation, or for somebody who has a password a link to set a new one. */
export async function invitePerson(
  ctx: IdentityContext,
  caller: Principal,
  personId: string,
): Promise<Invitation> {
  const { person, link } = await inPeopleTransaction(ctx, async (trx) => {
    const row = await getPerson(trx, personId);
    refuseUnlessManaged(caller, row, row);
    refuseUnlessSpokenFor(caller, row);
    if (row.email === null)
      throw new AppError('conflict', `${row.name} has no e-mail address; add one first.`);
    await recordAudit(trx, ctx, ...factsOf('person.invite', row, null, null));
    return {
      person: row,
      link: await makeLink(ctx, trx, row.id, row.passwordHash === null ? 'invitation' : 'reset'),
    };
  });
  return deliverInvitation(ctx, person, link);
}

function inPeopleTransaction<T>(ctx: IdentityContext, work: (trx: Transaction) => Promise<T>): Promise<T> {
  return ctx.db.transaction().execute(async (trx) => {
    await lockPeople(trx);
    return work(trx);
  });
}

/** Tablets act under their own name only where nobody has a PIN: they learn of the first, and of the last to go. */
function tellTablets(ctx: IdentityContext, before: PersonRow | null, after: PersonRow | null): void {
  for (const store of storesWherePinsChange(before, after)) ctx.revoked(`screens:${store}`);
}

async function pinHashOf(pin: string | undefined): Promise<string | null> {
  if (pin === undefined) return null;
  checkPin(pin, '/pin');
  return hashPassword(pin);
}

/** One entry in the record of every store that the person belongs to, or did, or of the organisation. */
function factsOf(
  action: string,
  person: PersonRow,
  before: object | null,
  after: object | null,
  later: PersonRow = person,
): AuditFact[] {
  const { id, name } = later;
  const storeIds = new Set([...person.roles, ...later.roles].map(({ storeId }) => storeId));
  const records = storeIds.size > 0 ? [...storeIds] : [null];
  return records.map((storeId) => ({ storeId, action, entity: { id, name }, before, after }));
}

function auditOf({ name, email, isOwner, roles, pinHash }: PersonRow): object {
  return { name, email, isOwner, roles, hasPin: pinHash !== null };
}

function toPerson({ id, name, email, isOwner, pinHash, passwordHash, roles, lastSeenAt }: PersonRow): Person {
  return {
    ...{ id, name, email, isOwner, roles },
    hasPin: pinHash !== null,
    active: passwordHash !== null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}
