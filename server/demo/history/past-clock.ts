import type { Clock } from '../../platform/clock.ts';

/** Shows the time of what is being written. */
export class PastClock implements Clock {
  readonly rate = 1;
  #now: Date;

  constructor(now: Date) {
    this.#now = now;
  }

  now(): Date {
    return this.#now;
  }

  set(now: Date): void {
    this.#now = now;
  }
}
