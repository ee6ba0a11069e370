/**
 * Calls `wake` when the page is looked at again, comes back from the cache, or the machine finds a network: moments at
 * which a connection may have died unnoticed. Returns how to stop.
 */
export function onPageWake(wake: () => void): () => void {
  if (typeof document === 'undefined') return () => undefined;
  const stopping = new AbortController();
  const { signal } = stopping;
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake(), {
    signal,
  });
  window.addEventListener('online', wake, { signal });
  window.addEventListener('pageshow', (event) => event.persisted && wake(), { signal });
  return () => stopping.abort();
}
