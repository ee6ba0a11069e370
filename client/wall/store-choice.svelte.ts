import type { Store } from '../../shared/identity/store.schema.ts';

/** Which store a wall shows, or what keeps it from knowing. */
export type Choice =
  | { kind: 'asking' }
  | { kind: 'chosen'; storeId: string; store: Store | null }
  | { kind: 'several'; stores: Store[] }
  | { kind: 'none' }
  | { kind: 'refused' }
  | { kind: 'unknown-store' };

type Answer<T> = { ok: T } | { status: number };

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/** Asks until there is an answer: a wall that starts before its server must still find it. */
export class StoreChoice {
  readonly #wanted: string | null;
  #choice = $state.raw<Choice>({ kind: 'asking' });
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;

  constructor(storeId: string | null) {
    this.#wanted = storeId;
    // The board can fill while the store's name and time zone are still on their way.
    if (storeId !== null) this.#choice = { kind: 'chosen', storeId, store: null };
  }

  get choice(): Choice {
    return this.#choice;
  }

  async ask(): Promise<void> {
    const found = this.#wanted === null ? await askForStores() : await askForStore(this.#wanted);
    if (found) this.#choice = found;
    if (found?.kind === 'chosen' || found?.kind === 'several') return;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** this.#tries++, LONGEST_WAIT_MS);
    this.#timer = setTimeout(() => void this.ask(), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

async function askForStore(storeId: string): Promise<Choice | null> {
  const answer = await getJson<Store>(`/api/v1/stores/${encodeURIComponent(storeId)}`);
  if ('ok' in answer) return { kind: 'chosen', storeId, store: answer.ok };
  if (answer.status === 401 || answer.status === 403) return { kind: 'refused' };
  return answer.status === 404 || answer.status === 422 ? { kind: 'unknown-store' } : null;
}

async function askForStores(): Promise<Choice | null> {
  const answer = await getJson<{ items: Store[] }>('/api/v1/stores?limit=100');
  if (!('ok' in answer)) return answer.status === 401 || answer.status === 403 ? { kind: 'refused' } : null;
  const { items } = answer.ok;
  const [store] = items;
  if (!store) return { kind: 'none' };
  return items.length === 1
    ? { kind: 'chosen', storeId: store.id, store }
    : { kind: 'several', stores: items };
}

/** Status 0 stands for a server that could not be reached or understood. */
async function getJson<T>(path: string): Promise<Answer<T>> {
  try {
    const response = await fetch(path, { headers: { accept: 'application/json' } });
    return response.ok ? { ok: (await response.json()) as T } : { status: response.status };
  } catch {
    return { status: 0 };
  }
}
