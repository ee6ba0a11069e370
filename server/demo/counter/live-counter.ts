import type { Order, OrderInput } from '../../../shared/orders/order.schema.ts';
import type {
  ExpectedDelivery,
  ExpectedDeliveryInput,
} from '../../../shared/purchasing/expected-delivery.schema.ts';
import type { StockState } from '../../../shared/stock/stock.schema.ts';
import { ApiRefusal, type ApiClient } from '../service/api-client.ts';

/** The counter as it is now, seen and run through the public API. */
export class LiveCounter {
  readonly #api: ApiClient;
  readonly #path: string;

  constructor(api: ApiClient, storeId: string) {
    this.#api = api;
    this.#path = `/stores/${storeId}`;
  }

  async stock(skus: readonly string[]): Promise<StockState[]> {
    const { items } = await this.#api.get<{ items: StockState[] }>(`${this.#path}/stock`);
    return items.filter(({ sku }) => skus.includes(sku));
  }

  async openOrders(): Promise<Order[]> {
    return (await this.#api.get<{ items: Order[] }>(`${this.#path}/orders?status=open`)).items;
  }

  place(order: OrderInput): Promise<Order> {
    return this.#api.send('POST', `${this.#path}/orders`, order);
  }

  handOver({ orderId }: Order): Promise<Order> {
    return this.#api.send('POST', `${this.#path}/orders/${orderId}/fulfil`, {});
  }

  offer({ orderId }: Order, lineId: string, sku: string): Promise<Order> {
    return this.#api.send('POST', `${this.#path}/orders/${orderId}/substitute`, { lineId, sku });
  }

  /** What the customer says, by the link they were sent. */
  async answer({ statusUrl }: Order, substitutionId: string, accept: boolean): Promise<void> {
    const token = statusUrl.slice(statusUrl.lastIndexOf('/') + 1);
    await this.#api.send('POST', `/order-status/${token}/substitutions/${substitutionId}`, { accept });
  }

  expect(delivery: ExpectedDeliveryInput): Promise<ExpectedDelivery> {
    return this.#api.send('POST', `${this.#path}/expected-deliveries`, delivery);
  }

  /** Whoever plays along may have received it by hand, or called it off: then there is nothing to delay. */
  async delay(deliveryId: string, expectedAt: Date, reason: string): Promise<void> {
    const patch = { expectedAt: expectedAt.toISOString(), reason };
    try {
      await this.#api.send('PATCH', `${this.#path}/expected-deliveries/${deliveryId}`, patch);
    } catch (error) {
      if (!(error instanceof ApiRefusal && error.status === 409)) throw error;
    }
  }

  async receive(
    lines: readonly { sku: string; quantity: number }[],
    reason: string,
    at: Date,
  ): Promise<void> {
    await this.#api.send('POST', `${this.#path}/receipts`, { lines, reason, at: at.toISOString() });
  }

  async record(type: 'waste' | 'count', sku: string, quantity: number, reason?: string): Promise<void> {
    const movement = { type, sku, quantity, ...(reason !== undefined && { reason }) };
    await this.#api.send('POST', `${this.#path}/movements`, { movements: [movement] });
  }

  async setPolicy(policy: object): Promise<void> {
    await this.#api.send('PUT', `${this.#path}/backorder-policy`, policy);
  }
}
