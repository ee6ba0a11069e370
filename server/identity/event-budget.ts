/** A tablet that was offline for a shift comes back with some hundred actions at once; nothing honest sends more. */
const CAPACITY = 1_000;
const REFILL_PER_SECOND = 50;

/** How many events a socket may still send: a bucket that fills slowly. */
export class EventBudget {
  readonly #clockMs: () => number;
  #left = CAPACITY;
  #filledAt: number;

  constructor(clockMs: () => number) {
    this.#clockMs = clockMs;
    this.#filledAt = clockMs();
  }

  /** Whether one more may be sent. */
  take(): boolean {
    const now = this.#clockMs();
    this.#left = Math.min(CAPACITY, this.#left + ((now - this.#filledAt) / 1000) * REFILL_PER_SECOND);
    this.#filledAt = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
