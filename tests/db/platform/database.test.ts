import { expect, it } from 'vitest';
import { createPool } from '../../../server/platform/database.ts';
import { createTestDatabase } from '../../support/test-database.ts';

it('a pool that has ended has left: Postgres can be stopped without breaking a connection of it', async () => {
  const { connectionString } = await createTestDatabase();
  const lost: Error[] = [];
  const pool = createPool({ connectionString, poolSize: 8, onConnectionLost: (error) => lost.push(error) });
  let left = 0;
  pool.on('connect', (client) => client.on('end', () => left++));
  const clients = await Promise.all(Array.from({ length: 8 }, () => pool.connect()));
  for (const client of clients) client.release();

  await pool.end();

  expect(left).toBe(8);
  expect(lost).toEqual([]);
});
