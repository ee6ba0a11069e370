import type { Change } from '../../shared/live/change.ts';
import { conflate } from './apply-frame.ts';

/** A hidden page gets no animation frames, and must not fall behind for it. */
const LATEST_MS = 100;

/** Gathers the changes of many frames and hands them on once per animation frame, each entity at most once. */
export class ChangeBatch {
  readonly #apply: (changes: readonly Change[]) => void;
  readonly #waiting = new Map<string, Change>();
  #animation = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(apply: (changes: readonly Change[]) => void) {
    this.#apply = apply;
  }

  add(changes: readonly Change[]): void {
    conflate(this.#waiting, changes);
    if (this.#timer !== undefined || this.#waiting.size === 0) return;
    this.#timer = setTimeout(() => this.flush(), LATEST_MS);
    if (typeof requestAnimationFrame === 'function')
      this.#animation = requestAnimationFrame(() => this.flush());
  }

  flush(): void {
    this.#cancel();
    if (this.#waiting.size === 0) return;
    const changes = Array.from(this.#waiting.values());
    this.#waiting.clear();
    this.#apply(changes);
  }

  /** A snapshot makes what waits outdated. */
  drop(): void {
    this.#cancel();
    this.#waiting.clear();
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (typeof cancelAnimationFrame === 'function') cancelAnimationFrame(this.#animation);
  }
}
