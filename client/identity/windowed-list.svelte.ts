import { asProblem, type ApiProblem } from './api-problem.ts';

/** Some entries of a list that is `matching` long. */
export interface ListPart<T> {
  items: readonly T[];
  matching: number;
}

/** `latest` is the part that came last of the same list as it stands; null for the first of it. */
type Ask<T, P extends ListPart<T>> = (
  part: { skip: string; limit: string },
  signal: AbortSignal,
  latest: P | null,
) => Promise<P>;

/** As many are asked for at once. */
const BLOCK = 100;
/** As many of these at a time: who scrolls past others does not keep the server busy with them. */
const AT_ONCE = 2;
/** As many blocks are kept around what is seen, so that memory does not grow with how far somebody scrolls. */
const KEPT = 8;

/**
 * A long list of the server's, of which the part is there that somebody looks at. What was there stays while it is asked for
 * again, and when that fails.
 */
export class WindowedList<T, P extends ListPart<T> = ListPart<T>> {
  readonly #ask: Ask<T, P>;
  #blocks = $state.raw<ReadonlyMap<number, readonly T[]>>(new Map());
  #latest = $state.raw<P | null>(null);
  #problem = $state.raw<ApiProblem | null>(null);
  /** Blocks that are on their way. */
  readonly #asking = new Map<number, { abort: AbortController; done: Promise<void> }>();
  /** Blocks that say how things stand since the list was last refreshed. */
  readonly #fresh = new Set<number>();
  #isNew = true;
  /** Nothing was heard yet of the list as it stands now. */
  #isStale = true;
  #first = 0;
  #last = 0;

  constructor(ask: Ask<T, P>) {
    this.#ask = ask;
  }

  /** What the server said last, its lines apart; null until it said anything. */
  get latest(): P | null {
    return this.#latest;
  }

  /** How long the whole list is. */
  get length(): number {
    return this.#latest?.matching ?? 0;
  }

  /** Why the last try failed; null once one succeeded. */
  get problem(): ApiProblem | null {
    return this.#problem;
  }

  /** Undefined while it is on its way. */
  entry(index: number): T | undefined {
    return this.#blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK];
  }

  find(isIt: (entry: T) => boolean): T | undefined {
    for (const block of this.#blocks.values()) {
      const found = block.find(isIt);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Somebody looks at these entries, the last one included. */
  show(first: number, last: number): void {
    this.#first = Math.floor(Math.max(0, first) / BLOCK);
    this.#last = Math.floor(Math.max(0, last) / BLOCK);
    this.#fetch();
  }

  /** Starts anew at the top, for another question. */
  load(): Promise<void> {
    this.#isNew = true;
    this.#first = this.#last = 0;
    return this.refresh();
  }

  /** Asks again for what is looked at; the rest is forgotten. */
  async refresh(): Promise<void> {
    this.stop();
    this.#fresh.clear();
    this.#isStale = true;
    this.#fetch();
    while (this.#asking.size > 0) await Promise.all([...this.#asking.values()].map(({ done }) => done));
  }

  stop(): void {
    for (const { abort } of this.#asking.values()) abort.abort();
    this.#asking.clear();
  }

  #fetch(): void {
    for (let block = this.#first; block <= this.#last; block++) {
      if (this.#asking.size >= (this.#isStale ? 1 : AT_ONCE)) return;
      if (this.#fresh.has(block) || this.#asking.has(block)) continue;
      const abort = new AbortController();
      this.#asking.set(block, { abort, done: this.#read(block, abort.signal) });
    }
  }

  async #read(block: number, signal: AbortSignal): Promise<void> {
    const latest = this.#isStale ? null : this.#latest;
    try {
      const part = await this.#ask({ skip: `${block * BLOCK}`, limit: `${BLOCK}` }, signal, latest);
      if (!signal.aborted) this.#take(block, part);
    } catch (error) {
      if (!signal.aborted) this.#problem = asProblem(error);
    }
    if (signal.aborted) return;
    this.#asking.delete(block);
    // What is looked at may be another part by now.
    if (!this.#problem) this.#fetch();
  }

  #take(block: number, part: P): void {
    this.#fresh.add(block);
    const known = this.#isNew ? [] : [...this.#blocks].filter(([other]) => this.#isKept(other));
    this.#blocks = new Map([...known, [block, part.items]]);
    for (const other of this.#fresh) if (!this.#blocks.has(other)) this.#fresh.delete(other);
    this.#isNew = this.#isStale = false;
    this.#latest = part;
    this.#problem = null;
  }

  #isKept(block: number): boolean {
    const spare = (KEPT - 1) / 2;
    return block >= this.#first - spare && block <= this.#last + spare;
  }
}
