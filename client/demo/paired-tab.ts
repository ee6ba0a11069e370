import type { ScreenKind } from '../../shared/identity/access.schema.ts';
import { PairingMemory } from '../identity/pairing.ts';
import { tabStorage } from '../ui/browser-storage.ts';
import { pairScreen } from './demo-api.ts';

/**
 * Makes this tab a paired screen, so that a wall and a tablet can be beside each other in one browser, and goes on to its
 * face. Answers with what kept it from that.
 */
export async function becomeScreen(kind: ScreenKind): Promise<string | undefined> {
  const memory = new PairingMemory(tabStorage());
  if (memory.pairing?.kind !== kind) {
    const paired = await pairScreen(kind);
    if ('problem' in paired) return paired.problem;
    memory.pairing = paired.ok;
  }
  const { storeId } = memory.pairing ?? {};
  if (storeId === undefined) return 'This browser keeps nothing, so it cannot be paired.';
  location.replace(`/${kind}?store=${storeId}`);
  return undefined;
}
