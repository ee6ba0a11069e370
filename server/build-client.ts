// Builds the client's pages, unless the built ones are newer than everything they are made from.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = ['client', 'shared', 'vite.config.ts', 'package.json'].map((path) => join(ROOT, path));

/** Folders have their say: a deleted file leaves its trace only there. */
async function withContents(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const inside = await readdir(path, { recursive: true });
  return [path, ...inside.map((name) => join(path, name))];
}

async function changedAt(path: string): Promise<number> {
  return (await stat(path)).mtimeMs;
}

async function newestSource(): Promise<number> {
  const paths = (await Promise.all(SOURCES.map(withContents))).flat();
  return Math.max(...(await Promise.all(paths.map(changedAt))));
}

/** A page that was never built counts as older than everything. */
async function oldestBuiltPage(): Promise<number> {
  const pages = (await readdir(join(ROOT, 'client'))).filter((name) => name.endsWith('.html'));
  const times = pages.map((page) => changedAt(join(ROOT, 'dist/client', page)).catch(() => 0));
  return Math.min(...(await Promise.all(times)));
}

async function build(): Promise<void> {
  console.log('Building the client …');
  const { createBuilder } = await import('vite');
  const builder = await createBuilder({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' });
  await builder.buildApp();
}

function isMissingPackage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}

try {
  if ((await oldestBuiltPage()) < (await newestSource())) await build();
} catch (error) {
  if (!isMissingPackage(error)) throw error;
  console.error(
    'The client has to be built, and the packages that build it are missing: run `npm ci` without --omit=dev.',
  );
  process.exitCode = 1;
}
