import type { Context } from '../platform/context.ts';
import { repeatedly } from '../platform/repeatedly.ts';
import { orderByThemselves } from './proposals.service.ts';

const EVERY_MS = 60_000;
const FASTEST_MS = 1_000;

/**
 * Orders from suppliers whose policy says that nobody has to be asked. Any number of processes may run it: whoever has the
 * store's row looks again at what is needed, and the others find it ordered.
 */
export function startAutomaticOrdering(
  ctx: Context,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  // Well before a cut-off of the store's clock, however fast it runs.
  const everyMs = Math.max(FASTEST_MS, EVERY_MS / Math.max(1, ctx.clock.rate));
  return repeatedly(everyMs, () => orderByThemselves(ctx), onError);
}
