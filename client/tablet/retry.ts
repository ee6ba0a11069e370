/** The server could not take it now, which says nothing about whether it will. */
const PASSING = new Set(['unavailable', 'rate-limited', 'unauthenticated']);
/** A bug on the server must not hold up everything behind it for ever. */
const MAX_INTERNAL_TRIES = 4;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/** How long to wait before sending the same action again after try number `tries`, or null when it is refused for good. */
export function nextTry(code: string, tries: number): number | null {
  const again = PASSING.has(code) || (code === 'internal' && tries < MAX_INTERNAL_TRIES);
  return again ? Math.min(FIRST_DELAY_MS * 2 ** (tries - 1), LONGEST_DELAY_MS) : null;
}
