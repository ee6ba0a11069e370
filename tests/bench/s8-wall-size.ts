import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rowOf, type Row } from './report.ts';

const CLIENT = join(import.meta.dirname, '..', '..', 'dist', 'client');
const KB = 1000;

/** S8: the scripts that the built wall page loads before it shows anything, each gzipped by itself, as they are served. */
export function measureWallSize(): Row[] {
  const page = join(CLIENT, 'wall.html');
  if (!existsSync(page)) return [];
  const scripts = new Set<string>();
  for (const [, path] of readFileSync(page, 'utf8').matchAll(/(?:src|href)="\/?([^"]+\.js)"/g))
    follow(join(CLIENT, path!), scripts);
  const bytes = [...scripts].reduce(
    (sum, script) => sum + gzipSync(readFileSync(script), { level: 9 }).length,
    0,
  );
  return [
    rowOf({
      id: 'S8',
      what: `wall: JavaScript, ${scripts.size} files, gzip`,
      unit: 'KB',
      product: [bytes / KB],
      target: { atMost: 60 },
    }),
  ];
}

/** A script and everything that it imports statically. */
function follow(script: string, found: Set<string>): void {
  if (found.has(script)) return;
  found.add(script);
  const source = readFileSync(script, 'utf8');
  for (const [, path] of source.matchAll(/(?:\bfrom|\bimport)\s*["']([^"']+\.js)["']/g)) {
    follow(path!.startsWith('/') ? join(CLIENT, path!) : join(dirname(script), path!), found);
  }
}
