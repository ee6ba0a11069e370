import { stretched, type Clock } from '../platform/clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Signed in with a password: for two weeks at most, and for as long as it is used every three days. */
const LIFETIME_MS = 14 * DAY_MS;
const IDLE_MS = 3 * DAY_MS;
/** Signed in with a PIN on a tablet: a shift. The tablet locks itself much sooner. */
const SHIFT_MS = 14 * HOUR_MS;
/** Changes that open doors ask for the password again unless it was given this recently. */
const CONFIRMED_FOR_MS = 15 * MINUTE_MS;

export function sessionEnd(clock: Clock, onTablet: boolean): Date {
  return new Date(clock.now().getTime() + stretched(clock, onTablet ? SHIFT_MS : LIFETIME_MS));
}

/** Sessions last used before this are over. */
export function idleLimit(clock: Clock): Date {
  return new Date(clock.now().getTime() - stretched(clock, IDLE_MS));
}

export function isConfirmed(confirmedAt: Date, clock: Clock): boolean {
  return clock.now().getTime() - confirmedAt.getTime() < stretched(clock, CONFIRMED_FOR_MS);
}
