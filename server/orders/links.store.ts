import { sql } from 'kysely';
import type { Queryable } from '../platform/database.ts';

export async function getLinkSecret(db: Queryable): Promise<Buffer> {
  const { rows } = await sql<{ secret: Buffer }>`select link_secret as secret from deployment`.execute(db);
  return rows[0]!.secret;
}

/** What browsers subscribe to push with; null until the server has made its keys. */
export async function findPushKey(db: Queryable): Promise<string | null> {
  const { rows } = await sql<{ key: string | null }>`select push_public_key as key from deployment`.execute(
    db,
  );
  return rows[0]!.key;
}
