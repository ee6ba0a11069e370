import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EnvironmentOptions, Plugin, UserConfig } from 'vite';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const root = import.meta.dirname;
const clientRoot = join(root, 'client');
const pages = readdirSync(clientRoot).filter((name) => name.endsWith('.html'));

/** Pages are built one by one: built together they share chunks, and the wall would load what only the tablet needs. */
function pageEnvironment(page: string, index: number): [string, EnvironmentOptions] {
  const build = { emptyOutDir: index === 0, rolldownOptions: { input: join(clientRoot, page) } };
  return [basename(page, '.html'), { consumer: 'client', build }];
}

/** Screens speak WebSocket and nothing else: the other ways to the server are left out. */
const webSocketOnly: Plugin = {
  name: 'larder:websocket-only',
  transform: (_code, id) =>
    id.endsWith('/engine.io-client/build/esm/transports/index.js')
      ? "import { WS } from './websocket.js';\nexport const transports = { websocket: WS };"
      : undefined,
};

/** Of these, only what is used is worth its place on a weak screen; they do nothing by being loaded. */
const WITHOUT_EFFECTS = [
  /[\\/]node_modules[\\/](typebox|engine\.io-client)[\\/]/,
  /[\\/]node_modules[\\/]svelte[\\/]src[\\/](reactivity|legacy)[\\/]/,
  /[\\/]node_modules[\\/]svelte[\\/]src[\\/].*[\\/]custom-element\.js$/,
];

const client: UserConfig = {
  root: clientRoot,
  envDir: false,
  appType: 'mpa',
  plugins: [svelte({ configFile: false }), webSocketOnly],
  server: { host: '127.0.0.1' },
  build: {
    outDir: join(root, 'dist/client'),
    // Walls run in the browsers of televisions and their sticks, which are years old.
    target: 'chrome87',
    // The content security policy refuses fonts at data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Screens need the contract's types but seldom a schema: those unused keep no part of TypeBox in the bundle.
      treeshake: {
        manualPureFunctions: ['Type'],
        moduleSideEffects: WITHOUT_EFFECTS.map((test) => ({ test, sideEffects: false })),
      },
    },
  },
};

const clientBuild: UserConfig = {
  ...client,
  environments: Object.fromEntries(pages.map(pageEnvironment)),
  builder: {
    async buildApp({ build, environments }) {
      for (const page of pages) await build(environments[basename(page, '.html')]!);
    },
  },
};

type TestOptions = NonNullable<TestProjectInlineConfiguration['test']>;

function project(name: string, options: TestOptions = {}): TestProjectInlineConfiguration {
  return { extends: true, test: { name, include: [`tests/${name}/**/*.test.ts`], ...options } };
}

/** The setup runs once for each of these projects, in one process. */
const withPostgres = {
  globalSetup: 'tests/support/postgres.setup.ts',
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

/** Real browsers wait more than they work; killed servers get the machine to themselves, once all others are through. */
const after = (groupOrder: number, maxWorkers: number) => ({ maxWorkers, sequence: { groupOrder } });

/**
 * Screen state runs as it does in a browser, not as it would be rendered on a server. The condition "browser" would ask
 * for that of every package, and leave the sockets of the tests without a server to talk to.
 */
const asInBrowser = {
  plugins: [svelte({ configFile: false, dynamicCompileOptions: () => ({ generate: 'client' }) })],
  resolve: {
    alias: [
      {
        find: /^svelte(|\/reactivity|\/store)$/,
        replacement: join(root, 'node_modules/svelte/src$1/index-client.js'),
      },
    ],
  },
};

const tests = {
  root,
  test: {
    maxWorkers: '100%',
    // What a browser shows may take a while where two of them share a machine.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      project('architecture', { include: ['tests/architecture.test.ts'], testTimeout: 30_000 }),
      project('unit'),
      { ...project('client', { testTimeout: 15_000 }), ...asInBrowser },
      project('db', withPostgres),
      project('api', withPostgres),
      project('browser', { ...withPostgres, ...after(1, 2), testTimeout: 60_000 }),
      project('faults', { ...withPostgres, ...after(2, 1), testTimeout: 300_000 }),
    ],
  },
};

export default defineConfig(({ mode, command }) => {
  if (mode === 'test') return tests;
  return command === 'build' ? clientBuild : client;
});
