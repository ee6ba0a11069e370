import type { QueuePlace } from '../settlement/priority.ts';

/** A line that waits, and its place among all that do, from 1. */
export interface Standing extends QueuePlace {
  position: number;
}

/** A queue as it stood at an instant: how many waited, and those that were asked for, first first. */
export interface Ranking {
  lines: number;
  matching: readonly Standing[];
}

const MOST_RANKINGS = 6;
/** Some hundred bytes each. */
const MOST_LINES = 100_000;

/** Queues that somebody is leafing through: a further page costs no more than its own lines. Those used last are kept. */
export class RankingMemory {
  readonly #kept = new Map<string, Ranking>();

  find(key: string): Ranking | undefined {
    const known = this.#kept.get(key);
    if (known) this.keep(key, known);
    return known;
  }

  keep(key: string, ranking: Ranking): Ranking {
    this.#kept.delete(key);
    this.#kept.set(key, ranking);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_RANKINGS && this.#lines() <= MOST_LINES) break;
      this.#kept.delete(oldest);
    }
    return ranking;
  }

  #lines(): number {
    return this.#kept.values().reduce((sum, { matching }) => sum + matching.length, 0);
  }
}
