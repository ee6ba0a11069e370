import type { ShiftPerson } from '../../shared/identity/person.schema.ts';
import type { CancelInput, FulfilInput } from '../../shared/orders/order.schema.ts';
import type { Api } from '../identity/api.ts';
import { asProblem, type ApiProblem } from '../identity/api-problem.ts';
import { newActionId } from './action-id.ts';
import { notTaken, undone } from './deed-words.ts';
import type { Snackbar } from './snackbar.svelte.ts';

/** Something that cannot be taken back once it is done: to hand over, or to cancel. */
export interface OrderDeed {
  orderId: string;
  /** As one says it when it is done: "#1042 handed over". */
  words: string;
  /** The end of the route, and what it takes. */
  path: '/fulfil' | '/cancel';
  body: FulfilInput | CancelInput;
}

export interface HeldDeed extends OrderDeed {
  /** Its idempotency key too. */
  id: string;
  by: ShiftPerson | null;
  state: 'held' | 'sending' | 'refused';
  problem?: ApiProblem;
}

export interface HeldDeedOptions {
  storeId: string;
  snackbar: Snackbar;
  who: () => ShiftPerson | null;
  /** The server as this person talks to it. */
  apiOf: (person: ShiftPerson | null) => Api;
  /** What it answered is known now; undefined when it was refused. */
  done: (deed: HeldDeed) => void;
}

/**
 * Deeds that go out when the message with "Undo" goes away: after ten seconds, with the next message, or with the page. What
 * the server does not take stays here with its words, to be tried again.
 */
export class HeldDeeds {
  readonly #options: HeldDeedOptions;
  #deeds = $state.raw<readonly HeldDeed[]>([]);

  constructor(options: HeldDeedOptions) {
    this.#options = options;
  }

  get refused(): readonly HeldDeed[] {
    return this.#deeds.filter(({ state }) => state === 'refused');
  }

  /** What is on its way for an order. */
  underWay(orderId: string): HeldDeed | undefined {
    return this.#deeds.find((deed) => deed.orderId === orderId && deed.state !== 'refused');
  }

  /** Whether this person's session is still needed. */
  waitsFor(personId: string): boolean {
    return this.#deeds.some(({ by, state }) => by?.id === personId && state !== 'refused');
  }

  hold(deed: OrderDeed): void {
    const held: HeldDeed = { ...deed, id: newActionId(), by: this.#options.who(), state: 'held' };
    this.#deeds = [...this.#deeds, held];
    this.#options.snackbar.show({
      text: deed.words,
      undo: () => this.#undo(held),
      gone: () => void this.#send(held.id),
    });
  }

  /** Sends at once what is held: the page is about to go. */
  flush(): void {
    for (const { id, state } of this.#deeds) if (state === 'held') void this.#send(id);
  }

  /** Once more, as whoever works here now. */
  retry(id: string): Promise<void> {
    this.#change(id, { state: 'held', by: this.#options.who() });
    return this.#send(id);
  }

  drop(id: string): void {
    this.#deeds = this.#deeds.filter((deed) => deed.id !== id);
  }

  #undo({ id, words }: HeldDeed): void {
    this.drop(id);
    this.#options.snackbar.show({ text: undone(words) });
  }

  async #send(id: string): Promise<void> {
    const deed = this.#deeds.find((it) => it.id === id);
    if (deed?.state !== 'held') return;
    const { storeId, apiOf, snackbar, done } = this.#options;
    this.#change(id, { state: 'sending' });
    try {
      const path = `/stores/${storeId}/orders/${deed.orderId}${deed.path}`;
      await apiOf(deed.by).postOnce(path, deed.body, id);
      this.drop(id);
    } catch (error) {
      this.#change(id, { state: 'refused', problem: asProblem(error) });
      snackbar.show({ text: notTaken(deed.words) });
    }
    done(deed);
  }

  #change(id: string, change: Partial<HeldDeed>): void {
    this.#deeds = this.#deeds.map((deed) => (deed.id === id ? { ...deed, ...change } : deed));
  }
}
