import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createDatabase, createPool } from '../../server/platform/database.ts';
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts';
import { migrateToLatest } from '../../server/platform/migrate.ts';
import { nameDatabase } from './database-name.ts';
import { insertTestKey } from './test-key.ts';
import { TEMPLATE } from './test-database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The connection string of the Postgres that the tests of a project share. */
    postgres: string;
  }
}

/** A real Postgres for one project of tests, with a migrated template that every test's database is a copy of. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(await fastestFolder(), 'larder-tests-'));
  // Postgres runs as another user where we are root.
  await chmod(dataDir, 0o755);
  // Durability is not what these tests are about; those that kill servers start a Postgres of their own.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  const postgres = await startEmbeddedPostgres({ dataDir, settings });
  const admin = createPool({ connectionString: postgres.connectionString, poolSize: 1 });
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const template = createPool({
    connectionString: nameDatabase(postgres.connectionString, TEMPLATE),
    poolSize: 1,
  });
  await migrateToLatest(createDatabase(template));
  await insertTestKey(createDatabase(template));
  await template.end();
  provide('postgres', postgres.connectionString);
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
  };
}

const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 4e9;

/** Every test's database is a copy of a thousand files: in memory that takes 20 ms, on a disk up to 400. */
async function fastestFolder(): Promise<string> {
  const memory = await statfs(MEMORY).catch(() => undefined);
  return memory && memory.bavail * memory.bsize > ENOUGH_BYTES ? MEMORY : tmpdir();
}
