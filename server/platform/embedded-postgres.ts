import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { connectionStringOf, createAddress, removeSocketFolder } from './embedded-postgres-address.ts';
import { openCluster } from './embedded-postgres-cluster.ts';
import { EmbeddedPostgresError, explain } from './embedded-postgres-error.ts';
import { acquireLock, findLockHolder } from './embedded-postgres-lock.ts';
import { findServer, readPostmaster } from './embedded-postgres-postmaster.ts';
import type { Log } from './embedded-postgres-server.ts';
import { Supervisor } from './embedded-postgres-supervisor.ts';

export { EmbeddedPostgresError } from './embedded-postgres-error.ts';

export interface EmbeddedPostgres {
  connectionString: string;
  /** Resolves with a reason when Postgres has ended without having been asked, and does not come back. */
  exited: Promise<string>;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made if need be. Postgres keeps its own files in the folder `postgres` inside. */
  dataDir: string;
  log?: Log;
  /** Postgres settings that differ from ours. */
  settings?: Record<string, string>;
  /** Gives up a start that is under way: nothing of it is left running. */
  signal?: AbortSignal;
}

const LOCK = 'larder.lock';
const NEVER = new AbortController().signal;

/**
 * Starts the Postgres that comes with Larder, and starts it again whenever it ends unasked. One process at a time may
 * have a data folder.
 * @throws EmbeddedPostgresError
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
    return await start({ ...options, dataDir: await realpath(options.dataDir) });
  } catch (error) {
    throw asOneLine(error, options);
  }
}

async function start({ dataDir, log = () => {}, settings = {}, signal = NEVER }: EmbeddedPostgresOptions) {
  await using undo = new AsyncDisposableStack();
  const lock = await acquireLock(join(dataDir, LOCK));
  undo.defer(() => lock.release());
  const cluster = await openCluster(dataDir, signal);
  const address = await createAddress(cluster.account);
  undo.defer(() => removeSocketFolder(address.socketFolder));
  const supervisor = await Supervisor.start({ cluster, address, settings, log }, signal);
  return handleOf(supervisor, connectionStringOf(address), undo.move());
}

/** Whoever ends first, by `stop` or by giving up, leaves no lock and no socket folder behind. */
function handleOf(
  supervisor: Supervisor,
  connectionString: string,
  held: AsyncDisposableStack,
): EmbeddedPostgres {
  const exited = supervisor.gaveUp.then(async (reason) => {
    await held.disposeAsync();
    return reason;
  });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= supervisor.stop().then(() => held.disposeAsync()));
  return { connectionString, exited, stop };
}

/** The connection string of the server that a running Larder has on this data folder. */
export async function findRunningEmbeddedPostgres(dataDir: string): Promise<string | undefined> {
  try {
    if (!(await findLockHolder(join(dataDir, LOCK)))) return undefined;
    const folder = join(await realpath(dataDir), 'postgres');
    const postmaster = await readPostmaster(folder);
    return postmaster?.ready && (await findServer(folder))
      ? connectionStringOf(postmaster.address)
      : undefined;
  } catch (error) {
    throw asOneLine(error, { dataDir });
  }
}

function asOneLine(error: unknown, { dataDir, signal }: EmbeddedPostgresOptions): EmbeddedPostgresError {
  if (signal?.aborted) return new EmbeddedPostgresError('Larder was stopped while Postgres was starting.');
  if (error instanceof EmbeddedPostgresError) return error;
  return explain(
    `Postgres cannot use ${resolve(dataDir)}`,
    error instanceof Error ? error.message : String(error),
  );
}
