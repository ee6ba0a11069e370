import { sql } from 'kysely';
import type { StoreRole } from '../../shared/identity/access.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';

export interface PersonRow {
  id: string;
  name: string;
  email: string | null;
  passwordHash: string | null;
  pinHash: string | null;
  isOwner: boolean;
  roles: { storeId: string; role: StoreRole }[];
  lastSeenAt: Date | null;
}

const columns = sql`p.id, p.name, p.email, p.password_hash as "passwordHash", p.pin_hash as "pinHash", p.is_owner as "isOwner",
  coalesce((select json_agg(json_build_object('storeId', r.store_id, 'role', r.role) order by r.store_id)
    from store_role r where r.person_id = p.id), '[]') as roles,
  (select max(s.last_used_at) from session s where s.person_id = p.id) as "lastSeenAt"`;

export async function findPerson(db: Queryable, personId: string): Promise<PersonRow | undefined> {
  const { rows } =
    await sql<PersonRow>`select ${columns} from person p where p.id = ${personId} and p.removed_at is null`.execute(
      db,
    );
  return rows[0];
}

export async function getPerson(db: Queryable, personId: string): Promise<PersonRow> {
  const person = await findPerson(db, personId);
  if (!person) throw notFound(`Person ${personId}`);
  return person;
}

export async function findPersonByEmail(db: Queryable, email: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    select ${columns} from person p where lower(p.email) = lower(${email}) and p.removed_at is null`.execute(
    db,
  );
  return rows[0];
}

/** People of the given stores, or everybody when none are given. */
export async function listPeople(db: Queryable, storeIds: readonly string[] | null): Promise<PersonRow[]> {
  const theirs = sql`exists (select from store_role r where r.person_id = p.id and r.store_id = any(${storeIds}::uuid[]))`;
  const { rows } = await sql<PersonRow>`select ${columns} from person p
    where p.removed_at is null and ${storeIds === null ? sql`true` : theirs} order by lower(p.name), p.id`.execute(
    db,
  );
  return rows;
}

/** People who may take over a tablet of this store: its own, and the owners, who have a PIN. */
export async function listPeopleWithPin(
  db: Queryable,
  storeId: string,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select p.id, p.name from person p
    where p.removed_at is null and p.pin_hash is not null and (p.is_owner or exists (
      select from store_role r where r.person_id = p.id and r.store_id = ${storeId}))
    order by lower(p.name), p.id`.execute(db);
  return rows;
}

/** One change of people at a time: that there is an owner, and that addresses are not used twice, holds among all of them. */
export async function lockPeople(trx: Transaction): Promise<void> {
  await sql`select from deployment for update`.execute(trx);
}

export type NewPerson = Pick<
  PersonRow,
  'id' | 'name' | 'email' | 'passwordHash' | 'pinHash' | 'isOwner' | 'roles'
>;

export async function insertPerson(trx: Transaction, person: NewPerson, now: Date): Promise<void> {
  await sql`insert into person (id, name, email, password_hash, pin_hash, is_owner, created_at)
    values (${person.id}, ${person.name}, ${person.email}, ${person.passwordHash}, ${person.pinHash}, ${person.isOwner}, ${now})`.execute(
    trx,
  );
  await replaceRoles(trx, person.id, person.roles);
}

export async function updatePerson(trx: Transaction, person: NewPerson): Promise<void> {
  await sql`update person set name = ${person.name}, email = ${person.email}, password_hash = ${person.passwordHash},
    pin_hash = ${person.pinHash}, is_owner = ${person.isOwner} where id = ${person.id}`.execute(trx);
  await replaceRoles(trx, person.id, person.roles);
}

export async function markPersonRemoved(trx: Transaction, personId: string, now: Date): Promise<void> {
  await trx
    .updateTable('person')
    .set({ removed_at: now, pin_hash: null, password_hash: null })
    .where('id', '=', personId)
    .execute();
  await trx.deleteFrom('store_role').where('person_id', '=', personId).execute();
}

export async function countOwners(db: Queryable): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from person
    where is_owner and removed_at is null and email is not null and password_hash is not null`.execute(db);
  return rows[0]!.count;
}

async function replaceRoles(trx: Transaction, personId: string, roles: PersonRow['roles']): Promise<void> {
  await trx.deleteFrom('store_role').where('person_id', '=', personId).execute();
  await sql`insert into store_role (store_id, person_id, role) select "storeId", ${personId}, role
    from jsonb_to_recordset(${JSON.stringify(roles)}::jsonb) as r ("storeId" uuid, role text)`.execute(trx);
}

export interface LinkRow {
  personId: string;
  purpose: 'invitation' | 'reset';
}

/** A new link replaces the ones before it that were for the same. */
export async function insertLink(
  trx: Transaction,
  { personId, purpose }: LinkRow,
  tokenHash: Buffer,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  await trx
    .deleteFrom('person_link')
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute();
  await sql`insert into person_link (token_hash, person_id, purpose, created_at, expires_at)
    values (${tokenHash}, ${personId}, ${purpose}, ${now}, ${expiresAt})`.execute(trx);
}

export async function findLink(db: Queryable, tokenHash: Buffer, now: Date): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`select person_id as "personId", purpose from person_link
    where token_hash = ${tokenHash} and used_at is null and expires_at > ${now}`.execute(db);
  return rows[0];
}

/** Whether this call is the one that used it. */
export async function useLink(trx: Transaction, tokenHash: Buffer, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('person_link')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Links that were not used yet are of no use any more. */
export async function deleteLinks(trx: Transaction, personId: string): Promise<void> {
  await trx
    .deleteFrom('person_link')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute();
}

export async function findOrganisation(db: Queryable): Promise<string | null> {
  const { organisation } = await db.selectFrom('deployment').select('organisation').executeTakeFirstOrThrow();
  return organisation;
}

export async function setOrganisation(trx: Transaction, name: string): Promise<void> {
  await trx.updateTable('deployment').set({ organisation: name }).execute();
}
