import { sql } from 'kysely';
import type { Database, Queryable } from '../platform/database.ts';

/** Any number that nothing else in the database locks. */
const LOCK = 7_304_112_006;

/**
 * Does `work` while this process alone holds the lock of forecasts: false at once when another does. It is held by a
 * connection, so that a process that dies lets go of it: what `work` asks over that one fails once the lock is lost.
 */
export async function whileLeading(
  db: Database,
  work: (connection: Queryable) => Promise<void>,
): Promise<boolean> {
  return db.connection().execute(async (connection) => {
    const { rows } = await sql<{
      held: boolean;
    }>`select pg_try_advisory_lock(${LOCK}::bigint) as held`.execute(connection);
    if (rows[0]?.held !== true) return false;
    try {
      await work(connection);
    } finally {
      await sql`select pg_advisory_unlock(${LOCK}::bigint)`.execute(connection);
    }
    return true;
  });
}
