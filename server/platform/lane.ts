import { setTimeout as delay } from 'node:timers/promises';

/** What is under way when the server stops may still end by itself. */
const PATIENCE_MS = 5_000;

export interface LaneOptions<T> {
  /** At once: so many that hang do not yet delay the others. */
  capacity: number;
  /** Takes up to so many that are due, for this process alone. */
  claim: (limit: number) => Promise<T[]>;
  work: (task: T, stopped: AbortSignal) => Promise<void>;
  onError: (error: unknown) => void;
}

/** Works on what is due, so many at once; when one is done, the next is taken. */
export class Lane<T> {
  readonly #options: LaneOptions<T>;
  readonly #underWay = new Set<Promise<void>>();
  readonly #stopped = new AbortController();
  #isOpen = true;
  #isFilling: Promise<void> | null = null;

  constructor(options: LaneOptions<T>) {
    this.#options = options;
  }

  /** Takes as many as there is room for. */
  fill(): void {
    const { capacity, claim, onError } = this.#options;
    if (!this.#isOpen || this.#isFilling || this.#underWay.size >= capacity) return;
    this.#isFilling = claim(capacity - this.#underWay.size)
      .then((tasks) => tasks.forEach((task) => this.#start(task)))
      .catch(onError)
      .finally(() => (this.#isFilling = null));
  }

  async stop(): Promise<void> {
    this.#isOpen = false;
    await this.#isFilling;
    const all = Promise.all(this.#underWay);
    await Promise.race([all, delay(PATIENCE_MS, undefined, { ref: false })]);
    this.#stopped.abort(new Error('Larder was stopped'));
    await all;
  }

  #start(task: T): void {
    const { work, onError } = this.#options;
    const working = work(task, this.#stopped.signal)
      .catch(onError)
      .finally(() => {
        this.#underWay.delete(working);
        this.fill();
      });
    this.#underWay.add(working);
  }
}
