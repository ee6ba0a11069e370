/** How long a page stays, and how long at least what is urgent stays before anything may turn it. */
const TURN_MS = 10_000;
const SHORTEST_MS = 3_000;

/** Turns pages at a steady pace, and at once for what is urgent, but never so fast that nobody can read it. */
export class PageTurner {
  readonly #turn: (urgent: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hurriedAt = -Infinity;
  /** When the steady pace has its next turn, and when the next turn of any kind is. */
  #dueAt = 0;
  #scheduledAt = Infinity;

  constructor(turn: (urgent: boolean) => void) {
    this.#turn = turn;
  }

  start(): void {
    this.#now(false);
  }

  hurry(): void {
    const atMs = Math.max(performance.now(), this.#hurriedAt + SHORTEST_MS);
    // The next page in turn has what is new on it too; a stream of urgent things must not keep it from coming.
    if (atMs < this.#scheduledAt) this.#schedule(atMs, true);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#scheduledAt = -Infinity;
  }

  #now(urgent: boolean): void {
    const now = performance.now();
    if (urgent) this.#hurriedAt = now;
    else this.#dueAt = now + TURN_MS;
    this.#schedule(Math.max(this.#dueAt, this.#hurriedAt + SHORTEST_MS), false);
    this.#turn(urgent);
  }

  #schedule(atMs: number, urgent: boolean): void {
    clearTimeout(this.#timer);
    this.#scheduledAt = atMs;
    this.#timer = setTimeout(() => this.#now(urgent), Math.max(0, atMs - performance.now()));
  }
}
