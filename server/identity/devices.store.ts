import { sql } from 'kysely';
import type { ScreenKind } from '../../shared/identity/access.schema.ts';
import type { Language } from '../../shared/language.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';

/** A screen that belongs to a store. */
export interface DeviceRow {
  id: string;
  name: string;
  kind: ScreenKind;
  storeId: string;
  /** Null is its browser's own. */
  language: Language | null;
  claimedAt: Date;
  lastSeenAt: Date | null;
  build: string | null;
}

const columns = sql`d.id, d.name, d.kind, d.store_id as "storeId", d.language, d.claimed_at as "claimedAt", d.last_seen_at as "lastSeenAt", d.build`;
const isPaired = sql`d.store_id is not null and d.revoked_at is null`;

export async function getDevice(db: Queryable, deviceId: string): Promise<DeviceRow> {
  const { rows } =
    await sql<DeviceRow>`select ${columns} from device d where d.id = ${deviceId} and ${isPaired}`.execute(
      db,
    );
  if (!rows[0]) throw notFound(`Screen ${deviceId}`);
  return rows[0];
}

export async function listDevices(db: Queryable, storeIds: readonly string[] | null): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`select ${columns} from device d
    where ${isPaired} and ${storeIds === null ? sql`true` : sql`d.store_id = any(${storeIds}::uuid[])`}
    order by d.store_id, lower(d.name), d.id`.execute(db);
  return rows;
}

export interface NewOffer {
  id: string;
  secretHash: Buffer;
  words: string;
  code: string;
  expiresAt: Date;
}

/** Forgets offers that nobody took up, so that their codes are free again; false when the code is in use. */
export async function insertOffer(trx: Transaction, offer: NewOffer, now: Date): Promise<boolean> {
  await trx.deleteFrom('device').where('code_expires_at', '<=', now).execute();
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('device')
    .values({
      id: offer.id,
      secret_hash: offer.secretHash,
      words: offer.words,
      code: offer.code,
      code_expires_at: offer.expiresAt,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findOffer(
  db: Queryable,
  code: string,
  now: Date,
): Promise<{ id: string; words: string; expiresAt: Date } | undefined> {
  const { rows } = await sql<{ id: string; words: string; expiresAt: Date }>`
    select id, words, code_expires_at as "expiresAt" from device where code = ${code} and code_expires_at > ${now}`.execute(
    db,
  );
  return rows[0];
}

export interface Claim {
  code: string;
  kind: ScreenKind;
  storeId: string;
  name: string;
  language: Language | null;
  by: string | null;
}

/** Pairs the screen that shows this code: of several who try, one. Returns its id. */
export async function claimOffer(
  trx: Transaction,
  { code, kind, storeId, name, language, by }: Claim,
  now: Date,
): Promise<string | undefined> {
  const { rows } = await sql<{
    id: string;
  }>`update device set code = null, code_expires_at = null, kind = ${kind},
      store_id = ${storeId}, name = ${name}, language = ${language}, claimed_at = ${now}, claimed_by = ${by}
    where code = ${code} and code_expires_at > ${now} returning id`.execute(trx);
  return rows[0]?.id;
}

export interface DeviceSecret {
  secretHash: Buffer;
  claimed: boolean;
  /** Revoked, or its code ran out before anybody took it up. */
  gone: boolean;
}

export async function findDeviceSecret(
  db: Queryable,
  deviceId: string,
  now: Date,
): Promise<DeviceSecret | undefined> {
  const { rows } =
    await sql<DeviceSecret>`select secret_hash as "secretHash", store_id is not null as claimed,
    (revoked_at is not null or coalesce(code_expires_at <= ${now}, false)) as gone from device where id = ${deviceId}`.execute(
      db,
    );
  return rows[0];
}

export async function updateDevice(
  trx: Transaction,
  { id, name, kind, storeId, language }: DeviceRow,
): Promise<void> {
  await trx
    .updateTable('device')
    .set({ name, kind, store_id: storeId, language })
    .where('id', '=', id)
    .execute();
}

export async function markDeviceRevoked(trx: Transaction, deviceId: string, now: Date): Promise<void> {
  await trx.updateTable('device').set({ revoked_at: now }).where('id', '=', deviceId).execute();
  await trx.deleteFrom('device_token').where('device_id', '=', deviceId).execute();
}

/** A new token; those before it go on working until `overlapUntil`, for a screen that never heard of this one. */
export async function insertDeviceToken(
  trx: Transaction,
  deviceId: string,
  tokenHash: Buffer,
  now: Date,
  expiresAt: Date,
  overlapUntil: Date,
): Promise<void> {
  await sql`delete from device_token where device_id = ${deviceId} and expires_at <= ${now}`.execute(trx);
  await sql`update device_token set expires_at = least(expires_at, ${overlapUntil}) where device_id = ${deviceId}`.execute(
    trx,
  );
  await sql`insert into device_token (token_hash, device_id, created_at, expires_at)
    values (${tokenHash}, ${deviceId}, ${now}, ${expiresAt})`.execute(trx);
}

/** A screen by its token, and whether somebody in its store has a PIN. */
export async function findDeviceByToken(
  db: Queryable,
  tokenHash: Buffer,
  now: Date,
): Promise<(DeviceRow & { storeHasPins: boolean }) | undefined> {
  const { rows } = await sql<DeviceRow & { storeHasPins: boolean }>`select ${columns}, exists (
      select from person p where p.pin_hash is not null and p.removed_at is null and (p.is_owner or exists (
        select from store_role r where r.person_id = p.id and r.store_id = d.store_id))) as "storeHasPins"
    from device_token t join device d on d.id = t.device_id
    where t.token_hash = ${tokenHash} and t.expires_at > ${now} and ${isPaired}`.execute(db);
  return rows[0];
}

/** Returns what it is to speak. */
export async function markDeviceSeen(
  db: Queryable,
  deviceId: string,
  build: string | null,
  now: Date,
): Promise<Language | null> {
  const { rows } = await sql<Pick<DeviceRow, 'language'>>`
    update device set last_seen_at = ${now}, build = coalesce(${build}, build) where id = ${deviceId} returning language`.execute(
    db,
  );
  return rows[0]?.language ?? null;
}
