import { type ChildProcess, execFile, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { onTestFinished, vi } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts';
import { identifyProcess } from '../../server/platform/process-identity.ts';

type Options = Parameters<typeof startEmbeddedPostgres>[0];

export const CHILD = fileURLToPath(new URL('embedded-postgres-child.ts', import.meta.url));
const DEADLINE = { timeout: 20_000, interval: 5 };

/** Removed after the test, when what the test started has ended. */
export async function temporaryFolder(parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, 'larder-test-'));
  await chmod(folder, 0o755);
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

/** A data folder that has been set up before: copied, which is much faster. */
export async function copyOfCluster(source: string): Promise<string> {
  const dataDir = join(await temporaryFolder(), 'data');
  // Unlike Node's own, this keeps the owner.
  await promisify(execFile)('cp', ['-a', source, dataDir]);
  return dataDir;
}

export async function started(options: Options): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres(options);
  onTestFinished(() => postgres.stop());
  return postgres;
}

export async function query<Row extends object>(connectionString: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Tries until the server answers again. */
export function queryAgain<Row extends object>(connectionString: string, sql: string): Promise<Row[]> {
  return vi.waitFor(() => query<Row>(connectionString, sql), DEADLINE);
}

export function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  return vi.waitFor(async () => {
    if (!(await condition())) throw new Error(`Waited in vain until ${condition.toString()}`);
  }, DEADLINE);
}

interface Answer {
  connectionString?: string;
  refused?: string;
}

export interface Child {
  process: ChildProcess & { pid: number };
  /** How its start went. */
  answer: Promise<Answer>;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Another Larder process on the data folder. */
export function startChild(
  dataDir: string,
  { program = CHILD, ...options }: SpawnOptions & { program?: string } = {},
): Child {
  const child = spawn(process.execPath, [program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
  const exit = once(child, 'exit');
  const answer = once(createInterface({ input: child.stdout! }), 'line').then(
    ([line]) => JSON.parse(line as string) as Answer,
  );
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exit;
  };
  onTestFinished(() => end('SIGTERM'));
  return { process: child as Child['process'], answer, end };
}

export async function postmasterPid(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

export function socketFolder(connectionString: string): string {
  return new URL(connectionString.replace('@/', '@local/')).searchParams.get('host') ?? '';
}

export async function isAlive(pid: number): Promise<boolean> {
  return (await identifyProcess(pid)) !== undefined;
}
