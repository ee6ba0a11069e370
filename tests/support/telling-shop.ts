import { expect } from 'vitest';
import type { Message } from '../../shared/notifications/message.schema.ts';
import type { Order, OrderInput } from '../../shared/orders/order.schema.ts';
import { aMovement, anIngredient, anOrder } from './builders.ts';
import { ManualClock } from './manual-clock.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app.ts';

export const DEADLINE = { timeout: 15_000, interval: 25 };
/** Noon in Vienna on a Friday: nobody is asleep. */
const NOON = '2026-03-20T11:00:00Z';

const WARES = { CAKE: 'Nut cake', TART: 'Lemon tart', PIE: 'Apple pie' };

/** A shop in Vienna that takes orders for cakes, of which it has none, and tells its customers. */
export class TellingShop {
  readonly app: TestApp;
  readonly storeId: string;
  readonly clock: ManualClock;

  constructor(app: TestApp, storeId: string, clock: ManualClock) {
    this.app = app;
    this.storeId = storeId;
    this.clock = clock;
  }

  static async open(options: Omit<TestAppOptions, 'clock'> = {}): Promise<TellingShop> {
    const clock = new ManualClock(NOON);
    const app = await startTestApp({ publicUrl: 'https://larder.example.com', ...options, clock });
    const { id } = await app.createStore({ name: 'Konditorei' });
    for (const [sku, name] of Object.entries(WARES))
      await app.createItem(anIngredient(sku, { name, unit: 'each', sellable: true }));
    await app.record(id, ...Object.keys(WARES).map((sku) => aMovement('count', sku, 0)));
    await app.app.start();
    return new TellingShop(app, id, clock);
  }

  place(lines: Record<string, number>, overrides: Partial<OrderInput> = {}): Promise<Order> {
    return this.post('/orders', anOrder(lines, overrides));
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.app.expectOk<T>('POST', `/stores/${this.storeId}${path}`, body);
  }

  /** As far as news wait for others to go with them. */
  pass(): void {
    this.clock.advance({ seconds: 3 });
  }

  /** The log, newest first. */
  async messages(query = ''): Promise<Message[]> {
    const path = `/stores/${this.storeId}/messages${query}`;
    return (await this.app.expectOk<{ items: Message[] }>('GET', path)).items;
  }

  /** What was made of news up to now, once as many messages are there. */
  async told(count: number, query = ''): Promise<Message[]> {
    this.pass();
    await expect
      .poll(async () => (await this.messages(query)).length, DEADLINE)
      .toBeGreaterThanOrEqual(count);
    const messages = await this.messages(query);
    expect(messages).toHaveLength(count);
    return messages;
  }

  /** Once every message is in a state. */
  async until(state: Message['state'], count = 1): Promise<Message[]> {
    await expect.poll(async () => (await this.messages(`?state=${state}`)).length, DEADLINE).toBe(count);
    return this.messages(`?state=${state}`);
  }

  /** Once nothing is left of which messages are to be made. */
  async settled(): Promise<void> {
    this.pass();
    const left = async (): Promise<number> => {
      const { rows } = await this.app.database.pool.query(
        'select from customer_tiding where composed_at is null',
      );
      return rows.length;
    };
    await expect.poll(left, DEADLINE).toBe(0);
  }
}
