import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Sources } from './support/architecture-project.ts';
import { brokenRules, RULES } from './support/architecture-rules.ts';

const ROOT = join(import.meta.dirname, '..');
const UNTRACKED = ['.git', ...readFileSync(join(ROOT, '.gitignore'), 'utf8').trim().split('\n')];

function isTracked(name: string): boolean {
  return !UNTRACKED.some((it) => (it.startsWith('*') ? name.endsWith(it.slice(1)) : name === it));
}

function sourcesIn(folder: string): Sources {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => isTracked(name));
  if (entries.length === 0) return { [`${relative(ROOT, folder)}/`]: '' };
  const sources = entries.map((entry): Sources => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return { [relative(ROOT, path)]: /\.(ts|svelte)$/.test(path) ? readFileSync(path, 'utf8') : '' };
  });
  return Object.assign({}, ...sources) as Sources;
}

/** A small project that keeps all rules, for the broken examples to be put into. */
const SOUND: Sources = {
  'README.md': '',
  'vite.config.ts': `export default {};`,
  'migrations/index.ts': `import type { Migration } from 'kysely/migration'; import * as a from './20261124T0900-a.ts';`,
  'migrations/20261124T0900-a.ts': `import { sql } from 'kysely'; sql\`create table store_address (at timestamptz)\`;`,
  'shared/time.ts': `import Type from 'typebox';`,
  'shared/items/item.schema.ts': `import { Instant } from '../time.ts';`,
  'client/wall.html': '',
  'client/wall/main.ts': `import Wall from './Wall.svelte';`,
  'client/wall/Wall.svelte': `<script lang="ts">import { Live } from '../live/live-store.svelte.ts';</script>`,
  'client/live/live-store.svelte.ts': `import { io } from 'socket.io-client'; Date.now();`,
  'client/ui/Chart.svelte': `<script>import { Chart } from 'chart.js'; import { money } from '../../shared/money.ts';</script>`,
  'client/ui/clock.svelte.ts': `new Date();`,
  'server/main.ts': `import { buildApp } from './app.ts'; buildApp(process.env);`,
  'server/larder.ts': `import { verify } from './cli/verify.ts'; process.env.PORT;`,
  'server/cli/verify.ts': `import { verify } from '../items/items.service.ts';`,
  'server/app.ts': `import { itemsRoutes } from './items/items.routes.ts'; import type pg from 'pg';`,
  'server/platform/clock.ts': `export const now = () => new Date();`,
  'server/platform/database.ts': `import { Kysely } from 'kysely'; import pg from 'pg';`,
  'server/platform/errors.ts': `import { ERRORS } from '../../shared/errors.ts';`,
  'server/platform/migrate.ts': `import { migrations } from '../../migrations/index.ts';`,
  'server/platform/program.ts': `spawn(program, { env: { PATH: process.env['PATH'] } });`,
  'server/platform/store-transaction.ts': `ctx.db.transaction().execute(work);`,
  'server/items/items.routes.ts': `import { listItems } from './items.store.ts'; import Fastify from 'fastify';`,
  'server/items/items.service.ts': `import { listItems } from './items.store.ts';
    import { inStoreTransaction } from '../platform/store-transaction.ts';`,
  'server/items/items.store.ts': `import { sql } from 'kysely'; db.selectFrom('item'); new Date(0);`,
  'server/items/units.ts': `import Decimal from 'decimal.js'; import { invalid } from '../platform/errors.ts';`,
  'server/settlement/settle.ts': `import { listLevels } from './settlement.store.ts';`,
  'server/settlement/settlement.store.ts': `import { sql } from 'kysely';`,
  'server/stock/sales.service.ts': `import { getItem } from '../items/items.service.ts'; import { settle } from '../settlement/settle.ts';
    import type { LockedStore } from '../platform/store-transaction.ts';`,
  'tests/architecture.test.ts': `import { up } from '../migrations/index.ts';`,
  'tests/db/items/items.test.ts': `import { sql } from 'kysely'; Date.now(); process.env.CHROMIUM; db.transaction();`,
  'tests/support/postgres.setup.ts': `export default function setup() {}`,
};

