/** What a program answered to an event. */
export interface ProgramAnswer {
  status: number;
  words: string;
  retryAfter?: string | undefined;
}

/**
 * What came of one try. `retry`: it may work later, in `waitMs` at the earliest. `refused`: no other try would go better
 * before somebody mends what `problem` says. `gone`: nothing is to be sent there any more.
 */
export type PostOutcome =
  | { state: 'delivered' }
  | { state: 'retry'; problem: string; waitMs: number }
  | { state: 'refused' | 'gone'; problem: string };

const GONE = 410;
/** Of the answers that blame the sender, those that time mends: request timeout, too early, too many. */
const LATER = [408, 425, 429];
const LONGEST_WAIT_MS = 6 * 60 * 60_000;
const MAX_WORDS = 300;

/** By the rules of Standard Webhooks: 2xx is delivered, 410 is for good, a redirect is a mistake in the address. */
export function outcomeOf({ status, words, retryAfter }: ProgramAnswer, now: Date): PostOutcome {
  if (status >= 200 && status < 300) return { state: 'delivered' };
  const problem = oneLine(`it answered ${status} ${words}`);
  if (status === GONE) return { state: 'gone', problem };
  if (status >= 500 || LATER.includes(status))
    return { state: 'retry', problem, waitMs: waitOf(retryAfter, now) };
  if (status < 300 || status >= 400) return { state: 'refused', problem };
  return {
    state: 'refused',
    problem: `it answered ${status}; redirects are not followed, set the new address`,
  };
}

/** It could not be reached, or did not answer in time. */
export function unreached(error: unknown): PostOutcome {
  const words = error instanceof Error ? error.message : String(error);
  return { state: 'retry', problem: oneLine(words), waitMs: 0 };
}

/** Seconds, or a date (RFC 9110). */
function waitOf(retryAfter: string | undefined, now: Date): number {
  if (retryAfter === undefined) return 0;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now.getTime();
  return Number.isNaN(ms) ? 0 : Math.min(LONGEST_WAIT_MS, Math.max(0, ms));
}

function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_WORDS);
}
