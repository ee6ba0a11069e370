// Reads files of suppliers once, and dies as if struck by lightning: `node doomed-reader.ts <connectionString> <folder> <now>
// <queries>`. Before it asks the database more often than that it is gone, whatever it is in the middle of.
import type { PoolClient } from 'pg';
import { exchangeFiles } from '../../server/integrations/exchange-files.service.ts';
import { createDatabase, createPool } from '../../server/platform/database.ts';
import { ManualClock } from './manual-clock.ts';
import { contextOf } from './test-context.ts';

const [connectionString = '', exchangeDir = '', now = '', queries = '0'] = process.argv.slice(2);
const pool = createPool({ connectionString });
let left = Number(queries);
pool.on('connect', (client: PoolClient) => {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((...args: unknown[]) => {
    left -= 1;
    if (left < 0) process.kill(process.pid, 'SIGKILL');
    return query(...args);
  }) as typeof client.query;
});
const ctx = contextOf({ db: createDatabase(pool) }, { clock: new ManualClock(now), exchangeDir });
const looks = new Map<string, string>();
const options = {
  stopped: new AbortController().signal,
  onError: (error: unknown): never => {
    throw error;
  },
};
for (let turn = 0; turn < 2; turn++) await exchangeFiles(ctx, looks, options);
await pool.end();
