import fastifyStatic from '@fastify/static';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpServer } from './http.ts';
import { TABLET_HEADERS } from './security-headers.ts';

/** The built screens: one page per face. */
export interface ClientFiles {
  dir: string;
  faces: string[];
  /** Changes with every build, so that a screen notices that a newer version of itself is served. */
  build: string;
}

/** Served by the demo and nobody else. */
const DEMO_PAGE = 'demo.html';

/** Faces that have something behind their name in the address, which the page itself reads. */
const ADDRESSES: Readonly<Record<string, string>> = {
  order: '/order/:token',
  supplier: '/supplier/:token',
  scorecard: '/scorecard/:token',
};
/** Next to the page of an order, as a browser lets it speak for pages in its own folder only. */
const PUSH_WORKER = 'order/push-worker.js';

export function findClientFiles(dir: string): ClientFiles {
  const pages = existsSync(dir)
    ? readdirSync(dir)
        .filter((name) => name.endsWith('.html') && name !== DEMO_PAGE)
        .sort()
    : [];
  const digest = createHash('sha256');
  for (const page of pages) digest.update(readFileSync(join(dir, page)));
  return {
    dir,
    faces: pages.map((page) => page.replace(/\.html$/, '')),
    build: digest.digest('hex').slice(0, 12),
  };
}

const A_YEAR_MS = 365 * 24 * 60 * 60 * 1000;

export async function serveClient(app: HttpServer, { dir, faces }: ClientFiles): Promise<void> {
  if (faces.length === 0) return;
  // The names of assets carry a hash of their content; pages do not, and are looked at again every time.
  await app.register(fastifyStatic, {
    root: join(dir, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: A_YEAR_MS,
  });
  for (const face of faces) servePage(app, dir, face);
  if (faces.includes('order')) serveFile(app, dir, `/${PUSH_WORKER}`, PUSH_WORKER);
  // The manager's face sends on whoever has nothing to do there: to the set-up page, or to sign in.
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/manage'));
  // Its pages stand behind the #; whoever types their address without it means them.
  app.get<{ Params: { '*': string } }>('/manage/*', { schema: { hide: true } }, ({ params }, reply) =>
    reply.redirect(`/manage#/${encodeURI(params['*'])}`),
  );
}

/** Needs {@link serveClient} for what the page loads. */
export function servePage(
  app: HttpServer,
  dir: string,
  name: string,
  address = ADDRESSES[name] ?? `/${name}`,
): void {
  serveFile(app, dir, address, `${name}.html`, name === 'tablet' ? TABLET_HEADERS : undefined);
}

function serveFile(
  app: HttpServer,
  dir: string,
  address: string,
  file: string,
  helmet?: typeof TABLET_HEADERS,
): void {
  app.get(address, { schema: { hide: true }, ...(helmet && { helmet }) }, (_request, reply) =>
    reply.header('Cache-Control', 'no-cache').sendFile(file, dir, { cacheControl: false }),
  );
}
