import type { Fetch } from './api.ts';
import { askForToken } from './pairing-token.ts';
import type { Pairing, PairingMemory } from './pairing.ts';

/** What became of a try to get a new token. `left`: the screen belongs elsewhere now, and goes there. */
export type Renewal = 'renewed' | 'left' | 'away';

export interface CredentialEdges {
  /** Another page takes this one's place. */
  go: (path: string) => void;
  /** This machine's time in ms. */
  now: () => number;
  fetch?: Fetch;
}

/** Half of a token's week: a screen that is on now and then still never lets one run out. */
const RENEW_BEFORE_MS = 3.5 * 24 * 60 * 60_000;
const LOOK_EVERY_MS = 60 * 60_000;

/** In the name of a token, and of nobody who may be signed in to the same browser. */
export function bearing(token: string, init: RequestInit): RequestInit {
  const headers = { accept: 'application/json', ...init.headers, authorization: `Bearer ${token}` };
  return { ...init, headers, credentials: 'omit' };
}

export const UNPAIRED_PATH = '/pair';
/** Tells the pairing page that this screen was taken out of its store. */
export const REMOVED_PATH = `${UNPAIRED_PATH}#removed`;

/** How a paired screen proves who it is, for as long as it is paired. */
export class ScreenCredentials {
  readonly #memory: PairingMemory;
  readonly #edges: CredentialEdges;
  #known: Pairing;
  #renewing: Promise<Renewal> | null = null;

  constructor(pairing: Pairing, memory: PairingMemory, edges: CredentialEdges) {
    this.#known = pairing;
    this.#memory = memory;
    this.#edges = edges;
  }

  /** As it is on disk: another tab may have got a new token meanwhile. */
  get pairing(): Pairing {
    const { pairing } = this.#memory;
    if (pairing) this.#known = pairing;
    return this.#known;
  }

  get token(): string {
    return this.pairing.token;
  }

  /** As `fetch`, in the name of this screen. A token that ran out is renewed on the way. */
  readonly fetch: Fetch = async (path, init) => {
    const response = await this.fetchOnce(path, init);
    if (response.status !== 401 || (await this.renew()) !== 'renewed') return response;
    return this.fetchOnce(path, init);
  };

  /** As {@link fetch}, for questions where 401 means something else than a token that ran out. */
  readonly fetchOnce: Fetch = (path, init) => {
    const send = this.#edges.fetch ?? ((url, options) => fetch(url, options));
    return send(path, bearing(this.token, init));
  };

  /** Gets a new token. Whoever asks meanwhile waits for the same one. */
  renew(): Promise<Renewal> {
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  /** Renews the token long before it runs out. Returns what ends it. */
  keepFresh(): () => void {
    const look = (): void => {
      // A clock that is wrong only renews too early, or leaves it to the first refusal.
      if (Date.parse(this.pairing.expiresAt) - this.#edges.now() < RENEW_BEFORE_MS) void this.renew();
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }

  async #renew(): Promise<Renewal> {
    const before = this.pairing;
    const outcome = await askForToken(before, this.#edges.fetch);
    if (outcome.kind === 'away') return 'away';
    if (outcome.kind !== 'paired') {
      this.#memory.pairing = null;
      this.#edges.go(REMOVED_PATH);
      return 'left';
    }
    const { pairing } = outcome;
    this.#memory.pairing = pairing;
    this.#known = pairing;
    if (pairing.storeId === before.storeId && pairing.kind === before.kind) return 'renewed';
    this.#edges.go(`/${pairing.kind}`);
    return 'left';
  }
}
