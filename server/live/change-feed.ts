import type { Snapshot, Topic } from '../../shared/live/change.ts';
import type { Frame } from '../../shared/live/socket.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Queryable } from '../platform/database.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { findHeads, getEpoch, readChanges } from './change-stream.store.ts';
import { StoreFeed, type ChangeSource, type Joiner, type StoreView } from './store-feed.ts';

/** How long a lost hint can delay a change. */
const LOOK_EVERY_MS = 1_000;

export interface ChangeFeedOptions {
  db: Database;
  clock: Clock;
  snapshot: (db: Queryable, storeId: string, topics: readonly Topic[], now: Date) => Promise<Snapshot>;
  emit: (room: string, frame: Frame) => void;
  onError: (error: unknown) => void;
}

/** The streams of the stores whose screens are connected to this process. */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  readonly #feeds = new Map<string, StoreFeed>();
  readonly #source: ChangeSource;
  #looking: NodeJS.Timeout | undefined;

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
    this.#source = changeSource(options);
  }

  start(): void {
    this.#looking = setInterval(() => void this.#look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#looking);
  }

  /** Something was committed in this store, or, with null, may have been in any. */
  hint(storeId: string | null): void {
    if (storeId !== null) this.#feeds.get(storeId)?.hint();
    else for (const feed of this.#feeds.values()) feed.hint();
  }

  join(storeId: string, joiner: Joiner): void {
    const feed = this.#feeds.get(storeId) ?? new StoreFeed(storeId, this.#source, this.#options.onError);
    this.#feeds.set(storeId, feed);
    feed.join(joiner);
  }

  leave(storeId: string, joinerId: string): void {
    this.#feeds.get(storeId)?.leave(joinerId);
  }

  /** The rooms with screens in them, and up to which change these were sent the stream. */
  heads(): { storeId: string; room: string; seq: number }[] {
    return [...this.#feeds].flatMap(([storeId, feed]) =>
      feed.rooms.map((room) => ({ storeId, room, seq: feed.cursor })),
    );
  }

  async #look(): Promise<void> {
    for (const [storeId, feed] of this.#feeds) if (feed.isIdle) this.#feeds.delete(storeId);
    if (this.#feeds.size === 0) return;
    try {
      for (const { storeId, seq } of await findHeads(this.#options.db, [...this.#feeds.keys()])) {
        const feed = this.#feeds.get(storeId);
        if (feed && seq > feed.cursor) feed.hint();
      }
    } catch (error) {
      this.#options.onError(error);
    }
  }
}

function changeSource({ db, clock, snapshot, emit }: ChangeFeedOptions): ChangeSource {
  return {
    emit,
    now: () => clock.now(),
    // One statement, of one store, between every commit and its screens: it goes without the role and its round trips.
    changes: async (storeId, from) => (await readChanges(db, storeId, from)).changes,
    view: (storeId, read) =>
      inStoreView(db, storeId, async (trx) => {
        const seq = (await findHeads(trx, [storeId]))[0]?.seq ?? 0;
        const view: StoreView = {
          epoch: await getEpoch(trx),
          head: seq,
          changes: (from, to) => readChanges(trx, storeId, from, to),
          snapshot: (topics) => snapshot(trx, storeId, topics, clock.now()),
        };
        return read(view);
      }),
  };
}
