import type { WebhookContext } from '../identity/webhooks.service.ts';
import { Lane } from '../platform/lane.ts';
import { claimChanges, tellChanges } from './tell-programs.service.ts';

const EVERY_MS = 1_000;
/** At once, of different programs or stores. */
const CAPACITY = 16;

/** Tells programs of what changes. Any number of processes may run it: each takes what no other has. */
export function startTellingPrograms(
  ctx: WebhookContext,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  const lane = new Lane({
    capacity: CAPACITY,
    claim: (limit) => claimChanges(ctx, limit),
    work: (run, stopped) => tellChanges(ctx, run, stopped),
    onError,
  });
  const timer = setInterval(() => lane.fill(), EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await lane.stop();
    },
  };
}
