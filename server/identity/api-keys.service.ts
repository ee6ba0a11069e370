import { uuidv7 } from 'uuidv7';
import { KEY_PERMISSIONS } from '../../shared/identity/access.schema.ts';
import type { ApiKey, ApiKeyInput, NewApiKey } from '../../shared/identity/api-key.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { invalid } from '../platform/errors.ts';
import {
  expireApiKey,
  getApiKey,
  insertApiKey,
  listApiKeys,
  markApiKeyRevoked,
  type ApiKeyRow,
} from './api-keys.store.ts';
import { recordAudit } from './audit.service.ts';
import type { IdentityContext } from '../platform/context.ts';
import { listStoreIdsAmong } from './stores.service.ts';
import { hashOf, newToken } from './tokens.ts';

const HOUR_MS = 60 * 60_000;
/** What making a key takes. */
type Making = Pick<IdentityContext, 'db' | 'clock' | 'actor'>;
/** Enough to tell keys apart, and nothing to guess with. */
const HINT_LENGTH = 14;

export async function findApiKeys(db: Queryable): Promise<ApiKey[]> {
  return (await listApiKeys(db)).map(toApiKey);
}

/** The key itself is in this answer and nowhere else. @throws AppError `invalid` */
export async function createApiKey(ctx: Making, input: ApiKeyInput): Promise<NewApiKey> {
  return ctx.db.transaction().execute(async (trx) => {
    await checkInput(trx, input, ctx.clock.now());
    const { name, permissions, storeIds = null, expiresAt } = input;
    const key = {
      name,
      permissions,
      storeIds,
      expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
    };
    return insertNew(ctx, trx, key, 'key.create');
  });
}

/** A key that takes over from another, which goes on working for a while. @throws AppError `not-found` */
export async function rotateApiKey(
  ctx: IdentityContext,
  keyId: string,
  overlapHours = 24,
): Promise<NewApiKey> {
  const made = await ctx.db.transaction().execute(async (trx) => {
    const old = await getApiKey(trx, keyId);
    await expireApiKey(trx, keyId, new Date(ctx.clock.now().getTime() + overlapHours * HOUR_MS));
    return insertNew(ctx, trx, old, 'key.rotate');
  });
  if (overlapHours === 0) ctx.revoked(`key:${keyId}`);
  return made;
}

/** @throws AppError `not-found` */
export async function revokeApiKey(ctx: IdentityContext, keyId: string): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const key = await getApiKey(trx, keyId);
    await markApiKeyRevoked(trx, keyId, ctx.clock.now());
    await recordAudit(trx, ctx, { action: 'key.revoke', entity: key, before: auditOf(key) });
  });
  ctx.revoked(`key:${keyId}`);
}

async function insertNew(
  ctx: Making,
  trx: Transaction,
  {
    name,
    permissions,
    storeIds,
    expiresAt,
  }: Pick<ApiKeyRow, 'name' | 'permissions' | 'storeIds' | 'expiresAt'>,
  action: string,
): Promise<NewApiKey> {
  const key = newToken('key');
  const row: ApiKeyRow = {
    ...{ id: uuidv7(), name, permissions, storeIds, expiresAt },
    hint: key.slice(0, HINT_LENGTH),
    createdAt: ctx.clock.now(),
    lastUsedAt: null,
  };
  await insertApiKey(trx, row, hashOf(key), ctx.actor.kind === 'person' ? ctx.actor.id : null);
  await recordAudit(trx, ctx, { action, entity: row, after: auditOf(row) });
  return { ...toApiKey(row), key };
}

async function checkInput(
  trx: Transaction,
  { permissions, storeIds, expiresAt }: ApiKeyInput,
  now: Date,
): Promise<void> {
  const known = await listStoreIdsAmong(trx, storeIds ?? []);
  const errors = [
    ...permissions.flatMap((permission, index) =>
      KEY_PERMISSIONS.includes(permission)
        ? []
        : [{ pointer: `/permissions/${index}`, detail: `${permission} is for people only` }],
    ),
    ...(storeIds ?? []).flatMap((storeId, index) =>
      known.has(storeId) ? [] : [{ pointer: `/storeIds/${index}`, detail: `there is no store ${storeId}` }],
    ),
    ...(expiresAt !== undefined && new Date(expiresAt) <= now
      ? [{ pointer: '/expiresAt', detail: `${expiresAt} is past; give a time to come` }]
      : []),
  ];
  if (errors.length > 0) throw invalid(errors);
}

function auditOf({ name, permissions, storeIds, expiresAt }: ApiKeyRow): object {
  return { name, permissions, storeIds, expiresAt };
}

function toApiKey({ createdAt, lastUsedAt, expiresAt, ...row }: ApiKeyRow): ApiKey {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
