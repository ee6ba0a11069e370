import type { OrderStatusView, PushInput } from '../../shared/orders/order-status.schema.ts';
import type { CancelInput } from '../../shared/orders/order.schema.ts';
import { LinkedPage, type LinkEdges } from '../identity/linked-page.svelte.ts';

/** One order as its link shows it to its customer. */
export class OrderLink extends LinkedPage<OrderStatusView> {
  constructor(token: string, edges: LinkEdges = {}) {
    super(`/order-status/${encodeURIComponent(token)}`, edges);
  }

  /** @throws ApiProblem */
  cancel(input: CancelInput, key: string): Promise<void> {
    return this.act('/cancel', input, key);
  }

  /** @throws ApiProblem */
  answer(substitutionId: string, accept: boolean, key: string): Promise<void> {
    return this.act(`/substitutions/${substitutionId}`, { accept }, key);
  }

  /** @throws ApiProblem */
  tellByPush(subscription: PushInput): Promise<void> {
    return this.act('/push', subscription);
  }

  /** Whether the customer is told at all. @throws ApiProblem */
  subscribe(subscribed: boolean): Promise<void> {
    return this.act('/subscription', { subscribed });
  }
}
