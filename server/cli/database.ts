import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { createDatabase, createPool, type Database } from '../platform/database.ts';
import { findRunningEmbeddedPostgres, startEmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { readMigrationState } from '../platform/migrate.ts';
import { CommandError, reasonOf } from './command-error.ts';

interface OpenOptions {
  signal: AbortSignal;
  /** `any`: also a database that does not exist yet, or is not up to date. */
  state?: 'current' | 'any';
}

/**
 * Does something with the database that the settings name: a Postgres of its own, or the embedded one, which is
 * started for as long as it takes unless a server runs on it already.
 * @throws CommandError when there is no such database, or when it is of another version
 */
export async function withDatabase<T>(
  config: Config,
  { signal, state = 'current' }: OpenOptions,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const { databaseUrl, dataDir } = config;
  const running = databaseUrl ?? (await findRunningEmbeddedPostgres(dataDir));
  if (running !== undefined) return withPool(running, state, work);
  if (state === 'current' && !hasEmbeddedData(dataDir))
    throw new CommandError(
      `There is no database in ${dataDir} yet. Start Larder once (npm start), or set LARDER_DATA_DIR or DATABASE_URL.`,
    );
  const embedded = await startEmbeddedPostgres({ dataDir, signal });
  try {
    return await withPool(embedded.connectionString, state, work);
  } finally {
    await embedded.stop();
  }
}

export function hasEmbeddedData(dataDir: string): boolean {
  return existsSync(join(dataDir, 'postgres'));
}

async function withPool<T>(
  connectionString: string,
  state: 'current' | 'any',
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const pool = createPool({ connectionString, poolSize: 4 });
  try {
    const db = createDatabase(pool);
    await pool.query('select 1').catch((error: unknown) => {
      throw new CommandError(`The database cannot be reached: ${reasonOf(error)}. Check DATABASE_URL.`);
    });
    if (state === 'current') await assertCurrent(db);
    return await work(db);
  } finally {
    await pool.end();
  }
}

async function assertCurrent(db: Database): Promise<void> {
  const { pending, unknown } = await readMigrationState(db);
  if (unknown.length > 0)
    throw new CommandError('The database was made by a newer Larder. Install that one to work on it.');
  if (pending.length > 0)
    throw new CommandError('The database is not up to date. Run: npm run larder -- migrate');
}
