import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

export interface Account {
  uid: number;
  gid: number;
}

/** The best first: an account made for Postgres shares its files with nothing else. */
const SYSTEM_ACCOUNTS = ['postgres', '_postgres', 'nobody'];

/**
 * The account to run Postgres under when Larder runs as root, which Postgres refuses; undefined: Larder's own.
 * Data that exists keeps its owner, even where a better account has turned up since.
 */
export async function accountFor(dataFolder: string): Promise<Account | undefined> {
  if (process.geteuid?.() !== 0) return undefined;
  const existing = await stat(dataFolder).catch(() => undefined);
  return existing && existing.uid !== 0 ? { uid: existing.uid, gid: existing.gid } : systemAccount();
}

async function systemAccount(): Promise<Account> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of SYSTEM_ACCOUNTS) {
    const entry = lines.find((line) => line[0] === name);
    if (entry && Number(entry[2]) !== 0) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new EmbeddedPostgresError(
    'Postgres does not run as root, and this machine has no account "postgres" or "nobody". Start Larder as an ordinary user, or set DATABASE_URL.',
  );
}

/** The outermost folder on the way to `path` that the account may not enter, or `path` if it may not enter or run that. */
export async function findBarrier(path: string, account: Account): Promise<string | undefined> {
  const folder = await realpath(path);
  const outer = dirname(folder) === folder ? undefined : await findBarrier(dirname(folder), account);
  return outer ?? ((await mayEnter(folder, account)) ? undefined : folder);
}

async function mayEnter(folder: string, { uid, gid }: Account): Promise<boolean> {
  const entry = await stat(folder);
  const right = entry.uid === uid ? 0o100 : entry.gid === gid ? 0o010 : 0o001;
  return (entry.mode & right) !== 0;
}
