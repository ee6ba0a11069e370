import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { createDatabase, createPool, type Database } from '../../server/platform/database.ts';
import { nameDatabase } from './database-name.ts';

export const TEMPLATE = 'larder_template';

export interface TestDatabase {
  db: Database;
  pool: pg.Pool;
  connectionString: string;
}

/**
 * A migrated, empty database for one test; from `template1` it is not migrated either. It is dropped afterwards, unless the test failed: then it is kept for a look
 * for as long as the run lasts, and its name is told. A connection left open by the test fails it.
 */
export async function createTestDatabase(template = TEMPLATE): Promise<TestDatabase> {
  const server = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withAdmin(server, (admin) =>
    admin.query(`create database ${name} template ${template} strategy file_copy`),
  );
  const connectionString = nameDatabase(server, name);
  const pool = createPool({ connectionString, poolSize: 10 });
  onTestFinished(async ({ task }) => {
    await pool.end();
    if (task.result?.state === 'fail')
      console.error(`The database of the failed test "${task.name}" is ${name}.`);
    else await withAdmin(server, (admin) => dropUnlessLeaked(admin, name));
  });
  return { db: createDatabase(pool), pool, connectionString };
}

/** Another process on the same database: it has a pool of its own. */
export function openAnotherPool({ connectionString }: TestDatabase): TestDatabase {
  const pool = createPool({ connectionString, poolSize: 10 });
  onTestFinished(() => pool.end());
  return { db: createDatabase(pool), pool, connectionString };
}

async function dropUnlessLeaked(admin: pg.Pool, name: string): Promise<void> {
  // A closed connection takes Postgres a moment to forget.
  for (let patience = 100; ; patience--) {
    const { rows } = await admin.query<{ query: string }>(
      'select query from pg_stat_activity where datname = $1',
      [name],
    );
    if (rows.length === 0) break;
    if (patience === 0)
      throw new Error(
        `The test left connections open; the last statements: ${rows.map(({ query }) => query).join('; ')}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await admin.query(`drop database ${name}`);
}

async function withAdmin<T>(connectionString: string, work: (admin: pg.Pool) => Promise<T>): Promise<T> {
  const admin = createPool({ connectionString, poolSize: 1 });
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
