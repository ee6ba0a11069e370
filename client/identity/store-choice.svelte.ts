import type { Store } from '../../shared/identity/store.schema.ts';
import type { ScreenCredentials } from './pairing-credentials.ts';

/** Which store a screen shows, or what keeps it from knowing. */
export type Choice =
  | { kind: 'asking' }
  | { kind: 'unreachable' }
  | { kind: 'chosen'; storeId: string; store: Store | null }
  | { kind: 'several'; stores: Store[] }
  | { kind: 'none' }
  | { kind: 'refused' }
  | { kind: 'unknown-store' };

/** Where a screen keeps what it knew of its store, so that it need not wait for the server to show it. */
export interface StoreMemory {
  load: () => Store | null;
  save: (store: Store) => void;
}

export type Fetch = (path: string) => Promise<Response>;

interface Options {
  memory?: StoreMemory;
  fetchFrom?: Fetch;
  /** Of a paired screen, which shows the store that it is paired with. */
  screen?: Pick<ScreenCredentials, 'fetch' | 'renew'> | null;
  /** Nobody is signed in here, and the screen is not paired. */
  unpaired?: () => void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/**
 * The store named in the address, or the only one there is. Asks until there is an answer: a screen that starts before
 * its server, or before there is a store, must still find it.
 */
export class StoreChoice {
  readonly #wanted: string | null;
  readonly #memory: StoreMemory | undefined;
  readonly #fetch: Fetch;
  readonly #screen: Pick<ScreenCredentials, 'renew'> | null;
  readonly #unpaired: (() => void) | undefined;
  #choice = $state.raw<Choice>({ kind: 'asking' });
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;

  constructor(wanted: string | null, { memory, fetchFrom, screen = null, unpaired }: Options = {}) {
    this.#wanted = wanted;
    this.#memory = memory;
    this.#screen = screen;
    this.#unpaired = unpaired;
    this.#fetch = fetchFrom ?? (screen ? (path) => screen.fetch(path, {}) : (path) => fetch(path));
    // What is on the board does not depend on the store's name and time zone, which may still be on their way.
    if (wanted !== null) this.#choice = { kind: 'chosen', storeId: wanted, store: memory?.load() ?? null };
  }

  get choice(): Choice {
    return this.#choice;
  }

  async ask(): Promise<void> {
    const path = this.#wanted === null ? '?limit=100' : `/${encodeURIComponent(this.#wanted)}`;
    const found = await this.#answerTo(`/api/v1/stores${path}`);
    this.#take(found);
    if (found.kind === 'chosen' || found.kind === 'several') return;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** this.#tries++, LONGEST_WAIT_MS);
    this.#timer = setTimeout(() => void this.ask(), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #answerTo(path: string): Promise<Choice> {
    try {
      const response = await this.#fetch(path);
      if (response.status === 401 || response.status === 403) return await this.#refused(response.status);
      return response.ok ? choiceOf((await response.json()) as Answer) : choiceWithout(response.status);
    } catch {
      return { kind: 'unreachable' };
    }
  }

  /** A paired screen that was moved or removed goes elsewhere with its next token; until then it is a matter of time. */
  async #refused(status: 401 | 403): Promise<Choice> {
    if (this.#screen) {
      if (status === 403) await this.#screen.renew();
      return { kind: 'unreachable' };
    }
    if (status === 401 && this.#wanted === null) this.#unpaired?.();
    return { kind: 'refused' };
  }

  /** The same store again changes nothing on the screen, nor does a server that does not answer. */
  #take(found: Choice): void {
    const { kind, store } = { store: null, ...this.#choice };
    if (found.kind === 'unreachable' && kind === 'chosen') return;
    if (found.kind === 'chosen' && found.store !== null) {
      if (JSON.stringify(found.store) === JSON.stringify(store)) return;
      this.#memory?.save(found.store);
    }
    this.#choice = found;
  }
}

type Answer = Store | { items: Store[] };

function choiceOf(answer: Answer): Choice {
  if (!('items' in answer)) return { kind: 'chosen', storeId: answer.id, store: answer };
  const [only, ...others] = answer.items;
  if (!only) return { kind: 'none' };
  return others.length === 0
    ? { kind: 'chosen', storeId: only.id, store: only }
    : { kind: 'several', stores: answer.items };
}

function choiceWithout(status: number): Choice {
  return status === 400 || status === 404 || status === 422
    ? { kind: 'unknown-store' }
    : { kind: 'unreachable' };
}
