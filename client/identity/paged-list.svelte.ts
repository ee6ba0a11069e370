import { asProblem, type ApiProblem } from './api-problem.ts';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** `more` says which page: its limit, and its cursor unless it is the first. */
type Ask<T> = (more: Record<string, string>, signal: AbortSignal) => Promise<Page<T>>;

const PAGE = 50;
/** So many are looked at again by themselves, which is a whole page of the server's; longer lists only when somebody asks. */
const LONGEST = 1_000;

/** A list of the server's as far as it was read. What was there stays while it is asked for again, and when that fails. */
export class PagedList<T> {
  readonly #ask: Ask<T>;
  #items = $state.raw<T[] | null>(null);
  #cursor = $state.raw<string | null>(null);
  #problem = $state.raw<ApiProblem | null>(null);
  #busy = $state(false);
  #asking: AbortController | null = null;
  #reading: Promise<void> = Promise.resolve();

  constructor(ask: Ask<T>) {
    this.#ask = ask;
  }

  /** Null until the first page is there. */
  get items(): T[] | null {
    return this.#items;
  }

  /** Why the last try failed; null once one succeeded. */
  get problem(): ApiProblem | null {
    return this.#problem;
  }

  get busy(): boolean {
    return this.#busy;
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  /** Starts anew, for another question. */
  load(): Promise<void> {
    return this.#read({ limit: `${PAGE}` }, (items) => items);
  }

  /** Asks again for as much as is shown. */
  refresh(): Promise<void> {
    const shown = Math.max(PAGE, this.#items?.length ?? 0);
    return this.#read({ limit: `${Math.min(shown, LONGEST)}` }, (items) => items);
  }

  async more(): Promise<void> {
    if (this.#cursor === null) return;
    await this.#read({ limit: `${PAGE}`, cursor: this.#cursor }, (items) => [
      ...(this.#items ?? []),
      ...items,
    ]);
  }

  /** Shows what a change answered, without asking again. */
  replace(change: (items: T[]) => T[]): void {
    if (this.#items) this.#items = change(this.#items);
  }

  stop(): void {
    this.#asking?.abort();
  }

  /** Refreshes because there may be news: after what is being asked already, and nothing that was read far into. */
  async look(): Promise<void> {
    await this.#reading;
    if ((this.#items?.length ?? 0) <= LONGEST) await this.refresh();
  }

  /** For `$effect`: looks again and again while somebody looks at the page. Returns what ends it. */
  follow(everyMs: number): () => void {
    const look = (): void => {
      if (document.visibilityState === 'visible' && !this.#busy) void this.look();
    };
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      this.stop();
    };
  }

  #read(more: Record<string, string>, join: (items: T[]) => T[]): Promise<void> {
    this.#reading = this.#answer(more, join);
    return this.#reading;
  }

  async #answer(more: Record<string, string>, join: (items: T[]) => T[]): Promise<void> {
    this.stop();
    const asking = new AbortController();
    this.#asking = asking;
    this.#busy = true;
    try {
      const { items, nextCursor } = await this.#ask(more, asking.signal);
      if (asking.signal.aborted) return;
      this.#items = join(items);
      this.#cursor = nextCursor;
      this.#problem = null;
    } catch (error) {
      if (!asking.signal.aborted) this.#problem = asProblem(error);
    } finally {
      if (this.#asking === asking) this.#busy = false;
    }
  }
}
