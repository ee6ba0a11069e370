import { SERVER_TIME } from '../../shared/live/timing.ts';
import { clockNow, setClock } from '../ui/clock.svelte.ts';
import { asProblem, problemIn, unreachable, type ApiProblem } from './api-problem.ts';
import { callApi, type Fetch } from './api.ts';

const EVERY_MS = 5_000;
/** What is over hardly changes any more. */
const EVERY_WHEN_OVER_MS = 60_000;
const LONGEST_WAIT_MS = 60_000;
/** On a bad connection an answer may take this long; after that it is asked for again. */
const PATIENCE_MS = 20_000;
const GONE: readonly string[] = ['not-found', 'unauthenticated', 'forbidden'];

export interface LinkEdges {
  fetch?: Fetch;
  /** Whether anybody looks at the page. */
  isVisible?: () => boolean;
}

/** What a link shows, such as one order: asked for again and again, and kept, with its age, while nobody answers. */
export class LinkedPage<View extends { closedAt?: string }> {
  readonly #path: string;
  readonly #fetch: Fetch;
  readonly #isVisible: () => boolean;
  #view = $state.raw<View | null>(null);
  #at = $state.raw<number | null>(null);
  #trouble = $state.raw<ApiProblem | null>(null);
  #tag: string | null = null;
  #acts = 0;
  #failures = 0;
  #asking = false;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(path: string, { fetch: send = (url, init) => fetch(url, init), isVisible }: LinkEdges = {}) {
    this.#path = path;
    this.#fetch = send;
    this.#isVisible = isVisible ?? (() => document.visibilityState === 'visible');
  }

  get view(): View | null {
    return this.#view;
  }

  /** When it was last known to be like this, in ms. */
  get at(): number | null {
    return this.#at;
  }

  /** Why the last try failed; null once one succeeded. */
  get trouble(): ApiProblem | null {
    return this.#trouble;
  }

  /** The link leads nowhere, or not any more; nobody is asked again. */
  get isGone(): boolean {
    return this.#trouble !== null && GONE.includes(this.#trouble.code);
  }

  /** Starts to ask, or asks at once. While nobody looks, it rests until the next call. */
  async ask(): Promise<void> {
    if (this.#asking || this.#stopped) return;
    clearTimeout(this.#timer);
    this.#asking = true;
    const wait = await this.#turn();
    this.#asking = false;
    if (this.#stopped || this.isGone) return;
    this.#timer = setTimeout(() => this.#isVisible() && void this.ask(), wait);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Does something there, and shows what came of it. @throws ApiProblem */
  protected async act(path: string, body: unknown, key?: string): Promise<void> {
    const options = { fetch: this.#fetch, ...(key !== undefined && { headers: { 'idempotency-key': key } }) };
    const view = await callApi<View>('POST', `${this.#path}${path}`, body, options);
    this.#acts++;
    // The tag belongs to what was read before.
    this.#tag = null;
    this.#take(view);
  }

  /** How long to wait until the next turn, in ms. */
  async #turn(): Promise<number> {
    try {
      const acts = this.#acts;
      const view = await this.#read();
      // What was read while something was done may be from before it: the answer to that is newer.
      if (view && acts === this.#acts) this.#take(view);
      this.#at = clockNow();
      this.#trouble = null;
      this.#failures = 0;
      return this.#view?.closedAt === undefined ? EVERY_MS : EVERY_WHEN_OVER_MS;
    } catch (error) {
      this.#trouble = asProblem(error);
      const wait = Math.min(EVERY_MS * 1.7 ** this.#failures++, LONGEST_WAIT_MS);
      return Math.max(wait, (this.#trouble.retryAfterSeconds ?? 0) * 1_000);
    }
  }

  /** Null: nothing has changed since. @throws ApiProblem */
  async #read(): Promise<View | null> {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS);
    const headers = { accept: 'application/json', ...(this.#tag !== null && { 'if-none-match': this.#tag }) };
    try {
      const response = await this.#fetch(`/api/v1${this.#path}`, { headers, signal: giveUp.signal });
      setClock(response.headers.get(SERVER_TIME));
      if (response.status === 304) return null;
      if (!response.ok) throw await problemIn(response);
      const view = (await response.json()) as View;
      this.#tag = response.headers.get('etag');
      return view;
    } catch (error) {
      throw error instanceof Error && error.name === 'ApiProblem' ? error : unreachable();
    } finally {
      clearTimeout(timer);
    }
  }

  #take(view: View): void {
    this.#view = view;
    this.#at = clockNow();
  }
}
