import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts';

export interface Lock {
  release(): Promise<void>;
}

interface Holder extends ProcessIdentity {
  /** Names this one holding of the lock, so that a later one is never taken for it. */
  id: string;
}

/**
 * Takes the lock that `path` stands for, for this process, until it is released or the process ends.
 * @throws EmbeddedPostgresError when a running process holds it
 */
export async function acquireLock(path: string): Promise<Lock> {
  const me = await identifyProcess(process.pid);
  if (!me) throw new Error('This process does not find itself in the process table.');
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify({ ...me, id: randomUUID() } satisfies Holder), { flag: 'wx' });
    while (!(await linked(draft, path))) await buryEndedHolder(path);
  } finally {
    await rm(draft, { force: true });
  }
  return { release: () => rm(path, { force: true }) };
}

/** The running process that holds the lock. */
export async function findLockHolder(path: string): Promise<ProcessIdentity | undefined> {
  const holder = await readHolder(path);
  return holder && (await isRunning(holder)) ? holder : undefined;
}

/** A link to a written file appears at once and whole, and only where there was none. */
async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes the lock of a process that was killed. Of several starters that see the same dead holder only one may, or
 * the slower would remove the lock that the faster has taken meanwhile: so the right to bury it is a lock of its own,
 * which its holder may also die with, and so on.
 */
async function buryEndedHolder(path: string): Promise<void> {
  const holder = await readHolder(path);
  if (!holder) return;
  if (await isRunning(holder)) throw inUse(path, holder);
  const burial = await acquireLock(`${path}.${holder.id}`);
  try {
    if ((await readHolder(path))?.id === holder.id) await rm(path);
  } finally {
    await burial.release();
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as Holder;
  } catch {
    // Only a power cut leaves half a lock, and nothing that ran then runs now.
    return { pid: 0, startedAt: '', id: 'unreadable' };
  }
}

function inUse(path: string, { pid }: Holder): EmbeddedPostgresError {
  const folder = dirname(path);
  const who = pid === process.pid ? 'this very process' : `another Larder (process ${pid})`;
  return new EmbeddedPostgresError(
    `${folder} is in use by ${who}. Stop it first, or set LARDER_DATA_DIR to another folder.`,
  );
}
