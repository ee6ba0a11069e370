// A Larder reduced to its database: `node embedded-postgres-child.ts <dataDir>`. Says in one line of JSON how its start
// went, and stops on SIGTERM.
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts';

const [dataDir = ''] = process.argv.slice(2);
try {
  const { connectionString, stop } = await startEmbeddedPostgres({ dataDir });
  process.once('SIGTERM', () => void stop());
  console.log(JSON.stringify({ connectionString }));
} catch (error) {
  console.log(JSON.stringify({ refused: (error as Error).message }));
}
