import type { Context } from '../platform/context.ts';
import { startAutomaticOrdering } from './automatic-ordering.job.ts';
import { startOverdueWatch } from './overdue.job.ts';
import { startStandings } from './standings.job.ts';

/** What purchasing does by itself. */
export function startPurchasing(
  ctx: Context,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  const jobs = [
    startOverdueWatch(ctx, onError),
    startAutomaticOrdering(ctx, onError),
    startStandings(ctx, onError),
  ];
  return {
    stop: async () => {
      for (const job of jobs) await job.stop();
    },
  };
}
