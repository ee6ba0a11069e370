import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../config.ts';

export interface Finding {
  name: string;
  state: 'ok' | 'warn' | 'fail';
  says: string;
  /** What to do about it. */
  fix?: string;
}

const ROOT = join(import.meta.dirname, '..', '..');
const NODE_MAJOR = 24;
const GB = 1_000_000_000;
/** The database's own log of changes may take 1 GB before it is written out. */
const ENOUGH_DISK = 2 * GB;
const LEAST_DISK = GB / 5;

export function lookAtNode(): Finding {
  const { node } = process.versions;
  const found: Finding = { name: 'Node', state: 'ok', says: node };
  return Number(node.split('.')[0]) >= NODE_MAJOR
    ? found
    : {
        ...found,
        state: 'fail',
        fix: `Larder needs Node ${NODE_MAJOR}: run it with npm (npm start), which brings its own.`,
      };
}

export async function lookAtPort({ host, port }: Config): Promise<Finding> {
  const name = 'port';
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
    return { name, state: 'ok', says: port === 0 ? 'any free one' : `${port} on ${host} is free` };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' && (await isLarder(host, port)))
      return { name, state: 'ok', says: `Larder answers on ${host}:${port}` };
    const reasons: Record<string, string> = {
      EADDRINUSE: 'another program has it',
      EACCES: 'it takes more rights',
    };
    const says = `Larder cannot listen on ${host}:${port}, as ${reasons[code] ?? code}`;
    return { name, state: 'fail', says, fix: 'Set PORT to another one.' };
  } finally {
    server.close();
  }
}

async function isLarder(host: string, port: number): Promise<boolean> {
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/api/v1/openapi.json`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
  return answer?.ok === true && (await answer.text()).includes('"Larder"');
}

export async function lookAtDisk({ databaseUrl, dataDir }: Config): Promise<Finding> {
  const name = 'disk';
  if (databaseUrl !== undefined)
    return { name, state: 'ok', says: 'the data is on the disk of DATABASE_URL' };
  const { bavail, bsize } = await statfs(nearestFolder(resolve(dataDir)));
  const free = bavail * bsize;
  const says = `${(free / GB).toFixed(1)} GB free for ${dataDir}`;
  const state = free >= ENOUGH_DISK ? 'ok' : free >= LEAST_DISK ? 'warn' : 'fail';
  return state === 'ok'
    ? { name, state, says }
    : { name, state, says, fix: 'Free some space, or set LARDER_DATA_DIR to a folder on another disk.' };
}

function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}

/** A face that is not built cannot be opened. */
export function lookAtClient(): Finding {
  const name = 'screens';
  const pages = readdirSync(join(ROOT, 'client')).filter((file) => file.endsWith('.html'));
  const missing = pages.filter((page) => !existsSync(join(ROOT, 'dist', 'client', page)));
  if (missing.length === 0) return { name, state: 'ok', says: 'are built' };
  const faces = missing.map((page) => page.replace('.html', '')).join(', ');
  return { name, state: 'warn', says: `not built: ${faces}`, fix: 'Run: npm run build' };
}
