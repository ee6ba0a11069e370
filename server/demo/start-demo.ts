import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { readConfig, type Config } from '../config.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { runServer } from '../run-server.ts';
import { Bistro } from './bistro.ts';
import type { DemoOptions } from './options.ts';

export interface RunningDemo {
  url: string;
  bistro: Bistro;
  /** Resolves with the reason when the database is gone for good. */
  failed: Promise<string>;
  stop: () => Promise<void>;
}

export interface DemoSurroundings {
  logger: Logger;
  /** Told what is being done. */
  say: (line: string) => void;
  /** Gives up a start that is under way. */
  signal: AbortSignal;
}

/** What is in this database need not survive the machine; and as it fills in seconds, its statistics have to keep up. */
const DATABASE_SETTINGS = {
  ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  autovacuum_naptime: '2s',
};
const OTHER_PORTS = 50;

/** Everything from an empty folder to a service that runs. Nothing is left of it once it has failed or was stopped. */
export async function startDemo(
  options: DemoOptions,
  { logger, say, signal }: DemoSurroundings,
): Promise<RunningDemo> {
  await using undo = new AsyncDisposableStack();
  const dataDir = await temporaryFolder();
  undo.defer(() => rm(dataDir, { recursive: true, force: true, maxRetries: 10 }));
  say('Starting a database in a temporary folder');
  const postgres = await startEmbeddedPostgres({ dataDir, settings: DATABASE_SETTINGS, signal });
  undo.defer(() => postgres.stop());
  const onError = (err: unknown): void => logger.warn({ err }, 'something went wrong in the restaurant');
  const bistro = new Bistro({ options, say, onError });
  const running = await runServer(configOf(options, postgres.connectionString, dataDir), logger, {
    clock: bistro.clock,
    mailer: bistro.outbox,
    webhooks: bistro.program,
    extend: (app) => bistro.furnish(app, signal),
    otherPorts: OTHER_PORTS,
  });
  undo.defer(() => running.stop());
  bistro.open(running.url);
  undo.defer(() => bistro.close());
  const held = undo.move();
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= held.disposeAsync());
  return { url: running.url, bistro, failed: postgres.exited, stop };
}

/** Postgres runs as another user where we are root, and has to get in. */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'larder-demo-'));
  await chmod(folder, 0o755);
  return folder;
}

function configOf({ port }: DemoOptions, databaseUrl: string, dataDir: string): Config {
  const settings = { DATABASE_URL: databaseUrl, LARDER_DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
  return readConfig({ PORT: String(port), ...settings });
}
