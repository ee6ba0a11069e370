import type { Order } from '../../shared/orders/order.schema.ts';
import { Remote } from '../identity/remote.svelte.ts';
import type { Api } from '../identity/api.ts';
import { Submission } from '../identity/submission.svelte.ts';
import { OnceKey } from './once-key.ts';

/** Who works on orders, and in which store: somebody who is signed in, or a tablet. */
export interface OrderClerk {
  readonly api: Api;
  readonly store: { id: string } | undefined;
}

/** One order as somebody works on it: every deed is answered with the order as it is then. */
export class OrderDesk {
  readonly remote: Remote<Order>;
  readonly submission = new Submission();
  readonly #session: OrderClerk;
  readonly orderId: string;
  readonly #path: string;
  readonly #once = new OnceKey();
  readonly #changed: (order: Order) => void;

  constructor(session: OrderClerk, orderId: string, changed: (order: Order) => void) {
    this.#session = session;
    this.orderId = orderId;
    this.#path = `/stores/${session.store?.id ?? ''}/orders/${orderId}`;
    this.#changed = changed;
    this.remote = new Remote((signal) => session.api.get<Order>(this.#path, signal));
  }

  get order(): Order | undefined {
    return this.remote.value;
  }

  /** `what` is the end of the route: "/cancel". True when it went through. */
  act(what: string, body: unknown): Promise<boolean> {
    return this.submission.run(async () => {
      const key = this.#once.keyFor(what, body);
      this.#show(await this.#session.api.postOnce<Order>(`${this.#path}${what}`, body, key));
      this.#once.done();
    });
  }

  withdraw(substitutionId: string): Promise<boolean> {
    const path = `${this.#path}/substitutions/${substitutionId}`;
    return this.submission.run(async () => this.#show(await this.#session.api.delete<Order>(path)));
  }

  #show(order: Order): void {
    this.remote.set(order);
    this.#changed(order);
  }
}
