import type { Context } from '../platform/context.ts';
import { repeatedly } from '../platform/repeatedly.ts';
import { renewPromises } from './backorders.service.ts';

const EVERY_MS = 30_000;

/** Renews promises that the time has overtaken. Any number of processes may run it; the store's row decides who does. */
export function startPromiseRenewal(
  ctx: Context,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  return repeatedly(EVERY_MS, () => renewPromises(ctx), onError);
}
