import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { uuidv7 } from 'uuidv7';
import { expect, onTestFinished } from 'vitest';
import { buildApp, type App } from '../../server/app.ts';
import { saveItems, withDefaults } from '../../server/items/items.service.ts';
import { findHeads } from '../../server/live/change-stream.store.ts';
import type { ClientFiles } from '../../server/platform/client-files.ts';
import type { Clock } from '../../server/platform/clock.ts';
import type { Mailer } from '../../server/platform/mailer.ts';
import type { Pusher } from '../../server/platform/pusher.ts';
import type { WebhookSender } from '../../server/platform/webhook-sender.ts';
import { inAllStoresTransaction } from '../../server/platform/store-transaction.ts';
import type { Texter } from '../../server/platform/texter.ts';
import { verifyDatabase } from '../../server/settlement/verify.service.ts';
import type { Store, StoreInput } from '../../shared/identity/store.schema.ts';
import type { Item, ItemInput } from '../../shared/items/item.schema.ts';
import type { AvailabilityInput } from '../../shared/stock/availability.schema.ts';
import type { Movement, MovementInput, MovementsAnswer } from '../../shared/stock/movement.schema.ts';
import type { Sale, SalesAnswer } from '../../shared/stock/sale.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { aSale, aStore } from './builders.ts';
import { ManualClock } from './manual-clock.ts';
import { AUTHORIZATION } from './test-key.ts';
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
  mailer?: Mailer;
  texter?: Texter;
  pusher?: Pusher;
  webhooks?: WebhookSender;
  exchangeDir?: string;
  publicUrl?: string;
  trustedProxies?: string[];
  /** Told every line of the log, down to the smallest. */
  onLog?: (line: string) => void;
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
  #stopped: Promise<void> | undefined;

  constructor(app: App, database: TestDatabase, clock: Clock, errors: unknown[]) {
    this.app = app;
    this.database = database;
    this.clock = clock;
    this.errors = errors;
  }

  /** Sends a request without a socket in between, as a program that may do everything. */
  request<T = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer<T>> {
    return this.requestAs<T>({ ...AUTHORIZATION, ...headers }, method, path, body);
  }

  /** As {@link request}, as somebody else, or as nobody. */
  async requestAs<T = unknown>(
    headers: Record<string, string> = {},
    ...[method, path, body]: Parameters<TestApp['request']>
  ): Promise<TestAnswer<T>> {
    const payload = body === undefined ? {} : { payload: body as object };
    const response = await this.app.server.inject({ method, url: `/api/v1${path}`, headers, ...payload });
    const { statusCode: status, headers: answered } = response;
    return {
      status,
      headers: answered,
      body: (response.body === '' ? undefined : response.json()) as T,
    };
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

  /** Many at once. */
  async createItems(inputs: readonly ItemInput[]): Promise<void> {
    const { ctx } = this.app;
    const items = inputs.map((input) => withDefaults(input, uuidv7()));
    await inAllStoresTransaction(ctx, (trx, stores) => saveItems(ctx, trx, stores, items));
  }

  /** Books goods in, which also makes the items counted. */
  async receive(storeId: string, quantities: Record<string, number>): Promise<void> {
    const lines = Object.entries(quantities).map(([sku, quantity]) => ({ sku, quantity }));
    await this.expectOk('POST', `/stores/${storeId}/receipts`, { lines });
  }

  /** Sells units, by SKU, on one ticket. */
  async sell(storeId: string, lines: Record<string, number>, overrides: Partial<Sale> = {}): Promise<void> {
    const sales = [aSale(lines, overrides)];
    const { results } = await this.expectOk<SalesAnswer>('POST', `/stores/${storeId}/sales`, { sales });
    expect(results).toEqual([{ externalId: sales[0]!.externalId, status: 'accepted' }]);
  }

  async record(storeId: string, ...movements: MovementInput[]): Promise<Movement[]> {
    return (await this.expectOk<MovementsAnswer>('POST', `/stores/${storeId}/movements`, { movements }))
      .movements;
  }

  /** What a person says of an item, by its SKU. */
  async mark(storeId: string, sku: string, availability: AvailabilityInput): Promise<StockState> {
    const { itemId } = (await this.stock(storeId))[sku]!;
    return this.expectOk('PUT', `/stores/${storeId}/items/${itemId}/availability`, availability);
  }

  /** Stock of every item of a store, by SKU. */
  async stock(storeId: string): Promise<Record<string, StockState>> {
    const { items } = await this.expectOk<{ items: StockState[] }>('GET', `/stores/${storeId}/stock`);
    return Object.fromEntries(items.map((state) => [state.sku, state]));
  }

  /** The number of the last change in a store's stream. */
  async head(storeId: string): Promise<number> {
    return (await findHeads(this.database.db, [storeId]))[0]!.seq;
  }

  /** Where the app listens; it starts to on the first call. */
  async url(port = 0): Promise<string> {
    if (this.#url === undefined) {
      await this.app.start();
      await this.app.server.listen({ port, host: '127.0.0.1' });
      this.#url = `http://127.0.0.1:${(this.app.server.server.address() as AddressInfo).port}`;
    }
    return this.#url;
  }

  /** The end of the test does it too; before that, it is a server that goes away. */
  stop(): Promise<void> {
    return (this.#stopped ??= this.app.stop());
  }
}

export async function startTestApp({
  clock = new ManualClock(),
  client = NO_CLIENT,
  role = 'all',
  mailer,
  texter,
  pusher,
  webhooks,
  exchangeDir,
  publicUrl = 'http://localhost',
  trustedProxies = [],
  onLog,
  ...options
}: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase());
  const errors: unknown[] = [];
  const write = (line: string): void => {
    onLog?.(line);
    const entry = JSON.parse(line) as { level: number };
    if (entry.level >= pino.levels.values['error']!) errors.push(entry);
  };
  const logger = pino({ level: onLog ? 'trace' : 'error' }, { write });
  const deps = { clock, logger, client, role, publicUrl, mailer, trustedProxies, texter };
  const app = await buildApp({
    ...database,
    ...deps,
    ...(pusher && { pusher }),
    ...(webhooks && { webhooks }),
    exchangeDir,
  });
  const testApp = new TestApp(app, database, clock, errors);
  onTestFinished(async () => {
    await testApp.stop();
    expect((await verifyDatabase(database.db)).differences).toEqual([]);
    expect(errors).toEqual([]);
  });
  return testApp;
}
