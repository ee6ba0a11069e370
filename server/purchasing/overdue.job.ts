import type { Context } from '../platform/context.ts';
import { repeatedly } from '../platform/repeatedly.ts';
import { noteOverdue } from './overdue.service.ts';

/** Within a minute of the store's clock, also where that runs sixty times as fast as life. */
const EVERY_MS = 1_000;

/** Looks for deliveries whose time has passed. Any number of processes may run it; the store's row decides who does. */
export function startOverdueWatch(
  ctx: Context,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  return repeatedly(EVERY_MS, () => noteOverdue(ctx), onError);
}
