import type { Context } from '../platform/context.ts';
import { repeatedly } from '../platform/repeatedly.ts';
import { expireAvailability } from './availability.service.ts';

const EVERY_MS = 1_000;

/** Ends 86s and limits when their time comes. Any number of processes may run it; the store's row decides who does. */
export function startAvailabilityExpiry(
  ctx: Context,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  return repeatedly(EVERY_MS, () => expireAvailability(ctx), onError);
}
