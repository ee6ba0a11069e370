// Writes server/platform/database-types.ts from the migrated schema; with --check it only compares.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, createPool } from './database.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrateToLatest } from './migrate.ts';

const OUT = 'server/platform/database-types.ts';
// Must agree with the parsers in database.ts.
const PARSERS = ['--numeric-parser=number', `--type-mapping={"int8":"number","numeric":"number"}`];

const dataDir = await mkdtemp(join(tmpdir(), 'larder-types-'));
const postgres = await startEmbeddedPostgres({ dataDir });
const pool = createPool({ connectionString: postgres.connectionString });
let status: number | null;
try {
  await migrateToLatest(createDatabase(pool));
  const check = process.argv.includes('--check') ? ['--verify'] : [];
  status = spawnSync(
    'kysely-codegen',
    [`--url=${postgres.connectionString}`, '--dialect=postgres', `--out-file=${OUT}`, ...PARSERS, ...check],
    { stdio: 'inherit' },
  ).status;
  if (status !== 0) console.error(`${OUT} does not match the migrations: run npm run generate.`);
} finally {
  await pool.end();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exitCode = status ?? 1;
