import { stretched } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { renewDepletions, type Reckoner } from './depletion.service.ts';
import {
  listForetoldItems,
  listForetoldStores,
  listTold,
  listTouched,
  type ForetoldStore,
} from './depletion.store.ts';

/** Items that are reckoned at once: what was just touched never waits for more than these. */
const SLICE = 60;
const MINUTE_MS = 60_000;
/** Time alone moves when items run out: what is on screens is looked at so often, and all the rest; in no less real time. */
const TOLD_AGAIN = { everyMs: 10 * MINUTE_MS, leastMs: 10_000 };
const ALL_AGAIN = { everyMs: 60 * MINUTE_MS, leastMs: 60_000 };

interface Followed {
  /** The last change that was looked at. */
  seq: number;
  events: string;
  /** Still to be reckoned, when nothing is more urgent. */
  waiting: Set<string>;
  toldAt: number;
  allAt: number;
}

/** Follows the streams of stores, and reckons anew when what was touched runs out. */
export class DepletionFollower {
  readonly #ctx: Context;
  readonly #reckoner: Reckoner;
  readonly #stores = new Map<string, Followed>();

  constructor(ctx: Context, reckoner: Reckoner) {
    this.#ctx = ctx;
    this.#reckoner = reckoner;
  }

  /** All of a store has to be reckoned anew, as after its forecasts were fitted. */
  renewAll(storeId: string): void {
    const store = this.#stores.get(storeId);
    if (store) store.allAt = -Infinity;
  }

  /** How far the streams of all stores are: an idle store costs no more than that. */
  heads(connection: Queryable): Promise<ForetoldStore[]> {
    return listForetoldStores(connection);
  }

  /** One look at all stores. Returns whether something is left to do. */
  async look(heads: readonly ForetoldStore[], stopped: AbortSignal): Promise<boolean> {
    let isLeft = false;
    for (const { storeId, seq, events } of heads) {
      if (stopped.aborted) return false;
      const known = this.#stores.get(storeId);
      // What happened before this process followed the store is part of looking at all of it.
      const store = known ?? { ...{ seq, events }, waiting: new Set(), toldAt: -Infinity, allAt: -Infinity };
      this.#stores.set(storeId, store);
      if (events !== store.events) store.allAt = -Infinity;
      store.events = events;
      if (seq > store.seq) await this.#follow(storeId, store, seq);
      await this.#look(storeId, store);
      isLeft ||= store.waiting.size > 0;
    }
    return isLeft;
  }

  async #follow(storeId: string, store: Followed, seq: number): Promise<void> {
    const touched = await listTouched(this.#ctx.db, storeId, store.seq + 1, seq);
    if (touched === null) store.allAt = -Infinity;
    for (let from = 0; touched && from < touched.length; from += SLICE)
      await this.#renew(storeId, touched.slice(from, from + SLICE));
    store.seq = seq;
  }

  /** Time passes as well. */
  async #look(storeId: string, store: Followed): Promise<void> {
    const { clock, db } = this.#ctx;
    const now = clock.now().getTime();
    const isDue = (last: number, { everyMs, leastMs }: typeof ALL_AGAIN): boolean =>
      now - last >= Math.max(everyMs, stretched(clock, leastMs));
    if (isDue(store.allAt, ALL_AGAIN)) {
      [store.allAt, store.toldAt] = [now, now];
      for (const itemId of await listForetoldItems(db, storeId)) store.waiting.add(itemId);
    } else if (isDue(store.toldAt, TOLD_AGAIN)) {
      store.toldAt = now;
      for (const { itemId } of await listTold(db, storeId)) store.waiting.add(itemId);
    }
    if (store.waiting.size === 0) return;
    const slice = [...store.waiting].slice(0, SLICE);
    await this.#renew(storeId, slice);
    for (const itemId of slice) store.waiting.delete(itemId);
  }

  #renew(storeId: string, itemIds: readonly string[]): Promise<number> {
    return renewDepletions(this.#ctx, this.#reckoner, storeId, itemIds);
  }
}
