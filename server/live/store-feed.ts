import type { Change, Snapshot, Topic } from '../../shared/live/change.ts';
import type { Frame } from '../../shared/live/socket.ts';

/** The longest that a change waits for others to share its frame; too short for an eye to see. */
const MAX_WINDOW_MS = 25;
/** Frames of a busy stream are spaced by up to this many times what the last one cost. */
const MAX_PRESSURE = 2;

/** The latest state of each entity touched in a run of the stream; `complete` while the whole run is still kept. */
export interface Run {
  complete: boolean;
  changes: Change[];
}

/** One committed view of a store, in which head, changes and snapshot agree. */
export interface StoreView {
  epoch: string;
  head: number;
  changes(from: number, to: number): Promise<Run>;
  snapshot(topics: readonly Topic[]): Promise<Snapshot>;
}

export interface ChangeSource {
  /** The latest state of each entity touched from a number on, in stream order. */
  changes(storeId: string, from: number): Promise<Change[]>;
  view<T>(storeId: string, read: (view: StoreView) => Promise<T>): Promise<T>;
  now(): Date;
  emit(room: string, frame: Frame): void;
}

export type Admission = { epoch: string } & (
  | { mode: 'resume'; from: number; to: number; changes: Change[] }
  | { mode: 'snapshot'; seq: number; state: Snapshot }
);

/** A screen that asks to follow a store. */
export interface Joiner {
  id: string;
  topics: readonly Topic[];
  since?: number | undefined;
  epoch?: string | undefined;
  isConnected(): boolean;
  /** Answers the screen and puts it into the room in which the frames that continue this answer are sent. */
  admit(admission: Admission, room: string): void;
  refuse(error: unknown): void;
}

interface Audience {
  topics: readonly Topic[];
  members: Set<string>;
}

/**
 * Follows one store's stream for the screens of this process: hint → read → conflate → emit, one round at a time.
 * Screens join between two rounds, at exactly the number up to which everything has been sent, so that the first frame
 * a screen receives continues what it was answered.
 */
export class StoreFeed {
  readonly #storeId: string;
  readonly #source: ChangeSource;
  readonly #onError: (error: unknown) => void;
  readonly #audiences = new Map<string, Audience>();
  #joiners: Joiner[] = [];
  #cursor = 0;
  #hinted = false;
  #running = false;
  #roundEndedAt = -Infinity;
  #roundCost = 0;
  #pressure = 0;

  constructor(storeId: string, source: ChangeSource, onError: (error: unknown) => void) {
    this.#storeId = storeId;
    this.#source = source;
    this.#onError = onError;
  }

  /** The number up to which this process has sent the stream. */
  get cursor(): number {
    return this.#cursor;
  }

  get rooms(): string[] {
    return [...this.#audiences.keys()];
  }

  get isIdle(): boolean {
    return !this.#running && this.#joiners.length === 0 && this.#audiences.size === 0;
  }

  hint(): void {
    this.#hinted = true;
    void this.#run();
  }

  join(joiner: Joiner): void {
    this.#joiners.push(joiner);
    void this.#run();
  }

  leave(id: string): void {
    for (const [room, { members }] of this.#audiences) {
      if (members.delete(id) && members.size === 0) this.#audiences.delete(room);
    }
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    while (this.#joiners.length > 0 || (this.#hinted && this.#audiences.size > 0)) {
      if (this.#joiners.length === 0) await this.#spaceOut();
      await this.#round();
    }
    this.#running = false;
  }

  /**
   * A change that comes alone is sent at once. One that follows the last frame sooner than that frame took finds a busy
   * stream: it waits for others to share its frame, the longer the more often this happens in a row.
   */
  async #spaceOut(): Promise<void> {
    const since = performance.now() - this.#roundEndedAt;
    this.#pressure = since < this.#roundCost ? Math.min(this.#pressure + 1, MAX_PRESSURE) : 0;
    const wait = Math.min(MAX_WINDOW_MS, this.#pressure * this.#roundCost) - since;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  async #round(): Promise<void> {
    const joiners = this.#joiners.splice(0);
    this.#hinted = false;
    const startedAt = performance.now();
    try {
      if (joiners.length > 0) await this.#admit(joiners);
      else await this.#advance();
    } catch (error) {
      // The regular look at the heads tries again; until then screens keep what they have.
      this.#onError(error);
      for (const joiner of joiners) joiner.refuse(error);
    }
    this.#roundEndedAt = performance.now();
    this.#roundCost = this.#roundEndedAt - startedAt;
  }

  async #advance(): Promise<void> {
    const changes = await this.#source.changes(this.#storeId, this.#cursor + 1);
    const newest = changes[changes.length - 1];
    if (newest) this.#send(newest.seq, changes);
  }

  /** Moves the screens that are already here, if there are any, to where others are about to join. */
  async #catchUp({ head, changes }: StoreView): Promise<void> {
    const isNews = this.#audiences.size > 0 && head > this.#cursor;
    this.#send(head, isNews ? (await changes(this.#cursor + 1, head)).changes : []);
  }

  #send(to: number, changes: Change[]): void {
    if (to <= this.#cursor) return;
    const from = this.#cursor + 1;
    this.#cursor = to;
    const frame = { storeId: this.#storeId, from, to, sentAt: this.#source.now().toISOString() };
    for (const [room, { topics }] of this.#audiences) {
      this.#source.emit(room, { ...frame, changes: ofTopics(changes, topics) });
    }
  }

  /** Answers all waiting screens from one view of the database, and lets them in. */
  async #admit(joiners: Joiner[]): Promise<void> {
    await this.#source.view(this.#storeId, async (view) => {
      // Read through the view as well: to wait here for a second connection could be to wait for ever.
      await this.#catchUp(view);
      const admissionFor = admissions(view);
      for (const joiner of joiners) {
        const admission = await admissionFor(joiner);
        if (joiner.isConnected()) joiner.admit(admission, this.#enter(joiner));
      }
    });
  }

  #enter({ id, topics }: Joiner): string {
    this.leave(id);
    const room = `${this.#storeId} ${topics.join(' ')}`;
    const audience = this.#audiences.get(room) ?? { topics, members: new Set() };
    this.#audiences.set(room, audience);
    audience.members.add(id);
    return room;
  }
}

/** Resumes where possible, else snapshots; screens that ask for the same share one read. */
function admissions(view: StoreView): (joiner: Joiner) => Promise<Admission> {
  const { epoch, head } = view;
  const runs = new Map<number, Promise<Run>>();
  const snapshots = new Map<string, Promise<Snapshot>>();
  return async ({ since, epoch: sinceEpoch = epoch, topics }) => {
    if (since !== undefined && since <= head && sinceEpoch === epoch) {
      const { complete, changes } = await memo(runs, since, () => view.changes(since + 1, head));
      if (complete) {
        return { epoch, mode: 'resume', from: since + 1, to: head, changes: ofTopics(changes, topics) };
      }
    }
    const state = await memo(snapshots, topics.join(' '), () => view.snapshot(topics));
    return { epoch, mode: 'snapshot', seq: head, state };
  };
}

function memo<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function ofTopics(changes: Change[], topics: readonly Topic[]): Change[] {
  return changes.filter(({ type }) => topics.includes(type));
}
