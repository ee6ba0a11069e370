/** How files, folders, exports and tables are called, and where they belong. */
import { posix } from 'node:path';
import {
  FEATURES,
  LEVELS,
  MAY_IMPORT,
  PROGRAMS,
  RANKS,
  paths,
  suffixOf,
  uses,
} from './architecture-project.ts';
import type { File, Finding, Project, Rule } from './architecture-project.ts';

const TOP_LEVEL = [
  ...Object.keys(MAY_IMPORT),
  ...['.ci', '.gitignore', '.npmrc', 'docs', 'CHANGELOG.md', 'LICENSE', 'README.md'],
  ...['eslint.config.js', 'package-lock.json', 'package.json', 'tsconfig.json', 'vite.config.ts'],
];
const TEST_KINDS = ['unit', 'db', 'api', 'client', 'browser', 'faults', 'bench', 'support'];
const SUFFIXES: Readonly<Record<string, string[]>> = {
  shared: ['schema'],
  client: ['svelte'],
  server: Object.keys(LEVELS).filter((role) => role !== 'pure'),
  migrations: [],
  tests: ['test', 'svelte.test', 'setup'],
};

export const NAME_RULES: readonly Rule[] = [
  uses('default export', 'Exports have names', 'export it by its name', ({ path }) =>
    /^[^/]+\.config\.|\.setup\.ts$/.test(path),
  ),
  paths(
    'Files and folders are kebab-case, components PascalCase, migrations start with their time',
    'rename it',
    ({ path, side }) => !isWellNamed(path, side) && `is called ${posix.basename(path)}`,
  ),
  paths('A suffix is a role of its side', 'use one of the roles, or none', ({ path, side }) => {
    const suffix = suffixOf(path);
    const isRole =
      suffix === '' || !path.endsWith('.ts') || !SUFFIXES[side] || SUFFIXES[side].includes(suffix);
    return !isRole && `has the suffix .${suffix}`;
  }),
  paths('Names say what is inside', 'name it after what it does', ({ path }) => {
    const words = path.split(/[/.-]|(?<=[a-z0-9])(?=[A-Z])/);
    const vague = words.find((word) => /^(utils?|helpers?|common|managers?)$/i.test(word));
    if (path.endsWith('/index.ts') && path !== 'migrations/index.ts') return 'is called index.ts';
    return vague !== undefined && `is called "${vague}"`;
  }),
  paths(
    'Everything has its place in the layout',
    'find the folder it belongs to, or give the layout a reason',
    (file, project) => !isInLayout(file, project) && 'is in a place that the layout does not name',
  ),
  paths('No folder is empty', 'remove it', ({ path }) => path.endsWith('/') && 'is empty'),
  {
    name: 'Tables are singular snake_case, instants timestamptz',
    remedy: 'rename it, or give it its time zone',
    find: ({ side, text }) => (side === 'migrations' ? badSchemaWords(text) : []),
  },
];

function isWellNamed(path: string, side: string): boolean {
  if (!MAY_IMPORT[side] || path.endsWith('/') || path.startsWith('client/public/')) return true;
  const name = posix.basename(path);
  const folders = posix.dirname(path).split('/');
  if (!folders.every((folder) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(folder))) return false;
  if (side === 'migrations') return /^(index|\d{8}T\d{4}(-[a-z0-9]+)+)\.ts$/.test(name);
  if (name.endsWith('.svelte')) return /^([A-Z][a-z0-9]*)+\.svelte$/.test(name);
  return /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(name);
}

function isInLayout({ path, side, entry }: File, project: Project): boolean {
  if (!TOP_LEVEL.includes(side)) return false;
  const isFolder = path.split('/').length > 2;
  if (side === 'server') return [...RANKS, ...PROGRAMS].includes(entry);
  if (side === 'tests') return isFolder ? TEST_KINDS.includes(entry) : entry === 'architecture.test.ts';
  if (side === 'shared') return !isFolder || [...FEATURES, 'live'].includes(entry);
  if (side !== 'client') return true;
  if (!isFolder) return entry.endsWith('.html');
  return [...FEATURES, 'live', 'ui', 'public'].includes(entry) || project.has(`client/${entry}.html`);
}

function badSchemaWords(text: string): Finding[] {
  const tables = [...text.matchAll(/\bcreate table (?:if not exists )?"?(\w+)/gi)].filter(
    ([, table = '']) => !/^[a-z][a-z0-9_]*$/.test(table) || /[^isu]s$/.test(table),
  );
  const instants = [...text.matchAll(/\btimestamp\b(?! with time zone)/g)];
  return [...tables, ...instants].map(({ 0: what, index }) => ({
    line: text.slice(0, index).split('\n').length,
    what: `has ${what}`,
  }));
}
