import { clockNow } from '../ui/clock.svelte.ts';
import { asProblem, type ApiProblem } from './api-problem.ts';

type Ask<T> = (signal: AbortSignal) => Promise<T>;

/** Something of the server's that a page shows. What was there stays while it is asked for again, and when that fails. */
export class Remote<T> {
  readonly #ask: Ask<T>;
  #value = $state.raw<T | undefined>(undefined);
  #problem = $state.raw<ApiProblem | null>(null);
  #at = $state.raw<number | null>(null);
  #asking: AbortController | null = null;

  constructor(ask: Ask<T>) {
    this.#ask = ask;
  }

  get value(): T | undefined {
    return this.#value;
  }

  /** Why the last try failed; null once one succeeded. */
  get problem(): ApiProblem | null {
    return this.#problem;
  }

  /** When the value was fetched, in ms. */
  get at(): number | null {
    return this.#at;
  }

  /** Shows what a change answered, without asking again. */
  set(value: T): void {
    this.stop();
    this.#value = value;
  }

  /** Asks (again); of several questions only the last is waited for. */
  async load(): Promise<void> {
    this.stop();
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const value = await this.#ask(asking.signal);
      if (asking.signal.aborted) return;
      this.#value = value;
      this.#at = clockNow();
      this.#problem = null;
    } catch (error) {
      if (!asking.signal.aborted) this.#problem = asProblem(error);
    }
  }

  stop(): void {
    this.#asking?.abort();
  }

  /** For `$effect`: loads now, and again while somebody looks at the page. Returns what ends it. */
  follow(everyMs: number): () => void {
    const look = (): void => {
      if (document.visibilityState === 'visible') void this.load();
    };
    look();
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      this.stop();
    };
  }
}
