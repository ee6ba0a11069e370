import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Address, removeSocketFolder } from './embedded-postgres-address.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { findCommand, identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts';

/** What a server says of itself in its data folder, while it runs and after it was killed. */
export interface Postmaster {
  pid: number;
  address: Address;
  ready: boolean;
}

// A fast shutdown writes everything out first. An immediate one does not, and recovers at the next start.
const SHUTDOWN = [
  { signal: 'SIGINT', patienceMs: 20_000 },
  { signal: 'SIGQUIT', patienceMs: 10_000 },
] as const;

const fileIn = (folder: string) => join(folder, 'postmaster.pid');

export async function readPostmaster(folder: string): Promise<Postmaster | undefined> {
  const text = await readFile(fileIn(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (text === undefined) return undefined;
  const [pid, , , port, socketFolder = '', , , status = ''] = text.split('\n').map((line) => line.trim());
  return { pid: Number(pid), address: { socketFolder, port: Number(port) }, ready: status === 'ready' };
}

/** A setting of no effect, by which a server's command line tells its folder: as root, nothing else in it would. */
export function marksOf(folder: string): Record<string, string> {
  return { 'larder.folder': folder };
}

/** The server that runs on the folder. The file alone does not prove it: a pid outlives its process and is reused. */
export async function findServer(folder: string): Promise<ProcessIdentity | undefined> {
  const pid = (await readPostmaster(folder))?.pid;
  if (pid === undefined) return undefined;
  const command = `${await findCommand(pid)} `;
  return command.includes('/bin/postgres ') && command.includes(`${folder} `)
    ? identifyProcess(pid)
    : undefined;
}

/** Makes way for a server at `address` after Larder, Postgres or both were killed. */
export async function clearPreviousServer(
  folder: string,
  address: Address,
  warn: (line: string) => void,
): Promise<void> {
  const orphan = await findServer(folder);
  if (orphan) {
    warn(`Postgres (process ${orphan.pid}) outlived the Larder that started it: stopping it first`);
    await stopServer(orphan);
  }
  // Postgres would take any program that has its pid by now for a live server. The file is not what keeps two servers
  // apart: Postgres also finds the shared memory of the folder, for as long as one backend is attached to it.
  await rm(fileIn(folder), { force: true });
  const left = await findLastSocketFolder(folder);
  if (left !== undefined && left !== address.socketFolder) await removeSocketFolder(left);
}

/** From the file that, unlike postmaster.pid, stays where Postgres ended by itself after Larder. */
async function findLastSocketFolder(folder: string): Promise<string | undefined> {
  const options = await readFile(join(folder, 'postmaster.opts'), 'utf8').catch(() => '');
  return /"unix_socket_directories=([^"]+)"/.exec(options)?.[1];
}

export async function stopServer(server: ProcessIdentity): Promise<void> {
  for (const { signal, patienceMs } of SHUTDOWN) {
    if (await isRunning(server)) send(signal, server.pid);
    if (await endsWithin(server, patienceMs)) return;
  }
  throw new EmbeddedPostgresError(
    `Postgres (process ${server.pid}) does not stop. End it, then start Larder again.`,
  );
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function endsWithin(server: ProcessIdentity, patienceMs: number): Promise<boolean> {
  const deadline = AbortSignal.timeout(patienceMs);
  while (await isRunning(server)) {
    if (deadline.aborted) return false;
    await delay(10);
  }
  return true;
}
