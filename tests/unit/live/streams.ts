import { setImmediate } from 'node:timers/promises';
import {
  StoreFeed,
  type Admission,
  type ChangeSource,
  type Joiner,
  type Run,
} from '../../../server/live/store-feed.ts';
import { TOPICS, type Change, type Topic } from '../../../shared/live/change.ts';
import type { Frame } from '../../../shared/live/socket.ts';

export const STORE = 'store';

/** A store's stream in memory: entities that take new values, and how far the past is kept. */
export class MemoryStream implements ChangeSource {
  readonly changesMade: Change[] = [];
  readonly emitted: { room: string; frame: Frame }[] = [];
  readonly reads: string[] = [];
  keptFrom = 1;
  epoch = 'epoch-1';
  failure: Error | undefined;
  /** Runs between a read and its answer. */
  meanwhile: () => void | Promise<void> = () => {};

  commit(id: string, type: Topic = 'stock'): void {
    const seq = this.changesMade.length + 1;
    this.changesMade.push({ type, id, seq, at: '2026-03-20T11:00:00.000Z', removed: true });
  }

  async changes(_storeId: string, from: number): Promise<Change[]> {
    await this.#read(`changes ${from}-`);
    return this.#run(from, this.changesMade.length).changes;
  }

  async view<T>(_storeId: string, read: Parameters<ChangeSource['view']>[1]): Promise<T> {
    await this.#read('view');
    const head = this.changesMade.length;
    const snapshot = async (topics: readonly Topic[]) => {
      await this.#read(`snapshot ${topics.join()}`);
      const { changes } = this.#run(1, head);
      return Object.fromEntries(topics.map((topic) => [topic, changes.filter(({ type }) => type === topic)]));
    };
    const changes = async (from: number, to: number) => {
      await this.#read(`changes ${from}-${to}`);
      return this.#run(from, to);
    };
    return (await read({ epoch: this.epoch, head, changes, snapshot })) as T;
  }

  now(): Date {
    return new Date('2026-03-20T11:00:00Z');
  }

  emit(room: string, frame: Frame): void {
    this.emitted.push({ room, frame });
  }

  async #read(what: string): Promise<void> {
    this.reads.push(what);
    await this.meanwhile();
    if (this.failure) throw this.failure;
  }

  #run(from: number, to: number): Run {
    const latest = new Map<string, Change>();
    for (const change of this.changesMade.slice(from - 1, to))
      latest.set(`${change.type} ${change.id}`, change);
    return {
      complete: to < from || from >= this.keptFrom,
      changes: [...latest.values()].sort((a, b) => a.seq - b.seq),
    };
  }
}

/** A screen without a socket: it keeps what it was answered, and what was sent to its room since. */
export class MemoryScreen implements Joiner {
  readonly id: string;
  readonly topics: readonly Topic[];
  readonly since: number | undefined;
  readonly epoch: string | undefined;
  readonly #stream: MemoryStream;
  connected = true;
  admission: Admission | undefined;
  refusal: unknown;
  #room = '';
  #firstFrame = 0;

  constructor(
    stream: MemoryStream,
    id: string,
    { topics = TOPICS, since, epoch }: Partial<Pick<Joiner, 'topics' | 'since' | 'epoch'>> = {},
  ) {
    this.#stream = stream;
    this.id = id;
    this.topics = topics;
    this.since = since;
    this.epoch = epoch;
  }

  isConnected(): boolean {
    return this.connected;
  }

  admit(admission: Admission, room: string): void {
    this.admission = admission;
    this.#room = room;
    this.#firstFrame = this.#stream.emitted.length;
  }

  refuse(error: unknown): void {
    this.refusal = error;
  }

  get frames(): Frame[] {
    const since = this.#stream.emitted.slice(this.#firstFrame);
    return since.flatMap(({ room, frame }) => (room === this.#room ? [frame] : []));
  }

  /** Up to where it was told the stream, or an error where something is missing or comes twice. */
  get position(): number {
    const start =
      this.admission!.mode === 'resume' ? this.admission!.to : (this.admission as { seq: number }).seq;
    return this.frames.reduce((last, { from, to }) => {
      if (from !== last + 1 || to < from) throw new Error(`after ${last} came ${from} to ${to}`);
      return to;
    }, start);
  }

  /** The newest number it knows of every entity. */
  get known(): Record<string, number> {
    const { admission } = this;
    const first =
      admission?.mode === 'resume'
        ? admission.changes
        : Object.values((admission as { state: object }).state).flat();
    const all = [...(first as Change[]), ...this.frames.flatMap(({ changes }) => changes)];
    return Object.fromEntries(all.map(({ type, id, seq }) => [`${type} ${id}`, seq]));
  }
}

export function aFeed(stream: MemoryStream): { feed: StoreFeed; errors: unknown[] } {
  const errors: unknown[] = [];
  return { feed: new StoreFeed(STORE, stream, (error) => errors.push(error)), errors };
}

/** Lets everything that is under way in memory come to its end. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await setImmediate();
}
