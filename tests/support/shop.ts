import { expect } from 'vitest';
import type { Backorder } from '../../shared/orders/backorder.schema.ts';
import type { Order, OrderInput } from '../../shared/orders/order.schema.ts';
import type { OrderStatusView } from '../../shared/orders/order-status.schema.ts';
import type {
  ExpectedDelivery,
  ExpectedDeliveryInput,
} from '../../shared/purchasing/expected-delivery.schema.ts';
import { aMovement, anIngredient } from './builders.ts';
import { ManualClock } from './manual-clock.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app.ts';

/** What a customer should have heard of. */
export interface News {
  kind: string;
  detail: Record<string, unknown>;
}

/** A store that takes orders for cakes, wine and cheese, as a test talks to it. */
export class Shop {
  readonly app: TestApp;
  readonly storeId: string;
  readonly clock: ManualClock;

  constructor(app: TestApp, storeId: string, clock: ManualClock) {
    this.app = app;
    this.storeId = storeId;
    this.clock = clock;
  }

  /** What was counted, by SKU. */
  async stock(counts: Record<string, number>): Promise<void> {
    const movements = Object.entries(counts).map(([sku, quantity]) => aMovement('count', sku, quantity));
    await this.app.record(this.storeId, ...movements);
  }

  expectDelivery(
    sku: string,
    quantity: number,
    overrides: Partial<ExpectedDeliveryInput> = {},
  ): Promise<ExpectedDelivery> {
    const input = { sku, quantity, expectedAt: '2026-03-22T08:00:00Z', ...overrides };
    return this.app.expectOk('POST', `/stores/${this.storeId}/expected-deliveries`, input);
  }

  place(input: OrderInput): Promise<Order> {
    return this.app.expectOk('POST', `/stores/${this.storeId}/orders`, input);
  }

  order({ orderId }: Pick<Order, 'orderId'>): Promise<Order> {
    return this.app.expectOk('GET', `/stores/${this.storeId}/orders/${orderId}`);
  }

  /** Something done to an order: `cancel`, `fulfil` … */
  act({ orderId }: Pick<Order, 'orderId'>, deed: string, body: object = {}): Promise<Order> {
    return this.app.expectOk('POST', `/stores/${this.storeId}/orders/${orderId}/${deed}`, body);
  }

  async queue(): Promise<Backorder[]> {
    return (await this.app.expectOk<{ items: Backorder[] }>('GET', `/stores/${this.storeId}/backorders`))
      .items;
  }

  /** The customer's page of an order, as its link answers anybody. */
  async status({ statusUrl }: Pick<Order, 'statusUrl'>): Promise<OrderStatusView> {
    const { status, body } = await this.app.requestAs<OrderStatusView>(
      {},
      'GET',
      `/order-status/${tokenOf(statusUrl)}`,
    );
    expect(status).toBe(200);
    return body;
  }

  /** Everything that customers should have heard of, oldest first. */
  async news(): Promise<News[]> {
    const { rows } = await this.app.database.pool.query<News>(
      'select kind, detail from customer_tiding order by id',
    );
    return rows;
  }
}

export function tokenOf(statusUrl: string): string {
  return statusUrl.slice(statusUrl.lastIndexOf('/') + 1);
}

export async function openShop(options: Omit<TestAppOptions, 'clock'> = {}): Promise<Shop> {
  const clock = new ManualClock();
  clock.set('2026-03-20T11:00:00Z');
  const app = await startTestApp({ clock, ...options });
  const { id } = await app.createStore();
  for (const sku of ['CAKE', 'WINE'])
    await app.createItem(anIngredient(sku, { unit: 'each', sellable: true }));
  await app.createItem(anIngredient('CHEESE', { sellable: true }));
  return new Shop(app, id, clock);
}
