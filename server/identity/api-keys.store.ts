import { sql } from 'kysely';
import type { Permission } from '../../shared/identity/access.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';

export interface ApiKeyRow {
  id: string;
  name: string;
  hint: string;
  permissions: Permission[];
  storeIds: string[] | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}

const columns = sql`id, name, hint, permissions, store_ids as "storeIds", created_at as "createdAt", last_used_at as "lastUsedAt",
  expires_at as "expiresAt"`;

export async function listApiKeys(db: Queryable): Promise<ApiKeyRow[]> {
  const { rows } =
    await sql<ApiKeyRow>`select ${columns} from api_key where revoked_at is null order by lower(name), created_at`.execute(
      db,
    );
  return rows;
}

export async function getApiKey(db: Queryable, keyId: string): Promise<ApiKeyRow> {
  const { rows } =
    await sql<ApiKeyRow>`select ${columns} from api_key where id = ${keyId} and revoked_at is null`.execute(
      db,
    );
  if (!rows[0]) throw notFound(`Key ${keyId}`);
  return rows[0];
}

export async function findApiKeyByHash(
  db: Queryable,
  keyHash: Buffer,
  now: Date,
): Promise<ApiKeyRow | undefined> {
  const { rows } = await sql<ApiKeyRow>`select ${columns} from api_key
    where key_hash = ${keyHash} and revoked_at is null and (expires_at is null or expires_at > ${now})`.execute(
    db,
  );
  return rows[0];
}

export async function insertApiKey(
  trx: Transaction,
  key: ApiKeyRow,
  keyHash: Buffer,
  createdBy: string | null,
): Promise<void> {
  await sql`insert into api_key (id, name, key_hash, hint, permissions, store_ids, created_at, created_by, expires_at)
    values (${key.id}, ${key.name}, ${keyHash}, ${key.hint}, ${key.permissions}, ${key.storeIds}::uuid[], ${key.createdAt}, ${createdBy},
      ${key.expiresAt})`.execute(trx);
}

export async function expireApiKey(trx: Transaction, keyId: string, at: Date): Promise<void> {
  await sql`update api_key set expires_at = least(expires_at, ${at}) where id = ${keyId}`.execute(trx);
}

export async function markApiKeyRevoked(trx: Transaction, keyId: string, now: Date): Promise<void> {
  await trx.updateTable('api_key').set({ revoked_at: now }).where('id', '=', keyId).execute();
}

export async function touchApiKey(db: Queryable, keyId: string, now: Date): Promise<void> {
  await db.updateTable('api_key').set({ last_used_at: now }).where('id', '=', keyId).execute();
}
