import type { Context } from '../platform/context.ts';
import { repeatedly } from '../platform/repeatedly.ts';
import { renewStandings } from './scorecard-policy.service.ts';

const EVERY_MS = 10 * 60_000;
const FASTEST_MS = 30_000;

/** Keeps the standings of suppliers up to date. Any number of processes may run it: all of them find the same. */
export function startStandings(
  ctx: Context,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  const everyMs = Math.max(FASTEST_MS, EVERY_MS / Math.max(1, ctx.clock.rate));
  return repeatedly(everyMs, () => renewStandings(ctx), onError);
}
