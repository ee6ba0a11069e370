import { sql } from 'kysely';
import type { Queryable } from '../platform/database.ts';

export async function getLinkSecret(db: Queryable): Promise<Buffer> {
  const { rows } = await sql<{ secret: Buffer }>`select link_secret as secret from deployment`.execute(db);
  return rows[0]!.secret;
}
