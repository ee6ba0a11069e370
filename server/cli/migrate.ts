import type { Config } from '../config.ts';
import { migrateToLatest } from '../platform/migrate.ts';
import { withDatabase } from './database.ts';

/** Brings the database up to date; returns the exit code. */
export async function migrate(
  config: Config,
  { json, signal }: { json: boolean; signal: AbortSignal },
): Promise<number> {
  const applied = await withDatabase(config, { signal, state: 'any' }, migrateToLatest);
  if (json) console.log(JSON.stringify({ applied }));
  else console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
  return 0;
}
