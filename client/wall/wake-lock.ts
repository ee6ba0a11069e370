/** Keeps the screen on while the page is looked at, where the browser lets it. Returns how to let go. */
export function keepAwake(): () => void {
  let held: WakeLockSentinel | null = null;
  const take = async () => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    // Refused on battery saving or without https: then the screen follows its own settings.
    held = await navigator.wakeLock.request('screen').catch(() => null);
  };
  const retake = () => void take();
  document.addEventListener('visibilitychange', retake);
  retake();
  return () => {
    document.removeEventListener('visibilitychange', retake);
    void held?.release();
  };
}
