import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../support/test-database.ts';

const ROOT = join(import.meta.dirname, '../../..');

it('the generated types are those of the migrated schema', { timeout: 60_000 }, () => {
  const PATH = [join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['server/platform/generate-database-types.ts', '--check'],
    { cwd: ROOT, env: { ...process.env, PATH }, encoding: 'utf8' },
  );
  expect(status, `${stdout}${stderr}`).toBe(0);
});

it('numbers come from the database as the types say: exact, and never as text', async () => {
  const { pool } = await createTestDatabase();
  const { rows } = await pool.query(
    `select 9007199254740991::int8 as big, 99999999999.999::numeric(14,3) as most, 0.001::numeric(14,3) as least,
       -0.3::numeric(14,3) as third, '2026-03-20T12:00:00+01:00'::timestamptz as at`,
  );
  expect(rows).toEqual([
    {
      big: Number.MAX_SAFE_INTEGER,
      most: 99999999999.999,
      least: 0.001,
      third: -0.3,
      at: new Date('2026-03-20T11:00:00Z'),
    },
  ]);
});
