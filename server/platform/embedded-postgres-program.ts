import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { type Account, findBarrier } from './embedded-postgres-account.ts';
import type { Binaries } from './embedded-postgres-binaries.ts';
import { EmbeddedPostgresError, explain } from './embedded-postgres-error.ts';

/** One Postgres on disk: its files, the programs that work on them, and the account that owns them. */
export interface Cluster {
  folder: string;
  binaries: Binaries;
  account: Account | undefined;
}

export interface Ending {
  ok: boolean;
  /** Its last complaint, or how it ended. */
  reason: string;
}

export interface Program {
  child: ChildProcess;
  ended: Promise<Ending>;
}

interface ProgramOptions {
  input?: string;
  signal?: AbortSignal;
  onLine?: (line: string) => void;
}

/** The working folder is entered by root, before it becomes the account, and stays open to it under this name. */
const WORKING_FOLDER = '/proc/self/cwd';

const COMPLAINT = /(?:(?:FATAL|PANIC|error):\s+|^postgres: |(?=error while loading))(.*)/;

/** Starts one of Postgres's programs on the cluster's folder, as the cluster's account. */
export async function startProgram(
  { folder, binaries, account }: Cluster,
  name: 'initdb' | 'postgres',
  args: string[],
  { input = '', signal, onLine }: ProgramOptions = {},
): Promise<Program> {
  const child = spawn(join(binaries.folder, 'bin', name), args, {
    ...account,
    cwd: folder,
    env: environment(await nameOfDataFolder(folder, account)),
    stdio: ['pipe', 'ignore', 'pipe'],
    // Its own process group: a Ctrl-C in the terminal is for Larder, which then stops Postgres in its own time.
    detached: true,
    ...(signal && { signal }),
  });
  // A program that ends early has not read its input, and says why itself.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const said = { last: '', complaint: '' };
  createInterface({ input: child.stderr }).on('line', (raw) => {
    const line = raw.replaceAll(WORKING_FOLDER, folder);
    onLine?.(line);
    if (!isServersOwn(line)) return;
    said.last = line;
    said.complaint = COMPLAINT.exec(line)?.[1] ?? said.complaint;
  });
  return { child, ended: endingOf(child, said) };
}

/** Runs a program to its end. @throws EmbeddedPostgresError with what it complained of */
export async function runProgram(...start: Parameters<typeof startProgram>): Promise<void> {
  const program = await startProgram(...start);
  const { ok, reason } = await program.ended;
  if (!ok) throw explain(`Postgres could not set itself up in ${dirname(start[0].folder)}`, reason);
}

/** A line about a client concerns that client alone, however it ends for it. */
export function isServersOwn(line: string): boolean {
  return !line.startsWith('client backend: ');
}

async function endingOf(child: ChildProcess, said: { last: string; complaint: string }): Promise<Ending> {
  const closed = once(child, 'close').catch(() => {});
  try {
    const [status, signal] = (await once(child, 'exit')) as [number | null, string | null];
    // Its last words may arrive after its end; but a backend that outlives it may hold the pipe open for long.
    await Promise.race([closed, delay(500, undefined, { ref: false })]);
    if (signal) return { ok: false, reason: `it was ended by ${signal}` };
    return { ok: status === 0, reason: said.complaint || said.last || `it ended with status ${status}` };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}

async function nameOfDataFolder(folder: string, account: Account | undefined): Promise<string> {
  if (!account) return folder;
  if (existsSync(WORKING_FOLDER)) return WORKING_FOLDER;
  const barrier = await findBarrier(folder, account);
  if (barrier === undefined) return folder;
  throw new EmbeddedPostgresError(
    `Postgres does not run as root, and its account (${account.uid}) may not enter ${barrier}. Set LARDER_DATA_DIR to a folder it can reach.`,
  );
}

function environment(dataFolder: string): NodeJS.ProcessEnv {
  const env = { PATH: process.env['PATH'], LANG: 'C', TZ: 'UTC', PGDATA: dataFolder };
  return process.platform === 'win32' ? { ...env, SystemRoot: process.env['SystemRoot'] } : env;
}
