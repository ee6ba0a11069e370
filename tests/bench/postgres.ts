import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import type { Store } from '../../shared/identity/store.schema.ts';
import type { AppContext } from '../../server/app.ts';
import { createStore } from '../../server/identity/stores.service.ts';
import { saveItems, withDefaults } from '../../server/items/items.service.ts';
import { SYSTEM } from '../../server/platform/actor.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { createDatabase, createPool } from '../../server/platform/database.ts';
import { createPusher } from '../../server/platform/pusher.ts';
import { createWebhookSender } from '../../server/platform/webhook-sender.ts';
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts';
import { migrateToLatest } from '../../server/platform/migrate.ts';
import { inAllStoresTransaction } from '../../server/platform/store-transaction.ts';
import { settle } from '../../server/settlement/settle.ts';
import { recordReceipt } from '../../server/stock/movements.service.ts';
import { openStock } from '../../server/stock/open-stock.service.ts';
import { nameDatabase } from '../support/database-name.ts';
import { insertTestKey } from '../support/test-key.ts';
import type { Kitchen } from './kitchen.ts';

/** The embedded Postgres in a folder of its own, for one run. */
export interface BenchPostgres {
  version: string;
  /** A new database, or a copy of an existing one to which nobody is connected. */
  create(name: string, template?: string): Promise<string>;
  stop(): Promise<void>;
}

export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'larder-bench-'));
  // Postgres runs as another user where we are root.
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 10 }) };
}

export async function startBenchPostgres(): Promise<BenchPostgres> {
  const folder = await temporaryFolder();
  const embedded = await startEmbeddedPostgres({ dataDir: folder.path });
  const admin = createPool({ connectionString: embedded.connectionString, poolSize: 1 });
  const { rows } = await admin.query<{ version: string }>('select current_setting($1) as version', [
    'server_version',
  ]);
  return {
    version: rows[0]!.version,
    create: async (name, template = 'template1') => {
      await admin.query(`create database ${name} template ${template}`);
      return nameDatabase(embedded.connectionString, name);
    },
    stop: async () => {
      await admin.end();
      await embedded.stop();
      await folder.remove();
    },
  };
}

const STORE = { name: 'Bench', timeZone: 'Europe/Vienna', currency: 'EUR' };
const OPENING_STOCK = 9_000_000;

/** Migrates a database, gives it a store with the kitchen's items, and stocks all of them with more than a run can use. */
export async function fillKitchen(connectionString: string, kitchen: Kitchen): Promise<Store> {
  const pool = createPool({ connectionString, poolSize: 2 });
  const ctx: AppContext = {
    db: createDatabase(pool),
    clock: systemClock,
    announce: () => {},
    revoked: () => {},
    actor: SYSTEM,
    mailer: undefined,
    texter: undefined,
    pusher: createPusher(),
    webhooks: createWebhookSender(),
    publicUrl: '',
    settleItems: settle,
    openStock,
  };
  try {
    await migrateToLatest(ctx.db);
    await insertTestKey(ctx.db);
    const store = await createStore(ctx, STORE);
    await inAllStoresTransaction(ctx, (trx, stores) =>
      saveItems(
        ctx,
        trx,
        stores,
        kitchen.items.map((item) => withDefaults(item, uuidv7())),
      ),
    );
    const stocked = kitchen.items.filter(({ recipe }) => recipe === undefined);
    const lines = stocked.map(({ sku }) => ({ sku, quantity: OPENING_STOCK }));
    await recordReceipt(ctx, store.id, { lines }, { by: 'Bench' });
    await pool.query('vacuum analyze');
    return store;
  } finally {
    await pool.end();
  }
}
