const FIRST_MS = 30_000;
const LONGEST_MS = 6 * 60 * 60_000;
/** The waits before so many tries come to about three days: 30 s doubled to 4 h 16 min, then 6 h each. */
export const MAX_TRIES = 21;
/** A provider that comes back is not asked by everybody in the same second. */
const SPREAD = 0.2;

/** How long to wait after so many failed tries, in ms; null once it is given up. `random` is from 0 to 1. */
export function waitAfter(tries: number, random: number): number | null {
  if (tries >= MAX_TRIES) return null;
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1));
  return Math.round(wait * (1 - SPREAD + 2 * SPREAD * random));
}