/** For each rule, files that break it. */
const BROKEN: Record<string, Sources> = {
  'Client and server meet only in shared, and nothing imports tests': {
    'client/items/a.ts': `import { x } from '../../server/items/units.ts';`,
    'client/items/b.ts': `type X = import('../../server/items/units.ts').X;`,
    'client/items/C.svelte': `<script lang="ts">import { x } from '../../migrations/index.ts';</script>`,
    'server/items/d.ts': `export * from '../../client/items/search.ts';`,
    'server/items/e.service.ts': `import { migrations } from '../../migrations/index.ts';`,
    'shared/f.ts': `import type { X } from '../client/items/search.ts';`,
    'server/items/g.ts': `const { anItem } = await import('../../tests/support/builders.ts');`,
    'migrations/20261125T0900-h.ts': `import { x } from '../shared/time.ts';`,
  },
  'Shared knows only TypeBox, migrations only Kysely, the client nothing of the server': {
    'shared/a.ts': `import { DateTime } from 'luxon';`,
    'shared/b.ts': `import { readFile } from 'node:fs/promises';`,
    'migrations/20261125T0900-c.ts': `import pg from 'pg';`,
    'client/items/d.ts': `import type { Server } from 'socket.io';`,
    'client/items/e.ts': `import { join } from 'node:path';`,
  },
  'In the server each folder uses only lower ranks': {
    'server/platform/a.ts': `import { append } from '../live/change-stream.store.ts';`,
    'server/items/b.ts': `import type { Level } from '../stock/level.ts';`,
    'server/displays/c.service.ts': `import type { App } from '../app.ts';`,
    'server/config.ts': `import { buildApp } from './app.ts';`,
    'server/dev.ts': `import { start } from './main.ts';`,
    'server/main.ts': `import { seed } from './demo/seed.ts';`,
    'server/demo/demo.ts': `import { verify } from '../cli/verify.ts';`,
  },
  'Pure imports only pure and shared': {
    'server/items/a.ts': `import { listItems } from './items.store.ts';`,
    'server/items/b.ts': `import type { Item } from './items.service.ts';`,
    'server/items/c.ts': `import { readFile } from 'node:fs/promises';`,
    'server/items/d.ts': `import type { FastifyInstance } from 'fastify';`,
    'server/items/e.ts': `import type { Database } from '../platform/database.ts';`,
    'server/items/f.schema.ts': `import { listItems } from './items.store.ts';`,
    'server/forecasts/g.ts': `new Worker(new URL('./fit.job.ts', import.meta.url));`,
  },
  'Pure ← store ← service ← routes, sockets, job': {
    'server/items/a.store.ts': `import { createItem } from './items.service.ts';`,
    'server/items/b.service.ts': `import { itemsRoutes } from './items.routes.ts';`,
    'server/items/c.sockets.ts': `import { itemsRoutes } from './items.routes.ts';`,
    'server/stock/d.store.ts': `import { createItem } from '../items/items.service.ts';`,
    'server/settlement/settle.ts': `import { recompute } from './recompute.job.ts';`,
  },
  "A feature uses another's pure files and services, never its store": {
    'server/stock/a.service.ts': `import { listItems } from '../items/items.store.ts';`,
    'server/stock/b.routes.ts': `import { itemsRoutes } from '../items/items.routes.ts';`,
    'server/demo/c.ts': `import { listItems } from '../items/items.store.ts';`,
  },
  'Only stores know Kysely, only platform and live connect to Postgres': {
    'server/items/a.service.ts': `import { sql } from 'kysely';`,
    'server/items/b.store.ts': `import pg from 'pg';`,
    'server/live/c.ts': `import { sql } from 'kysely';`,
  },
  'Only stores write SQL': {
    'server/items/a.service.ts': `await trx.selectFrom('item').selectAll().execute();`,
    'server/app.ts': `await db.deleteFrom('item').execute();`,
  },
  'Only services open transactions': {
    'server/items/a.store.ts': `await db.transaction().execute(async (trx) => trx);`,
    'server/items/b.routes.ts': `const trx = await db.startTransaction().execute();`,
  },
  'Only services own a store for a transaction': {
    'server/items/a.routes.ts': `import { inStoreTransaction } from '../platform/store-transaction.ts';`,
  },
  'Only main.ts reads process.env': {
    'server/app.ts': `const { PORT } = process.env;`,
    'server/platform/a.ts': `export const level = process.env['LOG_LEVEL'];`,
    'server/items/b.ts': `export const path = process.env.PATH;`,
  },
  'Only clock.ts asks for the time': {
    'server/items/a.service.ts': `const now = new Date();`,
    'server/items/b.ts': `const now = Date.now;`,
    'shared/c.ts': `const now = DateTime.utc();`,
    'client/items/D.svelte': `<p>{new Date().getTime()}</p>`,
    'client/items/e.svelte.ts': `let now = $state(Date.now());`,
  },
  'In the client only live/ knows Socket.IO': {
    'client/tablet/a.ts': `import { io } from 'socket.io-client';`,
  },
  'Only ui/Chart.svelte knows Chart.js': {
    'client/forecasts/a.ts': `import type { ChartData } from 'chart.js';`,
    'client/forecasts/B.svelte': `<script>import annotation from 'chartjs-plugin-annotation';</script>`,
  },
  'client/ui knows no domain': {
    'client/ui/A.svelte': `<script>import { search } from '../items/item-search.ts';</script>`,
    'client/ui/b.ts': `import type { Item } from '../../shared/items/item.schema.ts';`,
  },
  'Exports have names': {
    'server/items/a.ts': `export default function price() {}`,
    'shared/b.ts': `const b = 1; export default b;`,
    'client/items/c.ts': `const c = 1; export { c as default };`,
  },
  'Files and folders are kebab-case, components PascalCase, migrations start with their time': {
    'server/items/recipeGraph.ts': '',
    'server/items/Recipe/graph.ts': '',
    'client/items/item-tile.svelte': '',
    'migrations/add-orders.ts': '',
  },
  'A suffix is a role of its side': {
    'server/items/items.repository.ts': '',
    'client/items/items.store.ts': '',
    'shared/items/items.service.ts': '',
    'tests/unit/items/units.spec.ts': '',
  },
  'Names say what is inside': {
    'server/items/utils.ts': '',
    'server/items/date-helpers.ts': '',
    'shared/common/money.ts': '',
    'client/items/ItemManager.svelte': '',
    'server/items/index.ts': '',
  },
  'Everything has its place in the layout': {
    'scripts/release.ts': '',
    Makefile: '',
    'server/inventory/a.ts': '',
    'server/bootstrap.ts': '',
    'client/kiosk/a.ts': '',
    'client/app.css': '',
    'shared/inventory/a.ts': '',
    'tests/e2e/a.test.ts': '',
  },
  'No folder is empty': { 'server/orders/': '' },
  'Tables are singular snake_case, instants timestamptz': {
    'migrations/20261125T0900-a.ts': 'sql`create table orders (id uuid)`;',
    'migrations/20261125T0900-b.ts': 'sql`create table "purchaseOrder" (id uuid)`;',
    'migrations/20261125T0900-c.ts': 'sql`create table receipt (at timestamp not null)`;',
  },
};

describe('the architecture', () => {
  it('is kept by this project', () => {
    expect(brokenRules(sourcesIn(ROOT))).toEqual([]);
  });
});

describe('the rules of the architecture', () => {
  it('accept a project that keeps them', () => {
    expect(brokenRules(SOUND)).toEqual([]);
  });

  it.each(RULES.map(({ name }) => name))('refuse what breaks: %s', (rule) => {
    const examples = Object.entries(BROKEN[rule] ?? {});
    expect(examples).not.toEqual([]);
    for (const [path, source] of examples) {
      const complaints = brokenRules({ ...SOUND, [path]: source });
      expect(complaints, path).toContainEqual(expect.stringContaining(rule));
      expect(complaints.filter((it) => !it.startsWith(`${path}:`))).toEqual([]);
    }
  });

  it('say where, what, which rule, and what to do', () => {
    const component = `<p>\n</p>\n<script lang="ts">\n  import { io } from 'socket.io-client';\n</script>\n`;
    expect(brokenRules({ ...SOUND, 'client/stock/Board.svelte': component })).toEqual([
      'client/stock/Board.svelte:4: imports socket.io-client, which the rule "In the client only live/ knows ' +
        'Socket.IO" forbids; go through client/live/.',
    ]);
  });
});
