import type { ScreenKind } from '../../shared/identity/access.schema.ts';
import { PairingMemory } from '../identity/pairing.ts';
import { tabStorage } from '../ui/browser-storage.ts';
import { pairScreen } from './demo-api.ts';

/**
 * Makes this tab a paired screen, so that a wall and a tablet can be beside each other in one browser, and goes on to its
 * face. Answers whether it could: the demo may be gone, or the browser keep nothing.
 */
export async function becomeScreen(kind: ScreenKind): Promise<boolean> {
  const memory = new PairingMemory(tabStorage());
  if (memory.pairing?.kind !== kind) {
    const paired = await pairScreen(kind);
    if ('problem' in paired) return false;
    memory.pairing = paired.ok;
  }
  const { pairing } = memory;
  if (pairing) location.replace(`/${kind}?store=${pairing.storeId}`);
  return pairing !== null;
}
