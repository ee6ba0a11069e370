import { STALE_AFTER_MS } from '../../shared/live/timing.ts';

/**
 * `idle` not started · `opening` the transport connects · `subscribing` asked for the stream, not yet answered ·
 * `following` applies frames · `waiting` until the next try.
 */
export type Phase = 'idle' | 'opening' | 'subscribing' | 'following' | 'waiting';

/**
 * `gap` frames are missing · `woken` the page came back to life, or the network did · `silence` nothing was heard for
 * too long, so the transport may be half-open · `goodbye` the server is about to restart · `due` the wait is over.
 */
export type ConnectionEvent =
  | 'start'
  | 'opened'
  | 'answered'
  | 'refused'
  | 'lost'
  | 'gap'
  | 'woken'
  | 'silence'
  | 'goodbye'
  | 'due'
  | 'stop';

export type Effect = 'open' | 'close' | 'subscribe' | 'wait';

export interface Step {
  to: Phase;
  effects: readonly Effect[];
}

const OPEN: Step = { to: 'opening', effects: ['open'] };
const REOPEN: Step = { to: 'opening', effects: ['close', 'open'] };
const SUBSCRIBE: Step = { to: 'subscribing', effects: ['subscribe'] };
const RETRY: Step = { to: 'waiting', effects: ['close', 'wait'] };
const STOP: Step = { to: 'idle', effects: ['close'] };

/** What follows in each phase; what is not listed changes nothing. */
export const TRANSITIONS: Record<Phase, Partial<Record<ConnectionEvent, Step>>> = {
  idle: { start: OPEN },
  opening: { opened: SUBSCRIBE, refused: RETRY, lost: RETRY, silence: RETRY, stop: STOP },
  subscribing: {
    answered: { to: 'following', effects: [] },
    refused: RETRY,
    lost: RETRY,
    goodbye: RETRY,
    silence: REOPEN,
    stop: STOP,
  },
  following: { gap: SUBSCRIBE, woken: SUBSCRIBE, lost: RETRY, goodbye: RETRY, silence: REOPEN, stop: STOP },
  waiting: { due: OPEN, woken: OPEN, stop: STOP },
};

export function step(phase: Phase, event: ConnectionEvent): Step | undefined {
  return TRANSITIONS[phase][event];
}

/** Where the data on the screen stand; `since` is the server's time of the last news heard. */
export type LiveStatus =
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'catching-up'; since: Date }
  | { kind: 'stale'; since: Date };

/** A resubscription over a working transport takes a moment; saying so each time would only flicker. */
const QUIET_RESUBSCRIPTION_MS = 1_000;

export interface Standing {
  phase: Phase;
  /** Server time of the last news, or null while nothing was ever heard. */
  heardAt: Date | null;
  silentForMs: number;
  phaseForMs: number;
}

export function statusOf({ phase, heardAt, silentForMs, phaseForMs }: Standing): LiveStatus {
  if (heardAt === null) return { kind: 'connecting' };
  if (silentForMs >= STALE_AFTER_MS) return { kind: 'stale', since: heardAt };
  const settled = phase === 'following' || (phase === 'subscribing' && phaseForMs < QUIET_RESUBSCRIPTION_MS);
  return settled ? { kind: 'live' } : { kind: 'catching-up', since: heardAt };
}

const FIRST_WAIT_MS = 500;
const WAIT_GROWTH = 1.6;
/** Short enough that a thousand screens are back within seconds of their server. */
const LONGEST_WAIT_MS = 5_000;
/** A refusal rarely mends itself soon. */
const LONGEST_WAIT_REFUSED_MS = 20_000;

/** How long to wait before try number `tries` + 1; `random` in [0, 1) spreads screens that lost the same server. */
export function retryDelay(tries: number, refused: boolean, random: number): number {
  const longest = refused ? LONGEST_WAIT_REFUSED_MS : LONGEST_WAIT_MS;
  const wait = Math.min(longest, FIRST_WAIT_MS * WAIT_GROWTH ** tries);
  return wait * (0.5 + random / 2);
}

const GOODBYE_SPREAD_MS = 1_500;

/** When to come back to a server that said it restarts. */
export function returnDelay(backInMs: number, random: number): number {
  return backInMs + random * GOODBYE_SPREAD_MS;
}
