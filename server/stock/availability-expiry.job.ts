import type { Context } from '../platform/context.ts';
import { expireAvailability } from './availability.service.ts';

const EVERY_MS = 1_000;

/** Ends 86s and limits when their time comes. Any number of processes may run it; the store's row decides who does. */
export function startAvailabilityExpiry(
  ctx: Context,
  onError: (error: unknown) => void,
): { stop: () => void } {
  let running = false;
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    expireAvailability(ctx)
      .catch(onError)
      .finally(() => (running = false));
  }, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
