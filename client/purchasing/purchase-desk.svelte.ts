import type { PurchaseOrder, Receipt } from '../../shared/purchasing/purchase-order.schema.ts';
import type { Api } from '../identity/api.ts';
import { Remote } from '../identity/remote.svelte.ts';
import { Submission } from '../identity/submission.svelte.ts';
import { OnceKey } from '../orders/once-key.ts';

/** Who buys, and for which store. */
export interface Purchaser {
  readonly api: Api;
  readonly store: { id: string } | undefined;
}

/** One purchase order as somebody works on it: every deed is answered with the order as it is then. */
export class PurchaseDesk {
  readonly remote: Remote<PurchaseOrder>;
  readonly receipts: Remote<Receipt[]>;
  readonly submission = new Submission();
  readonly #api: Api;
  readonly #path: string;
  readonly #once = new OnceKey();

  constructor({ api, store }: Purchaser, poId: string) {
    this.#api = api;
    this.#path = `/stores/${store?.id ?? ''}/purchase-orders/${poId}`;
    this.remote = new Remote((signal) => api.get<PurchaseOrder>(this.#path, signal));
    this.receipts = new Remote(async (signal) => {
      const { receipts } = await api.get<{ receipts: Receipt[] }>(`${this.#path}/receipts`, signal);
      return receipts;
    });
  }

  get order(): PurchaseOrder | undefined {
    return this.remote.value;
  }

  async look(): Promise<void> {
    if (!this.submission.busy) await Promise.all([this.remote.load(), this.receipts.load()]);
  }

  stop(): void {
    this.remote.stop();
    this.receipts.stop();
  }

  /** `what` is the end of the route: "/send". True when it went through. */
  act(what: string, body: unknown): Promise<boolean> {
    return this.submission.run(async () => {
      const key = this.#once.keyFor(what, body);
      this.remote.set(await this.#api.postOnce<PurchaseOrder>(`${this.#path}${what}`, body, key));
      this.#once.done();
      void this.receipts.load();
    });
  }

  /** Changes its lines, or its note. */
  change(body: unknown): Promise<boolean> {
    return this.submission.run(async () =>
      this.remote.set(await this.#api.patch<PurchaseOrder>(this.#path, body)),
    );
  }
}
