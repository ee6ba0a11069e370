import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';

export interface DatabaseFacts {
  /** As Postgres says it: "18.4". */
  version: string;
  /** 18 */
  major: number;
  now: Date;
}

export async function readDatabaseFacts(db: Database): Promise<DatabaseFacts> {
  const { rows } = await sql<DatabaseFacts>`select current_setting('server_version') as version,
    current_setting('server_version_num')::int / 10000 as major, clock_timestamp() as now`.execute(db);
  return rows[0]!;
}
