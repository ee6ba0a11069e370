import type { AvailabilityInput } from '../../../shared/stock/availability.schema.ts';
import type { MovementInput, ReceiptInput } from '../../../shared/stock/movement.schema.ts';
import type { Sale, SalesAnswer } from '../../../shared/stock/sale.schema.ts';
import type { StockState } from '../../../shared/stock/stock.schema.ts';
import type { Kitchen } from '../kitchen.ts';
import { ApiRefusal, type ApiClient } from './api-client.ts';

/** The kitchen as it is now, seen and told through the public API. */
export class LiveKitchen implements Kitchen {
  readonly #api: ApiClient;
  readonly #path: string;
  #stock: ReadonlyMap<string, StockState> = new Map();

  constructor(api: ApiClient, storeId: string) {
    this.#api = api;
    this.#path = `/stores/${storeId}`;
  }

  /** Looks at the board; what is asked afterwards is answered as of then. */
  async look(): Promise<void> {
    const { items } = await this.#api.get<{ items: StockState[] }>(`${this.#path}/stock`);
    this.#stock = new Map(items.map((state) => [state.sku, state]));
  }

  onHand(sku: string): number {
    return this.#stock.get(sku)?.onHand ?? 0;
  }

  isOff(sku: string): boolean {
    return this.#stock.get(sku)?.availability.state === 'unavailable';
  }

  async sell(sales: readonly Sale[]): Promise<void> {
    if (sales.length === 0) return;
    const { results } = await this.#api.send<SalesAnswer>('POST', `${this.#path}/sales`, { sales });
    const refused = results.find(({ status }) => status === 'rejected');
    if (refused)
      throw new ApiRefusal(`sale ${refused.externalId}`, { detail: refused.errors?.[0]?.detail ?? '' });
  }

  async record(movements: readonly MovementInput[]): Promise<void> {
    await this.#api.send('POST', `${this.#path}/movements`, { movements });
  }

  async receive(receipt: ReceiptInput): Promise<void> {
    await this.#api.send('POST', `${this.#path}/receipts`, receipt);
  }

  async mark(sku: string, availability: AvailabilityInput): Promise<void> {
    const { itemId } = this.#stock.get(sku)!;
    await this.#api.send('PUT', `${this.#path}/items/${itemId}/availability`, availability);
  }
}
