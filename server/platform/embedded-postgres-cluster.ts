import { chown, mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { accountFor } from './embedded-postgres-account.ts';
import { findBinaries } from './embedded-postgres-binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { type Cluster, runProgram } from './embedded-postgres-program.ts';

const DRAFT = 'postgres.new-';

const INITDB = [
  '--username=larder',
  // Safe only because nobody else gets as far as asking: the socket lies in a folder of mode 0700.
  '--auth=trust',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
  '--no-instructions',
];

/** Opens the cluster in `<dataDir>/postgres`, made first if need be. Needs the lock of the data folder. */
export async function openCluster(dataDir: string, signal: AbortSignal): Promise<Cluster> {
  const folder = join(dataDir, 'postgres');
  const account = await accountFor(folder);
  const cluster = { folder, account, binaries: await findBinaries(account) };
  const files = await readdir(folder).catch(ignoreMissing);
  if (files === undefined || files.length === 0) await createCluster(cluster, dataDir, signal);
  else await assertOurs(cluster, files);
  return cluster;
}

async function assertOurs({ folder, binaries, account }: Cluster, files: string[]): Promise<void> {
  if (!files.includes('PG_VERSION')) {
    throw new EmbeddedPostgresError(
      `${folder} holds files that are not Postgres data. Move them, or set LARDER_DATA_DIR.`,
    );
  }
  const owner = (await stat(folder)).uid;
  const user = account?.uid ?? process.geteuid?.() ?? owner;
  if (owner !== user) {
    throw new EmbeddedPostgresError(
      `${folder} belongs to user ${owner}, and Postgres would run as user ${user}. Start Larder as its owner, or run: chown -R ${user} ${folder}`,
    );
  }
  const major = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim();
  if (major !== binaries.major) {
    throw new EmbeddedPostgresError(
      `${folder} was written by Postgres ${major}, and this Larder brings Postgres ${binaries.major}. Make a backup with the Larder that wrote it, and restore it into a new LARDER_DATA_DIR.`,
    );
  }
}

/** Made beside its place and moved there when complete, so what an interrupted start leaves is never taken for data. */
async function createCluster(cluster: Cluster, dataDir: string, signal: AbortSignal): Promise<void> {
  await removeDrafts(dataDir);
  // A new name each time: an initdb that outlived a killed Larder may still be writing to the old one.
  const draft = { ...cluster, folder: await mkdtemp(join(dataDir, DRAFT)) };
  try {
    if (cluster.account) await chown(draft.folder, cluster.account.uid, cluster.account.gid);
    await runProgram(draft, 'initdb', INITDB, { signal });
    const createDatabase = { signal, input: 'CREATE DATABASE larder;\n' };
    await runProgram(draft, 'postgres', ['--single', '-c', 'exit_on_error=on', 'postgres'], createDatabase);
    await rename(draft.folder, cluster.folder);
    await syncFolder(dataDir);
  } catch (error) {
    await rm(draft.folder, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
}

async function removeDrafts(dataDir: string): Promise<void> {
  const drafts = (await readdir(dataDir)).filter((name) => name.startsWith(DRAFT));
  await Promise.all(
    drafts.map((name) => rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 })),
  );
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
