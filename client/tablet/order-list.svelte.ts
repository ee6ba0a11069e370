import { untrack } from 'svelte';
import type { Order, OrderState } from '../../shared/orders/order.schema.ts';
import type { OrderClerk } from '../orders/order-desk.svelte.ts';
import { asProblem, type ApiProblem } from '../identity/api-problem.ts';
import type { LiveStore } from '../live/live-store.svelte.ts';
import { inTurn, isMeant } from './order-turn.ts';

interface Page {
  items: Order[];
  nextCursor: string | null;
}

const PAGE = 200;
/** Beyond these the names come with the search for them. */
const MOST_PAGES = 5;
const SHORTEST_SEARCH = 2;

/**
 * The open orders as the board tells them, at once and without a connection too; their customers' names, which the board
 * does not have, come over HTTP.
 */
export class OrderList {
  readonly #live: LiveStore;
  readonly #clerk: OrderClerk;
  query = $state('');
  #names = $state.raw<ReadonlyMap<string, string>>(new Map());
  /** Which orders the server means by a query: it knows addresses and external numbers too. */
  #found = $state.raw<{ query: string; ids: ReadonlySet<string> }>({ query: '', ids: new Set() });
  #problem = $state.raw<ApiProblem | null>(null);
  #asked: ReadonlySet<string> = new Set();
  readonly open = $derived.by(() => {
    void this.#live.revision;
    return untrack(() => inTurn(this.#live.orders.values()));
  });
  readonly rows = $derived(this.open.filter((order) => this.#isMeant(order)));
  readonly ready = $derived.by(() => {
    void this.#live.revision;
    return untrack(() => count(this.#live.orders.values(), ({ status }) => status !== 'backordered'));
  });
  /** The number of the newest order whose customer's name is not here; 0 when they all are. */
  readonly newestUnnamed = $derived(
    this.open.reduce(
      (newest, { orderId, number }) => (this.#names.has(orderId) ? newest : Math.max(newest, number)),
      0,
    ),
  );

  constructor(live: LiveStore, clerk: OrderClerk) {
    this.#live = live;
    this.#clerk = clerk;
  }

  /** Why names are missing; null while they are not. */
  get problem(): ApiProblem | null {
    return this.#problem;
  }

  nameOf(orderId: string): string | undefined {
    return this.#names.get(orderId);
  }

  learn(orders: readonly Order[]): void {
    const names = new Map(this.#names);
    for (const { orderId, customer } of orders) names.set(orderId, customer.name);
    this.#names = names;
  }

  /** Names are for whoever works here; a locked tablet does not keep them. */
  forget(): void {
    this.#names = new Map();
    this.#found = { query: '', ids: new Set() };
    this.#asked = new Set();
    this.query = '';
  }

  /** Asks for the names of the open orders, unless those that are missing were asked for before. */
  async askNames(): Promise<void> {
    const missing = this.open.map(({ orderId }) => orderId).filter((id) => !this.#names.has(id));
    if (missing.every((id) => this.#asked.has(id))) return;
    await this.#try(async () => {
      let cursor: string | null = '';
      for (let page = 0; page < MOST_PAGES && cursor !== null; page++) {
        const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        cursor = await this.#ask(`status=open&limit=${PAGE}${from}`).then(({ nextCursor }) => nextCursor);
      }
      this.#asked = new Set(missing);
    });
  }

  /** Asks the server what a query means, for the orders whose names are not here. */
  async search(query: string): Promise<void> {
    const asked = query.trim();
    if (asked.length < SHORTEST_SEARCH) return;
    await this.#try(async () => {
      const { items } = await this.#ask(`status=open&limit=${PAGE}&search=${encodeURIComponent(asked)}`);
      this.#found = { query, ids: new Set(items.map(({ orderId }) => orderId)) };
    });
  }

  #isMeant(order: OrderState): boolean {
    const { query, ids } = this.#found;
    if (query === this.query && ids.has(order.orderId)) return true;
    return isMeant(order, this.#names.get(order.orderId), this.query);
  }

  async #ask(query: string): Promise<Page> {
    const page = await this.#clerk.api.get<Page>(`/stores/${this.#clerk.store?.id ?? ''}/orders?${query}`);
    this.learn(page.items);
    return page;
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#problem = null;
    } catch (error) {
      this.#problem = asProblem(error);
    }
  }
}

function count<T>(things: Iterable<T>, isMeant: (thing: T) => boolean): number {
  let found = 0;
  for (const thing of things) if (isMeant(thing)) found++;
  return found;
}
