import type { Context } from '../platform/context.ts';
import { renewPromises } from './backorders.service.ts';

const EVERY_MS = 30_000;

/** Renews promises that the time has overtaken. Any number of processes may run it; the store's row decides who does. */
export function startPromiseRenewal(ctx: Context, onError: (error: unknown) => void): { stop: () => void } {
  let running = false;
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    renewPromises(ctx)
      .catch(onError)
      .finally(() => (running = false));
  }, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
