import type { LinkContext } from '../orders/links.service.ts';
import { repeatedly } from '../platform/repeatedly.ts';
import { composeMessages } from './compose.service.ts';

const EVERY_MS = 1_000;

/** Makes messages of news. Any number of processes may run it; the store's row decides who does. */
export function startComposing(
  ctx: LinkContext,
  { onComposed, onError }: { onComposed: () => void; onError: (error: unknown) => void },
): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  const compose = async (): Promise<void> => {
    if ((await composeMessages(ctx, { stopped: stopped.signal, onError })) > 0) onComposed();
  };
  const { stop } = repeatedly(EVERY_MS, compose, onError);
  return {
    stop: () => {
      stopped.abort();
      return stop();
    },
  };
}
