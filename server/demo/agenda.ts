import type { Kitchen } from './kitchen.ts';

export interface Happening {
  at: Date;
  act: (kitchen: Kitchen) => Promise<void>;
}

/** What is going to happen, in the order of time; what is due at the same moment in the order in which it was planned. */
export class Agenda {
  readonly #happenings: Happening[] = [];

  add(at: Date, act: Happening['act']): void {
    let [low, high] = [0, this.#happenings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#happenings[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    this.#happenings.splice(low, 0, { at, act });
  }

  get nextAt(): Date | undefined {
    return this.#happenings[0]?.at;
  }

  /** Takes out what comes next. */
  take(): Happening | undefined {
    return this.#happenings.shift();
  }
}
