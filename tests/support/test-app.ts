import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { expect, onTestFinished } from 'vitest';
import { buildApp, type App } from '../../server/app.ts';
import type { ClientFiles } from '../../server/platform/client-files.ts';
import type { Clock } from '../../server/platform/clock.ts';
import { verifyDatabase } from '../../server/settlement/verify.service.ts';
import type { Store, StoreInput } from '../../shared/identity/store.schema.ts';
import type { Item, ItemInput } from '../../shared/items/item.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { aStore } from './builders.ts';
import { ManualClock } from './manual-clock.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

export interface TestAnswer<T> {
  status: number;
  headers: Record<string, unknown>;
  body: T;
}

export interface TestAppOptions {
  clock?: Clock;
  client?: ClientFiles;
  /** An existing database, for a second process on the same data. */
  database?: TestDatabase;
  role?: 'all' | 'web' | 'worker';
}

const NO_CLIENT: ClientFiles = { dir: '', faces: [], build: 'test' };

/**
 * The real app on a real database, as a test talks to it. Ends with the test, which fails when the app logged an error
 * or when the database no longer verifies.
 */
export class TestApp {
  readonly app: App;
  readonly database: TestDatabase;
  readonly clock: Clock;
  readonly errors: unknown[];
  #url: string | undefined;

  constructor(app: App, database: TestDatabase, clock: Clock, errors: unknown[]) {
    this.app = app;
    this.database = database;
    this.clock = clock;
    this.errors = errors;
  }

  /** Sends a request without a socket in between. */
  async request<T = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer<T>> {
    const payload = body === undefined ? {} : { payload: body as object };
    const response = await this.app.server.inject({ method, url: `/api/v1${path}`, headers, ...payload });
    const { statusCode: status, headers: answered } = response;
    return { status, headers: answered, body: (response.body === '' ? undefined : response.json()) as T };
  }

  /** As {@link request}, for what has to succeed. */
  async expectOk<T>(...request: Parameters<TestApp['request']>): Promise<T> {
    const answer = await this.request<T>(...request);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  }

  createStore(overrides: Partial<StoreInput> = {}): Promise<Store> {
    return this.expectOk<Store>('POST', '/stores', aStore(overrides));
  }

  createItem(input: ItemInput): Promise<Item> {
    return this.expectOk<Item>('POST', '/items', input);
  }

  /** Books goods in, which also makes the items counted. */
  async receive(storeId: string, quantities: Record<string, number>): Promise<void> {
    const lines = Object.entries(quantities).map(([sku, quantity]) => ({ sku, quantity }));
    await this.expectOk('POST', `/stores/${storeId}/receipts`, { lines });
  }

  /** Stock of every item of a store, by SKU. */
  async stock(storeId: string): Promise<Record<string, StockState>> {
    const { items } = await this.expectOk<{ items: StockState[] }>('GET', `/stores/${storeId}/stock`);
    return Object.fromEntries(items.map((state) => [state.sku, state]));
  }

  /** Where the app listens; it starts to on the first call. */
  async url(): Promise<string> {
    if (this.#url === undefined) {
      await this.app.start();
      await this.app.server.listen({ port: 0, host: '127.0.0.1' });
      this.#url = `http://127.0.0.1:${(this.app.server.server.address() as AddressInfo).port}`;
    }
    return this.#url;
  }
}

export async function startTestApp({
  clock = new ManualClock(),
  client = NO_CLIENT,
  role = 'all',
  ...options
}: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase());
  const errors: unknown[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => void errors.push(JSON.parse(line)) });
  const app = await buildApp({ ...database, clock, logger, client, role });
  onTestFinished(async () => {
    await app.stop();
    expect((await verifyDatabase(database.db)).differences).toEqual([]);
    expect(errors).toEqual([]);
  });
  return new TestApp(app, database, clock, errors);
}
