import type { Store } from '../../shared/identity/store.schema.ts';
import type { OrderClerk } from '../orders/order-desk.svelte.ts';
import { OrderDesk } from '../orders/order-desk.svelte.ts';
import type { LiveStore } from '../live/live-store.svelte.ts';
import { HeldDeeds, type OrderDeed } from './held-deeds.svelte.ts';
import { NewOrder } from './new-order.svelte.ts';
import { orderApi, type OrderApiOptions } from './order-api.ts';
import { OrderList } from './order-list.svelte.ts';
import type { PersonGate } from './person-gate.svelte.ts';
import type { Snackbar } from './snackbar.svelte.ts';

interface Options {
  store: Store;
  live: LiveStore;
  gate: PersonGate;
  screen: OrderApiOptions['screen'];
  snackbar: Snackbar;
}

/** The orders of a store on one tablet: the list, the one that is open, the one that is being taken, and what is on its way. */
export class TabletOrders {
  readonly list: OrderList;
  readonly deeds: HeldDeeds;
  readonly taking: NewOrder;
  readonly #clerk: OrderClerk & { store: Store };
  readonly #gate: PersonGate;
  #face = $state<'list' | 'new' | null>(null);
  #desk = $state.raw<OrderDesk | null>(null);

  constructor({ store, live, gate, screen, snackbar }: Options) {
    const apiOf = (person: typeof gate.working) => orderApi(() => person, { screen, gate });
    this.#gate = gate;
    this.#clerk = { store, api: orderApi(() => gate.working, { screen, gate }) };
    this.list = new OrderList(live, this.#clerk);
    this.taking = new NewOrder(this.#clerk, (order) => this.list.learn([order]));
    this.deeds = new HeldDeeds({
      ...{ storeId: store.id, snackbar, who: () => gate.working, apiOf },
      done: ({ orderId }) => void this.#refresh(orderId),
    });
  }

  /** What the tablet shows instead of its items. */
  get face(): 'list' | 'new' | null {
    return this.#face;
  }

  get desk(): OrderDesk | null {
    return this.#desk;
  }

  /** Orders name customers, so looking takes somebody who may, too. */
  show(face: 'list' | 'new'): void {
    this.#gate.asSomebody(() => (this.#face = face));
  }

  open(orderId: string): void {
    this.#gate.asSomebody(() => {
      this.#desk = new OrderDesk(this.#clerk, orderId, (order) => this.list.learn([order]));
      void this.#desk.remote.load();
    });
  }

  closeOrder(): void {
    this.#desk?.remote.stop();
    this.#desk = null;
  }

  /** Back to the items. */
  leave(): void {
    this.closeOrder();
    this.#face = null;
  }

  /** The tablet was locked, or belongs to somebody else now. */
  lock(): void {
    this.leave();
    this.list.forget();
  }

  hold(deed: OrderDeed): void {
    this.#gate.asSomebody(() => this.deeds.hold(deed));
  }

  async #refresh(orderId: string): Promise<void> {
    if (this.#desk?.orderId === orderId) await this.#desk.remote.load();
  }
}
