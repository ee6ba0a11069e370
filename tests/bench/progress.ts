import { now } from './monotonic.ts';

export interface ScreensStart {
  url: string;
  storeId: string;
  count: number;
}

/** What a process full of screens has received. */
export interface Report {
  /** When a screen last received something. */
  at: number;
  /** One is one change number on one screen. */
  delivered: number;
  /** Numbers that a screen missed; a snapshot in place of a resume is one as well. */
  gaps: number;
  /** Connections that ended unasked. */
  cuts: number;
  /** The least that a screen has. */
  head: number;
}

const PATIENCE_MS = 30_000;

/** How far each screen of a process has the stream. */
export class Progress {
  readonly #heads: number[] = [];
  #at = 0;
  #delivered = 0;
  #gaps = 0;
  #cuts = 0;

  /** -1 before a screen's first answer. */
  head(screen: number): number {
    return this.#heads[screen] ?? -1;
  }

  advance(screen: number, from: number, to: number): void {
    if (to < from) return;
    if (from !== this.head(screen) + 1) this.#gaps += 1;
    this.#heads[screen] = to;
    this.#delivered += to - from + 1;
    this.#at = now();
  }

  jump(screen: number, to: number): void {
    if (this.head(screen) >= 0) this.#gaps += 1;
    this.#heads[screen] = to;
  }

  cut(): void {
    this.#cuts += 1;
  }

  report(): Report {
    return {
      at: this.#at,
      delivered: this.#delivered,
      gaps: this.#gaps,
      cuts: this.#cuts,
      head: Math.min(...this.#heads),
    };
  }

  async reach(seq: number): Promise<void> {
    const startedAt = now();
    while (Math.min(...this.#heads) < seq) {
      if (now() - startedAt > PATIENCE_MS)
        throw new Error(`screens stopped at ${Math.min(...this.#heads)}, before ${seq}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
