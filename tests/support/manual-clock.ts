import type { Clock } from '../../server/platform/clock.ts';

/** Time that moves when a test says so. */
export class ManualClock implements Clock {
  readonly rate = 1;
  #now: number;

  constructor(now = '2026-03-20T11:00:00Z') {
    this.#now = Date.parse(now);
  }

  now(): Date {
    return new Date(this.#now);
  }

  set(now: string): void {
    this.#now = Date.parse(now);
  }

  advance({
    hours = 0,
    minutes = 0,
    seconds = 0,
  }: {
    hours?: number;
    minutes?: number;
    seconds?: number;
  }): void {
    this.#now += ((hours * 60 + minutes) * 60 + seconds) * 1000;
  }
}
