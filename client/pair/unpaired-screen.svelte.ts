import type { PairingOffer } from '../../shared/identity/device.schema.ts';
import { CODE_MINUTES } from '../../shared/identity/pairing-minutes.ts';
import { asProblem, type ApiProblem } from '../identity/api-problem.ts';
import { callApi, type Fetch } from '../identity/api.ts';
import { askForToken } from '../identity/pairing-token.ts';
import type { Offer, PairingMemory } from '../identity/pairing.ts';

export interface ScreenEdges {
  /** Another page takes this one's place. */
  go: (path: string) => void;
  /** This machine's time in ms; only its differences count. */
  now: () => number;
  fetch?: Fetch;
}

const LIFETIME_MS = CODE_MINUTES * 60_000;
const ASK_EVERY_MS = 3_000;
const LONGEST_WAIT_MS = 15_000;

/** A screen that belongs to nobody yet: shows a code, and asks until somebody has paired it. */
export class UnpairedScreen {
  readonly #memory: PairingMemory;
  readonly #edges: ScreenEdges;
  readonly #send: { fetch?: Fetch };
  #offer = $state.raw<Offer | null>(null);
  #trouble = $state.raw<ApiProblem | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #stopped = false;
  #troubles = 0;

  constructor(memory: PairingMemory, edges: ScreenEdges) {
    this.#memory = memory;
    this.#edges = edges;
    this.#send = edges.fetch ? { fetch: edges.fetch } : {};
    this.#offer = memory.offer;
  }

  /** A browser that keeps nothing forgets that it was paired before it is used. */
  get remembers(): boolean {
    return this.#memory.works;
  }

  get offer(): Offer | null {
    return this.#offer;
  }

  /** Why nothing goes on now; it keeps trying. */
  get trouble(): ApiProblem | null {
    return this.#trouble;
  }

  /** Starts to ask, or asks at once. */
  async ask(): Promise<void> {
    if (this.#asking) return;
    clearTimeout(this.#timer);
    this.#asking = true;
    const wait = await this.#turn();
    this.#asking = false;
    if (wait !== null && !this.#stopped) this.#timer = setTimeout(() => void this.ask(), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stopped = true;
  }

  /** How long to wait until the next turn; null when there is none. */
  async #turn(): Promise<number | null> {
    const offer = this.#offer;
    if (offer) {
      // Also when its time is over: it may have been paired in the last moment.
      const outcome = await askForToken(offer, this.#edges.fetch);
      if (outcome.kind === 'away') return this.#troubled(outcome.problem);
      if (outcome.kind === 'paired') {
        this.#memory.pairing = outcome.pairing;
        this.#memory.offer = null;
        this.#edges.go(`/${outcome.pairing.kind}`);
        return null;
      }
      if (outcome.kind === 'waiting' && !this.#isOver(offer)) return this.#settled();
    }
    return this.#getOffer();
  }

  async #getOffer(): Promise<number> {
    this.#show(null);
    try {
      const offer = await callApi<PairingOffer>('POST', '/devices', undefined, this.#send);
      // Counted from its arrival, so never shorter than the server's own count, whatever this clock says.
      this.#show({ ...offer, until: this.#edges.now() + LIFETIME_MS });
      return this.#settled();
    } catch (error) {
      return this.#troubled(asProblem(error));
    }
  }

  #show(offer: Offer | null): void {
    this.#offer = offer;
    this.#memory.offer = offer;
  }

  /** A clock that was set meanwhile may make it seem to last longer than any code does. */
  #isOver({ until }: Offer): boolean {
    const left = until - this.#edges.now();
    return left <= 0 || left > LIFETIME_MS;
  }

  #settled(): number {
    this.#trouble = null;
    this.#troubles = 0;
    return this.#offer ? Math.min(ASK_EVERY_MS, Math.max(0, this.#offer.until - this.#edges.now())) : 0;
  }

  #troubled(problem: ApiProblem): number {
    this.#trouble = problem;
    const wait = Math.min(ASK_EVERY_MS * 1.5 ** this.#troubles++, LONGEST_WAIT_MS);
    return Math.max(wait, (problem.retryAfterSeconds ?? 0) * 1_000);
  }
}
