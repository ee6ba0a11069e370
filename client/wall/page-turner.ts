/** How long a page stays, and how long at least before something urgent may turn it. */
const TURN_MS = 10_000;
const SHORTEST_MS = 3_000;

/** Turns pages at a steady pace, and sooner for what is urgent, but never so fast that nobody can read. */
export class PageTurner {
  readonly #turn: (urgent: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turnedAt = -Infinity;

  constructor(turn: (urgent: boolean) => void) {
    this.#turn = turn;
  }

  start(): void {
    this.#now(false);
  }

  hurry(): void {
    const wait = this.#turnedAt + SHORTEST_MS - performance.now();
    this.#schedule(Math.max(0, wait), true);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #now(urgent: boolean): void {
    this.#turnedAt = performance.now();
    this.#schedule(TURN_MS, false);
    this.#turn(urgent);
  }

  #schedule(ms: number, urgent: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#now(urgent), ms);
  }
}
