import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Address, connectionStringOf, settingsOf } from './embedded-postgres-address.ts';
import { explain } from './embedded-postgres-error.ts';
import { clearPreviousServer, marksOf, readPostmaster, stopServer } from './embedded-postgres-postmaster.ts';
import { type Cluster, isServersOwn, startProgram } from './embedded-postgres-program.ts';
import { identifyProcess, type ProcessIdentity } from './process-identity.ts';

export type Log = (level: 'info' | 'warn' | 'error', line: string) => void;

export interface Launch {
  cluster: Cluster;
  address: Address;
  settings: Record<string, string>;
  log: Log;
}

export interface Server {
  process: ProcessIdentity;
  /** Resolves with the reason when the process has ended. */
  ended: Promise<string>;
  /** Asks for a fast shutdown, if it still runs. */
  interrupt(): void;
}

const SETTINGS: Record<string, string> = {
  fsync: 'on',
  synchronous_commit: 'on',
  // Web and worker pools of 20, the LISTEN connections, the command line, and some for psql.
  max_connections: '60',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  // Compiling costs more than it saves on queries of a few milliseconds.
  jit: 'off',
  // A table that was empty a minute ago is planned for as if it still were; ours fill within minutes.
  autovacuum_naptime: '5s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  cluster_name: 'larder',
  logging_collector: 'off',
  log_destination: 'stderr',
  log_line_prefix: '%b: ',
  // The caller gets its errors itself; statements and details hold people's data, which logs must not.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** How long what a killed server has left may take to go. */
const REMAINS_PATIENCE_MS = 10_000;
/** Its backends finish their statement before they notice; one that was only just starting can be met as well. */
const REMAINS = /memory block .* still in use|lock file ".*" already exists/;

/** Starts Postgres and waits until it answers. @throws EmbeddedPostgresError with Postgres's own reason */
export async function launchServer(launch: Launch, signal: AbortSignal): Promise<Server> {
  const deadline = AbortSignal.timeout(REMAINS_PATIENCE_MS);
  for (;;) {
    try {
      return await launchOnce(launch, signal);
    } catch (error) {
      if (deadline.aborted || !REMAINS.test(String(error))) throw error;
      await delay(100, undefined, { signal });
    }
  }
}

async function launchOnce({ cluster, address, settings, log }: Launch, signal: AbortSignal): Promise<Server> {
  signal.throwIfAborted();
  await clearPreviousServer(cluster.folder, address, (line) => log('warn', line));
  const all = { ...SETTINGS, ...settings, ...settingsOf(address), ...marksOf(cluster.folder) };
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { child, ended } = await startProgram(cluster, 'postgres', args, {
    onLine: (line) => log(levelOf(line), line),
  });
  const end = ended.then(({ reason }) => reason);
  const process = child.pid === undefined ? undefined : await identifyProcess(child.pid);
  if (!process) throw explain('Postgres did not start', await end);
  const server = { process, ended: end, interrupt: () => void child.kill('SIGINT') };
  try {
    await becomeReady(server, cluster, address, signal);
    return server;
  } catch (error) {
    await stopServer(process);
    throw error;
  }
}

/** Recovery after a crash may take minutes, so there is no deadline: either it gets ready, or it ends and says why. */
async function becomeReady(
  { process, ended }: Server,
  cluster: Cluster,
  address: Address,
  signal: AbortSignal,
) {
  const end: { reason?: string } = {};
  void ended.then((reason) => (end.reason = reason));
  for (;;) {
    signal.throwIfAborted();
    if (end.reason !== undefined) throw explain('Postgres did not start', end.reason);
    // Connecting sooner would fill the log with refusals.
    const postmaster = await readPostmaster(cluster.folder);
    if (postmaster?.ready && postmaster.pid === process.pid) return connectOnce(address);
    await delay(10);
  }
}

async function connectOnce(address: Address): Promise<void> {
  const client = new pg.Client({
    connectionString: connectionStringOf(address),
    connectionTimeoutMillis: 10_000,
  });
  try {
    await client.connect();
  } catch (error) {
    throw explain('Postgres runs, but does not let Larder in', (error as Error).message);
  } finally {
    await client.end();
  }
}

function levelOf(line: string): 'info' | 'warn' | 'error' {
  if (/(FATAL|PANIC): /.test(line) && isServersOwn(line)) return 'error';
  return /(WARNING|ERROR|FATAL|PANIC): /.test(line) ? 'warn' : 'info';
}
