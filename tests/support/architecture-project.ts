/** A project as the architecture sees it: where each file has its place, what role its name gives it, what it refers to. */
import { posix } from 'node:path';
import { readFacts, type Import, type Use, type UseKind } from './source-facts.ts';

/** By path. A path that ends in a slash stands for an empty folder. */
export type Sources = Readonly<Record<string, string>>;

export const FEATURES = [
  ...['identity', 'items', 'suppliers', 'settlement', 'stock', 'orders', 'forecasts'],
  ...['purchasing', 'notifications', 'integrations', 'displays'],
];
/** The server's folders and files, each of which may use those before it. */
export const RANKS = ['platform', 'live', ...FEATURES, 'config.ts', 'app.ts', 'run-server.ts'];
/** What starts a process ranks above all of them, and each of these stands for itself. */
export const PROGRAMS = ['main.ts', 'dev.ts', 'build-client.ts', 'larder.ts', 'cli', 'demo'];

export const MAY_IMPORT: Readonly<Record<string, string[]>> = {
  shared: ['shared'],
  client: ['client', 'shared'],
  server: ['server', 'shared'],
  migrations: ['migrations'],
  tests: ['tests', 'shared', 'client', 'server', 'migrations'],
};

export const LEVELS = { pure: 0, schema: 0, store: 1, service: 2, routes: 3, sockets: 3, job: 3 };
export type Role = keyof typeof LEVELS;

/** A use case like those in services, under the name that the whole project knows it by. */
const SETTLE = 'server/settlement/settle.ts';

export interface Place {
  path: string;
  side: string;
  /** The feature, or whatever else comes second in the path. */
  entry: string;
  /** Undefined where a name without suffix promises nothing: outside of the server's features. */
  role: Role | undefined;
}

export interface Reference extends Import {
  /** Where it leads in this project; undefined for packages. */
  to: Place | undefined;
}

export interface File extends Place {
  text: string;
  references: Reference[];
  uses: Use[];
}

export type Project = ReadonlyMap<string, File>;

export interface Finding {
  line: number;
  what: string;
}

export interface Rule {
  name: string;
  remedy: string;
  find: (file: File, project: Project) => Finding[];
}

export function readProject(sources: Sources): Project {
  return new Map(Object.entries(sources).map(([path, text]) => [path, readFile(path, text)]));
}

function readFile(path: string, text: string): File {
  const { imports, uses } = readFacts(path, text);
  const references = imports.map((it) => ({ ...it, to: placeOf(it.specifier, path) }));
  return { ...place(path), text, references, uses };
}

function placeOf(specifier: string, from: string): Place | undefined {
  const [path = ''] = specifier.split('?');
  return path.startsWith('.') ? place(posix.join(posix.dirname(from), path)) : undefined;
}

function place(path: string): Place {
  const [side = '', entry = ''] = path.split('/');
  return { path, side, entry, role: roleOf(path, side, entry) };
}

function roleOf(path: string, side: string, entry: string): Role | undefined {
  if (side !== 'server') return undefined;
  if (path === SETTLE) return 'service';
  const suffix = suffixOf(path) as Role;
  if (suffix in LEVELS) return suffix;
  return FEATURES.includes(entry) ? 'pure' : undefined;
}

/** `x.store.ts` → `store`, `x.svelte.test.ts` → `svelte.test`, `x.ts` → nothing. */
export function suffixOf(path: string): string {
  return posix.basename(path).split('.').slice(1, -1).join('.');
}

export function imports(
  name: string,
  remedy: string,
  isForbidden: (file: File, it: Reference, all: Project) => boolean,
): Rule {
  const find = (file: File, project: Project): Finding[] =>
    file.references
      .filter((it) => isForbidden(file, it, project))
      .map(({ line, specifier, to }) => ({ line, what: `imports ${to?.path ?? specifier}` }));
  return { name, remedy, find };
}

export function uses(
  kind: UseKind,
  name: string,
  remedy: string,
  isAllowed: (file: File, text: string) => boolean,
): Rule {
  const find = (file: File): Finding[] =>
    file.uses
      .filter((use) => use.kind === kind && !isAllowed(file, use.text))
      .map(({ line, text }) => ({ line, what: `has ${text.split('\n', 1)[0]}` }));
  return { name, remedy, find };
}

export function paths(
  name: string,
  remedy: string,
  problem: (file: File, project: Project) => string | false,
): Rule {
  const find = (file: File, project: Project): Finding[] => {
    const what = problem(file, project);
    return what ? [{ line: 1, what }] : [];
  };
  return { name, remedy, find };
}
