import type { Clock } from '../platform/clock.ts';

/** Timers take at most this; a longer wait is made of several. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * A clock of its own speed, which stands still until it is started and never goes backward. Whoever waits for a moment
 * on it is served at the right time, however often its speed changes meanwhile.
 */
export class DemoClock implements Clock {
  readonly #realMs: () => number;
  readonly #sleepers = new Set<() => void>();
  readonly #listeners = new Set<() => void>();
  #anchor: { demoMs: number; realMs: number };
  #speed: number;
  #paused = true;

  constructor(start: Date, speed: number, realMs: () => number = () => performance.now()) {
    this.#realMs = realMs;
    this.#anchor = { demoMs: start.getTime(), realMs: realMs() };
    this.#speed = speed;
  }

  now(): Date {
    return new Date(this.#nowMs());
  }

  get rate(): number {
    return this.#paused ? 0 : this.#speed;
  }

  get speed(): number {
    return this.#speed;
  }

  get paused(): boolean {
    return this.#paused;
  }

  setSpeed(speed: number): void {
    this.#change(() => (this.#speed = speed));
  }

  pause(): void {
    this.#change(() => (this.#paused = true));
  }

  resume(): void {
    this.#change(() => (this.#paused = false));
  }

  /** Leaps forward; a moment that has passed is left alone. */
  jumpTo(moment: Date): void {
    this.#change(() => (this.#anchor.demoMs = Math.max(this.#anchor.demoMs, moment.getTime())));
  }

  /** Calls back after each change of speed and each leap: whoever reckons with this clock has to read it again. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Resolves when the clock shows `moment`, or when `signal` gives up waiting. */
  async until(moment: Date, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.now() < moment) await this.#sleep(moment, signal);
  }

  #nowMs(): number {
    const { demoMs, realMs } = this.#anchor;
    return demoMs + (this.#realMs() - realMs) * this.rate;
  }

  #change(change: () => void): void {
    this.#anchor = { demoMs: this.#nowMs(), realMs: this.#realMs() };
    change();
    for (const wake of this.#sleepers) wake();
    for (const listener of this.#listeners) listener();
  }

  /** Until the moment is there or anything changed. */
  #sleep(moment: Date, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#sleepers.delete(wake);
        resolve();
      };
      const timer = this.rate > 0 ? setTimeout(wake, this.#realMsUntil(moment)) : undefined;
      signal.addEventListener('abort', wake);
      this.#sleepers.add(wake);
    });
  }

  #realMsUntil(moment: Date): number {
    return Math.min(LONGEST_TIMER_MS, Math.ceil((moment.getTime() - this.#nowMs()) / this.rate));
  }
}
