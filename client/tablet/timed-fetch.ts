import type { Fetch } from '../identity/api.ts';

const ANSWER_TIMEOUT_MS = 10_000;

/** As `send`, given up on after a while: a half-open connection would otherwise be waited for without end. */
export function timed(send: Fetch, afterMs = ANSWER_TIMEOUT_MS): Fetch {
  return (path, init) => {
    const giveUp = new AbortController();
    const stop = (): void => giveUp.abort();
    const timer = setTimeout(stop, afterMs);
    init.signal?.addEventListener('abort', stop);
    if (init.signal?.aborted) stop();
    return send(path, { ...init, signal: giveUp.signal }).finally(() => {
      clearTimeout(timer);
      init.signal?.removeEventListener('abort', stop);
    });
  };
}
