import type { Store } from '../../shared/identity/store.schema.ts';
import { ActionStorage } from './action-storage.ts';

export type Choice =
  | { kind: 'loading' }
  | { kind: 'ready'; store: Store }
  | { kind: 'choose'; stores: Store[] }
  | { kind: 'none' }
  | { kind: 'signed-out' }
  | { kind: 'unknown' }
  | { kind: 'unreachable' };

type Fetch = (path: string) => Promise<Response>;

const RETRY_MS = 5_000;

/** Which store this tablet stands in: the one named in the address, or the only one, or the one chosen. */
export class StoreChoice {
  readonly #fetch: Fetch;
  readonly #wanted: string | null;
  readonly #storage: ActionStorage;
  #choice = $state.raw<Choice>({ kind: 'loading' });

  constructor(wanted: string | null, storage: ActionStorage, fetchFrom: Fetch = (path) => fetch(path)) {
    this.#wanted = wanted;
    this.#storage = storage;
    this.#fetch = fetchFrom;
  }

  get choice(): Choice {
    return this.#choice;
  }

  /** Without a connection the store known from the last visit will do, so that what waits is in sight. */
  async load(): Promise<void> {
    const known = this.#wanted === null ? null : this.#storage.load<Store>('store');
    if (known && this.#choice.kind === 'loading') this.#choice = { kind: 'ready', store: known };
    try {
      this.#settle(await this.#ask(), known);
    } catch {
      if (!known) this.#choice = { kind: 'unreachable' };
      setTimeout(() => void this.load(), RETRY_MS);
    }
  }

  async #ask(): Promise<Choice> {
    const path =
      this.#wanted === null ? '/api/v1/stores' : `/api/v1/stores/${encodeURIComponent(this.#wanted)}`;
    const response = await this.#fetch(path);
    if (response.status === 401) return { kind: 'signed-out' };
    if (response.status === 404 || response.status === 422 || response.status === 400)
      return { kind: 'unknown' };
    if (!response.ok) throw new Error(`stores answered ${response.status}`);
    const body = (await response.json()) as Store | { items: Store[] };
    return 'items' in body ? chosenFrom(body.items) : { kind: 'ready', store: body };
  }

  /** The same store again changes nothing on the screen, unless its name or zone did. */
  #settle(next: Choice, known: Store | null): void {
    if (next.kind === 'ready') {
      if (this.#wanted !== null) this.#storage.save('store', next.store);
      if (known && JSON.stringify(known) === JSON.stringify(next.store)) return;
    }
    this.#choice = next;
  }
}

export function chosenFrom(stores: Store[]): Choice {
  const [only, ...others] = stores;
  if (!only) return { kind: 'none' };
  return others.length === 0 ? { kind: 'ready', store: only } : { kind: 'choose', stores };
}
