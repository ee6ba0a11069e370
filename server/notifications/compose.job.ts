import type { LinkContext } from '../orders/links.service.ts';
import { composeMessages } from './compose.service.ts';

const EVERY_MS = 1_000;

/** Makes messages of news. Any number of processes may run it; the store's row decides who does. */
export function startComposing(
  ctx: LinkContext,
  { onComposed, onError }: { onComposed: () => void; onError: (error: unknown) => void },
): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= composeMessages(ctx, stopped.signal)
      .then((made) => (made > 0 ? onComposed() : undefined))
      .catch(onError)
      .finally(() => (running = null));
  }, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      stopped.abort();
      await running;
    },
  };
}
