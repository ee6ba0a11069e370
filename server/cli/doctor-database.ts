import type { Config } from '../config.ts';
import { systemClock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { EmbeddedPostgresError } from '../platform/embedded-postgres.ts';
import { readMigrationState } from '../platform/migrate.ts';
import { CommandError } from './command-error.ts';
import { hasEmbeddedData, withDatabase } from './database.ts';
import type { Finding } from './doctor-checks.ts';
import { readDatabaseFacts, type DatabaseFacts } from './doctor.store.ts';

const OLDEST_POSTGRES = 15;
const NEWEST_POSTGRES = 18;
const CLOCK_WARN_S = 5;
const CLOCK_FAIL_S = 60;

/** The database, its version, its schema and its clock. Nothing is made where there is none yet. */
export async function lookAtDatabase(config: Config, signal: AbortSignal): Promise<Finding[]> {
  const name = 'database';
  const { databaseUrl, dataDir } = config;
  if (databaseUrl === undefined && !hasEmbeddedData(dataDir))
    return [{ name, state: 'ok', says: `none in ${dataDir} yet; the first start makes it` }];
  try {
    return await withDatabase(config, { signal, state: 'any' }, lookInside);
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof EmbeddedPostgresError)) throw error;
    return [{ name, state: 'fail', says: error.message }];
  }
}

async function lookInside(db: Database): Promise<Finding[]> {
  const askedAt = systemClock.now();
  const facts = await readDatabaseFacts(db);
  return [versionFinding(facts), await schemaFinding(db), clockFinding(facts, askedAt)];
}

function versionFinding({ version, major }: DatabaseFacts): Finding {
  const found = { name: 'database', says: `Postgres ${version} answers` };
  const supported = `Larder works with Postgres ${OLDEST_POSTGRES} to ${NEWEST_POSTGRES}.`;
  if (major < OLDEST_POSTGRES) return { ...found, state: 'fail', fix: `${supported} Upgrade it.` };
  return major > NEWEST_POSTGRES ? { ...found, state: 'warn', fix: supported } : { ...found, state: 'ok' };
}

async function schemaFinding(db: Database): Promise<Finding> {
  const name = 'schema';
  const { pending, unknown } = await readMigrationState(db);
  if (unknown.length > 0)
    return {
      name,
      state: 'fail',
      says: 'is of a newer Larder',
      fix: 'Install that one, or restore a backup.',
    };
  if (pending.length === 0) return { name, state: 'ok', says: 'is up to date' };
  return {
    name,
    state: 'warn',
    says: `lacks ${pending.join(', ')}`,
    fix: 'Run: npm run larder -- migrate (npm start does it too)',
  };
}

function clockFinding({ now }: DatabaseFacts, askedAt: Date): Finding {
  const apart = Math.abs(now.getTime() - askedAt.getTime()) / 1000;
  const found = { name: 'clock', says: `${apart.toFixed(1)} s from the database's` };
  if (apart < CLOCK_WARN_S) return { ...found, state: 'ok' };
  const fix = 'Set the clocks of both machines by the network (NTP).';
  return { ...found, state: apart < CLOCK_FAIL_S ? 'warn' : 'fail', fix };
}
