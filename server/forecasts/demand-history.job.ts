import type { Context } from '../platform/context.ts';
import { repeatedly } from '../platform/repeatedly.ts';
import { readHistory } from './demand-history.service.ts';

/** What was sold is in the history within about a second. */
const EVERY_MS = 1_000;

/**
 * Keeps the demand history up with the ledger. Any number of processes may run it; the cursor of a store decides who reads it.
 * One that dies leaves nothing half read.
 */
export function startDemandHistory(
  ctx: Context,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const job = repeatedly(EVERY_MS, () => readHistory(ctx, { stopped: stopping.signal }), onError);
  return {
    stop: () => {
      stopping.abort();
      return job.stop();
    },
  };
}
