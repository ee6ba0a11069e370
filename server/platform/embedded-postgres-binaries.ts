import { execFile } from 'node:child_process';
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, findBarrier } from './embedded-postgres-account.ts';
import { EmbeddedPostgresError, explain } from './embedded-postgres-error.ts';

export interface Binaries {
  /** Holds bin, lib and share. */
  folder: string;
  /** Of Postgres: "18". */
  major: string;
}

/** Where root keeps copies for an account that cannot reach node_modules. Not a temporary folder, which gets cleaned. */
const COPIES = '/var/lib/larder-postgres';

const run = promisify(execFile);

export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const packageFolder = findPackage();
  const manifest = await readFile(join(packageFolder, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = await reachableFrom(account, join(packageFolder, 'native'), `${version}-${process.arch}`);
  return { folder, major: version.split('.')[0] ?? '' };
}

async function reachableFrom(account: Account | undefined, native: string, name: string): Promise<string> {
  const barrier = account && (await findBarrier(join(native, 'bin', 'postgres'), account));
  if (barrier === undefined) return native;
  try {
    return await copyForEveryone(native, join(COPIES, name));
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError(
      `Postgres does not run as root, its account may not enter ${barrier}, and cannot be given a copy: ${(error as Error).message}. Install Larder elsewhere, or start it as an ordinary user.`,
    );
  }
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`;
  try {
    const embeddedPostgres = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(embeddedPostgres).resolve(name)));
  } catch {
    throw new EmbeddedPostgresError(
      `The package ${name} with the Postgres for this machine is not installed. Run \`npm ci\`, or set DATABASE_URL to a Postgres of your own.`,
    );
  }
}

/**
 * Copies once; the copy appears whole or not at all, and is used only if nobody but root can have changed it. One that
 * no longer runs is made again.
 */
export async function copyForEveryone(native: string, target: string): Promise<string> {
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  await assertOnlyRootWrites(parent);
  await chmod(parent, 0o755);
  if (await isThere(target)) {
    await assertOnlyRootWrites(target);
    if (await runs(target)) return target;
    await rm(target, { recursive: true, force: true });
  }
  await copyInto(parent, native, target);
  await assertOnlyRootWrites(target);
  return target;
}

async function copyInto(parent: string, native: string, target: string): Promise<void> {
  const draft = await mkdtemp(join(parent, `.${basename(target)}-`));
  try {
    await cp(native, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !file.endsWith('.a'),
    });
    await openToAll(draft);
    // A copy of an incomplete installation would stay when that has been mended.
    await version(draft).catch(({ stderr }: { stderr: string }) => {
      throw explain('The Postgres that npm installed does not run', stderr.trim());
    });
    // A power cut after the rename must not leave empty files behind a name that will be trusted.
    await run('sync');
    await rename(draft, target).catch(async (error: unknown) => {
      if (!(await isThere(target))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}

function runs(folder: string): Promise<boolean> {
  return version(folder).then(
    () => true,
    () => false,
  );
}

function version(folder: string): Promise<unknown> {
  return run(join(folder, 'bin', 'postgres'), ['--version']);
}

/** npm and cp follow root's umask, which may hide everything from other accounts. */
async function openToAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const visible = entries.filter((entry) => !entry.isSymbolicLink());
  await Promise.all(visible.map((entry) => chmod(join(entry.parentPath, entry.name), 0o755)));
  await chmod(folder, 0o755);
}

async function assertOnlyRootWrites(folder: string): Promise<void> {
  const entry = await lstat(folder);
  if (entry.isDirectory() && entry.uid === 0 && (entry.mode & 0o022) === 0) return;
  throw new EmbeddedPostgresError(
    `${folder} should be a folder that only root can write to. Look who made it, and remove it.`,
  );
}
