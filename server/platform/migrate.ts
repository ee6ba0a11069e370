import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from '../../migrations/index.ts';
import type { Database } from './database.ts';

/**
 * Brings the schema up to date; returns the names of what was applied. Runs under Kysely's advisory lock, so servers
 * that start together wait for one another, and in one transaction, so a crash leaves the schema as it was.
 */
export async function migrateToLatest(db: Database): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error(JSON.stringify(error));
  return (results ?? []).map((result) => result.migrationName);
}

export interface MigrationState {
  /** Known here and not yet applied, oldest first. */
  pending: string[];
  /** Applied by a newer Larder. */
  unknown: string[];
}

/** How the schema stands to this version of Larder. Changes nothing. */
export async function readMigrationState(db: Database): Promise<MigrationState> {
  const known = Object.keys(migrations);
  const { rows } = await sql<{
    exists: boolean;
  }>`select to_regclass('kysely_migration') is not null as exists`.execute(db);
  if (!rows[0]?.exists) return { pending: known, unknown: [] };
  const applied = (
    await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  ).rows.map(({ name }) => name);
  return {
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  };
}
