import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createDatabase, createPool } from '../../server/platform/database.ts';
import { migrateToLatest } from '../../server/platform/migrate.ts';
import type { SalesAnswer } from '../../shared/stock/sale.schema.ts';
import { seededRandom } from '../bench/statistics.ts';
import { anIngredient, aSale } from '../support/builders.ts';
import { postmasterPid, started, temporaryFolder } from '../support/embedded-postgres.ts';
import { followStore } from '../support/live-screen.ts';
import { startTestApp, type TestAnswer, type TestApp } from '../support/test-app.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { insertTestKey } from '../support/test-key.ts';

const RESTARTS = 5;
const SEED = 20_260_320;

/** A Postgres of its own, which may be killed. */
async function openDatabase(): Promise<{ database: TestDatabase; dataDir: string }> {
  const dataDir = await temporaryFolder();
  const { connectionString } = await started({ dataDir });
  const pool = createPool({ connectionString, poolSize: 10 });
  onTestFinished(() => pool.end());
  const db = createDatabase(pool);
  await migrateToLatest(db);
  await insertTestKey(db);
  return { database: { db, pool, connectionString }, dataDir };
}

/** A till that sells one thing after the other, and asks again until each is recorded. */
class Till {
  readonly recorded = new Set<string>();
  /** Every answer but "recorded". */
  readonly refusals: TestAnswer<unknown>[] = [];
  readonly #sell: (externalId: string) => Promise<TestAnswer<SalesAnswer>>;
  #open = true;

  constructor(app: TestApp, storeId: string) {
    this.#sell = (externalId) =>
      app.request('POST', `/stores/${storeId}/sales`, { sales: [aSale({ SALT: 1 }, { externalId })] });
  }

  async run(name: string): Promise<void> {
    for (let ticket = 0; this.#open; ticket++) await this.#sellUntilRecorded(`${name}-${ticket}`);
  }

  close(): void {
    this.#open = false;
  }

  async #sellUntilRecorded(externalId: string): Promise<void> {
    for (;;) {
      const answer = await this.#sell(externalId);
      if (answer.status === 200) {
        expect(['accepted', 'duplicate']).toContain(answer.body.results[0]!.status);
        this.recorded.add(externalId);
        return;
      }
      this.refusals.push(answer);
      await delay(20);
    }
  }
}

it(`Postgres that is killed under load ${RESTARTS} times costs a few 503s and nothing else (seed ${SEED})`, async () => {
  const random = seededRandom(SEED);
  const { database, dataDir } = await openDatabase();
  const app = await startTestApp({ database });
  const { id: storeId } = await app.createStore();
  await app.createItem(anIngredient('SALT'));
  const screen = await followStore(await app.url(), storeId);
  const till = new Till(app, storeId);
  const running = Promise.all(['A', 'B', 'C'].map((name) => till.run(name)));
  const goesOn = (): Promise<void> => {
    const before = till.recorded.size;
    return screen.until(() => till.recorded.size > before + 3, 'sales to go on');
  };

  for (let restart = 0; restart < RESTARTS; restart++) {
    await goesOn();
    await delay(random() * 50);
    process.kill(await postmasterPid(dataDir), 'SIGQUIT');
    expect((await app.app.server.inject('/healthz')).statusCode).toBe(200);
    await goesOn();
  }
  till.close();
  await running;

  expect(till.refusals.length).toBeGreaterThan(0);
  for (const { status, headers, body } of till.refusals) {
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'unavailable', status: 503 } });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  }
  expect((await app.stock(storeId))['SALT']!.onHand).toBe(-till.recorded.size);
  await screen.reach(await app.head(storeId));
  expect(screen.board()).toEqual((await followStore(await app.url(), storeId)).board());
  const edges = screen.frames.slice(1).map(({ from }, index) => from - screen.frames[index]!.to);
  expect(new Set(edges)).toEqual(new Set([1]));
  // What runs by itself says that the database is away, and nothing else.
  for (const error of app.errors.splice(0)) expect(error).toMatchObject({ msg: 'background work failed' });
});
