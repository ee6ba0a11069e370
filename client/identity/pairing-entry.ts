import type { ScreenKind } from '../../shared/identity/access.schema.ts';
import { browserStorage, tabStorage } from '../ui/browser-storage.ts';
import { clockNow } from '../ui/clock.svelte.ts';
import { ScreenCredentials, UNPAIRED_PATH } from './pairing-credentials.ts';
import { PairingMemory } from './pairing.ts';

/** Another page takes this one's place, in the same colours. */
export function goTo(path: string): void {
  const theme = new URLSearchParams(location.search).get('theme');
  const [page = '', hash = ''] = path.split('#');
  location.replace(page + (theme ? `?theme=${theme}` : '') + (hash && `#${hash}`));
}

/** The pairing page, for a screen that belongs to nobody yet. */
export function goPair(): void {
  goTo(UNPAIRED_PATH);
}

/** A browser is one screen, but for tabs that were each made a screen of their own. */
export function screenMemory(): PairingMemory {
  const ofTab = new PairingMemory(tabStorage());
  return ofTab.pairing ? ofTab : new PairingMemory(browserStorage());
}

/**
 * The credentials of this screen, where it is paired as `face` and the address asks for no other store than its own;
 * null leaves the page to whoever is signed in. A screen that is paired with another face goes there.
 */
export function pairedScreen(
  face: ScreenKind,
  askedStoreId: string | null,
): ScreenCredentials | null | 'elsewhere' {
  const memory = screenMemory();
  const { pairing } = memory;
  if (!pairing || (askedStoreId !== null && askedStoreId !== pairing.storeId)) return null;
  if (pairing.kind === face) return new ScreenCredentials(pairing, memory, { go: goTo, now: clockNow });
  if (askedStoreId !== null) return null;
  goTo(`/${pairing.kind}`);
  return 'elsewhere';
}
