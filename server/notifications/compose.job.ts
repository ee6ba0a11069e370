import type { LinkContext } from '../orders/links.service.ts';
import { repeatedly } from '../platform/repeatedly.ts';
import type { ExchangeContext } from '../suppliers/supplier-exchange.service.ts';
import { composeMessages } from './compose.service.ts';
import { tellSuppliers } from './tell-suppliers.service.ts';

const EVERY_MS = 1_000;

/** Makes messages of news, for customers and suppliers. Any number of processes may run it; the store's row decides who does. */
export function startComposing(
  ctx: LinkContext & ExchangeContext,
  { onComposed, onError }: { onComposed: () => void; onError: (error: unknown) => void },
): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  const compose = async (): Promise<void> => {
    const toSuppliers = await tellSuppliers(ctx, stopped.signal).catch((error: unknown) => {
      onError(error);
      return 0;
    });
    const toCustomers = await composeMessages(ctx, { stopped: stopped.signal, onError });
    if (toSuppliers + toCustomers > 0) onComposed();
  };
  const { stop } = repeatedly(EVERY_MS, compose, onError);
  return {
    stop: () => {
      stopped.abort();
      return stop();
    },
  };
}
