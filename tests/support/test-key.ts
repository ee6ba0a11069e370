import { uuidv7 } from 'uuidv7';
import { insertApiKey } from '../../server/identity/api-keys.store.ts';
import { hashOf } from '../../server/identity/tokens.ts';
import type { Database } from '../../server/platform/database.ts';
import { PERMISSIONS } from '../../shared/identity/access.schema.ts';

/** A program called "API" that may do everything everywhere: every test database knows it. */
export const TEST_KEY = `larder_k_${'t'.repeat(43)}`;
export const AUTHORIZATION = { authorization: `Bearer ${TEST_KEY}` };

export async function insertTestKey(db: Database): Promise<void> {
  const key = {
    ...{
      id: uuidv7(),
      name: 'API',
      hint: TEST_KEY.slice(0, 14),
      permissions: [...PERMISSIONS],
      storeIds: null,
    },
    ...{ createdAt: new Date(), lastUsedAt: null, expiresAt: null },
  };
  await db.transaction().execute((trx) => insertApiKey(trx, key, hashOf(TEST_KEY), null));
}
