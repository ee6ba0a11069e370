import type { State } from '../stock/state.ts';
import type { Entry } from './entry.ts';
import type { Kitchen } from './kitchen.ts';

/**
 * What to say of an entry that the board no longer has, until the next page turn takes it away; null when it is still
 * so and only stands under another name by now.
 */
export function aftermathOf(entry: Entry, kitchen: Kitchen): { state: State; words: string } | null {
  const isOff = isStillOff(entry.itemId, kitchen);
  if (entry.state === '86') return isOff ? null : { state: 'back', words: 'back' };
  if (isOff) return { state: '86', words: '86' };
  return entry.state === 'back' ? null : { state: 'back', words: 'enough again' };
}

/** Itself, or a dish for want of it. */
function isStillOff(itemId: string, { stock, dishes }: Kitchen): boolean {
  const availability = (id: string) => stock.get(id)?.availability;
  if (availability(itemId)?.state === 'unavailable') return true;
  return (dishes.get(itemId) ?? []).some((id) => {
    const { state, because = [] } = availability(id) ?? {};
    return state === 'unavailable' && because.some((cause) => cause.itemId === itemId);
  });
}
