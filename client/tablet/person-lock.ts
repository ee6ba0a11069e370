/** Minutes without a touch after which a tablet locks itself; the choice is each tablet's own. */
export const LOCK_CHOICES = [1, 3, 5, 10, 30] as const;
export const DEFAULT_LOCK_MINUTES = 3;

const MINUTE_MS = 60_000;

/** A moment of a touch on both clocks: the monotonic one may stand still while a tablet sleeps, the other may be set. */
export interface Touch {
  monotonicMs: number;
  wallMs: number;
}

export function isIdle(last: Touch, now: Touch, minutes: number): boolean {
  const ms = Math.max(now.monotonicMs - last.monotonicMs, now.wallMs - last.wallMs);
  return ms >= minutes * MINUTE_MS;
}
