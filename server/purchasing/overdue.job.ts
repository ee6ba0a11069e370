import type { Context } from '../platform/context.ts';
import { repeatedly } from '../platform/repeatedly.ts';
import { noteOverdue } from './overdue.service.ts';

const EVERY_MS = 20_000;
const FASTEST_MS = 1_000;

/** Looks for deliveries whose time has passed. Any number of processes may run it; the store's row decides who does. */
export function startOverdueWatch(
  ctx: Context,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  // Within a minute of the store's clock, however fast it runs.
  const everyMs = Math.max(FASTEST_MS, EVERY_MS / ctx.clock.rate);
  return repeatedly(everyMs, () => noteOverdue(ctx), onError);
}
