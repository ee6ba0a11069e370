import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';

export interface SessionRow {
  id: string;
  personId: string;
  deviceId: string | null;
  /** The store of the tablet, where it is one. */
  deviceStoreId: string | null;
  agent: string | null;
  createdAt: Date;
  lastUsedAt: Date;
  confirmedAt: Date;
}

const columns = sql`s.id, s.person_id as "personId", s.device_id as "deviceId", d.store_id as "deviceStoreId", s.agent,
  s.created_at as "createdAt", s.last_used_at as "lastUsedAt", s.confirmed_at as "confirmedAt"`;

/** Sessions that are neither ended, nor over, nor idle since before `idleSince`, nor on a revoked tablet. */
const isAlive = (
  now: Date,
  idleSince: Date,
) => sql`s.ended_at is null and s.expires_at > ${now} and s.last_used_at > ${idleSince}
  and (s.device_id is null or d.revoked_at is null)`;

export async function findSession(
  db: Queryable,
  tokenHash: Buffer,
  now: Date,
  idleSince: Date,
): Promise<SessionRow | undefined> {
  const { rows } =
    await sql<SessionRow>`select ${columns} from session s left join device d on d.id = s.device_id
    where s.token_hash = ${tokenHash} and ${isAlive(now, idleSince)}`.execute(db);
  return rows[0];
}

export async function listSessions(
  db: Queryable,
  personId: string,
  now: Date,
  idleSince: Date,
): Promise<SessionRow[]> {
  const { rows } =
    await sql<SessionRow>`select ${columns} from session s left join device d on d.id = s.device_id
    where s.person_id = ${personId} and ${isAlive(now, idleSince)} order by s.last_used_at desc`.execute(db);
  return rows;
}

export interface NewSession {
  id: string;
  personId: string;
  deviceId: string | null;
  agent: string | null;
  expiresAt: Date;
}

export async function insertSession(
  trx: Queryable,
  session: NewSession,
  tokenHash: Buffer,
  now: Date,
): Promise<void> {
  await sql`insert into session (id, token_hash, person_id, device_id, agent, created_at, last_used_at, confirmed_at, expires_at)
    values (${session.id}, ${tokenHash}, ${session.personId}, ${session.deviceId}, ${session.agent}, ${now}, ${now}, ${now},
      ${session.expiresAt})`.execute(trx);
}

export async function touchSession(db: Queryable, sessionId: string, now: Date): Promise<void> {
  await db.updateTable('session').set({ last_used_at: now }).where('id', '=', sessionId).execute();
}

export async function confirmSession(db: Queryable, sessionId: string, now: Date): Promise<void> {
  await db.updateTable('session').set({ confirmed_at: now }).where('id', '=', sessionId).execute();
}

/** Which sessions to end: one, those of a person (all but one), those on a tablet. */
export type SessionChoice =
  { id: string } | { personId: string; except?: string | undefined } | { deviceId: string };

/** Returns the ids of the sessions that this ended. */
export async function endSessions(trx: Transaction, which: SessionChoice, now: Date): Promise<string[]> {
  const chosen =
    'id' in which
      ? sql`id = ${which.id}`
      : 'deviceId' in which
        ? sql`device_id = ${which.deviceId}`
        : sql`person_id = ${which.personId} and id is distinct from ${which.except ?? null}::uuid`;
  const { rows } = await sql<{
    id: string;
  }>`update session set ended_at = ${now} where ended_at is null and ${chosen} returning id`.execute(trx);
  return rows.map(({ id }) => id);
}
