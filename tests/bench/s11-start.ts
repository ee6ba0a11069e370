import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { now } from './monotonic.ts';
import { temporaryFolder } from './postgres.ts';
import { rowOf, type Row } from './report.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'server', 'main.ts');
const IDLE_MS = 4_000;

/** S11 and S10: how long `npm start` takes on a data folder that is there already, and what the idle server then weighs. */
export async function measureStart(starts: number): Promise<Row[]> {
  const folder = await temporaryFolder();
  const seconds: number[] = [];
  let megabytes = 0;
  await stop((await start(folder.path)).server);
  for (let count = 1; count <= starts; count++) {
    const { server, ms } = await start(folder.path);
    seconds.push(ms / 1000);
    if (count === starts) megabytes = await weighIdle(server);
    await stop(server);
  }
  await folder.remove();
  return [
    rowOf({
      id: 'S10',
      what: 'idle server, resident memory without Postgres',
      unit: 'MB',
      product: [megabytes],
      target: { atMost: 150 },
    }),
    rowOf({
      id: 'S11',
      what: 'start to ready, embedded database, warm',
      unit: 's',
      product: seconds,
      target: { atMost: 3 },
    }),
  ];
}

async function start(dataDir: string): Promise<{ server: ChildProcess; ms: number }> {
  const startedAt = now();
  const env = { ...process.env, PORT: '0', LARDER_DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'error' };
  const server = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: server.stdout }))
    if (/ready at/.test(line)) return { server, ms: now() - startedAt };
  throw new Error('the server ended before it was ready');
}

async function weighIdle(server: ChildProcess): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(server.pid)])) / 1000;
}

async function stop(server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
}
