import { browserStorage } from './browser-storage.ts';

/** What this browser was told to remember; null as well where it remembers nothing. */
export function recall(key: string): string | null {
  try {
    return browserStorage()?.getItem(`larder.${key}`) ?? null;
  } catch {
    return null;
  }
}

/** Kept where the browser allows it; a full or forbidden storage costs only the memory. */
export function remember(key: string, value: string): void {
  try {
    browserStorage()?.setItem(`larder.${key}`, value);
  } catch {
    // It holds for as long as the page does.
  }
}
