import type { State } from '../stock/state.ts';
import type { Entry } from './entry.ts';
import type { Kitchen } from './kitchen.ts';
import { isReady } from './ready-zone.ts';
import { words } from './wall-words.ts';

const { over } = words;

export interface Aftermath {
  state: State;
  words: string;
}

/**
 * What to say of an entry that the board no longer has, until the next page turn takes it away; null when it is still
 * so and only stands under another name by now.
 */
export function aftermathOf(entry: Entry, kitchen: Kitchen): Aftermath | null {
  const { of } = entry;
  if (of?.kind === 'order') return afterReady(of.id, kitchen);
  if (of) return of.kind === 'lines' ? afterWaiting(of.ids, kitchen) : afterLate(of.ids, kitchen);
  const isOff = isStillOff(entry.itemId, kitchen);
  if (entry.state === '86') return isOff ? null : { state: 'back', words: over.back };
  if (isOff) return { state: '86', words: over.off };
  return entry.state === 'back' ? null : { state: 'back', words: over.enough };
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

/** Whether it was handed over or cancelled is not known once the order is closed. */
function afterReady(orderId: string, { orders }: Kitchen): Aftermath | null {
  const order = orders.get(orderId);
  if (!order) return { state: 'ready', words: over.done };
  return isReady(order) ? null : { state: 'backordered', words: over.waitsAgain };
}

/** Whether it came, or was called off, is told elsewhere. */
function afterLate(deliveryIds: readonly string[], { delays }: Kitchen): Aftermath | null {
  const isLate = [...delays.values()].some(({ deliveryId }) => deliveryIds.includes(deliveryId));
  return isLate ? null : { state: 'back', words: over.notLate };
}

/** Lines may have joined or left a group that is told together, and wait as before. */
function afterWaiting(lineIds: readonly string[], { backorders, orders }: Kitchen): Aftermath | null {
  if (lineIds.some((id) => backorders.has(id))) return null;
  const lines = [...orders.values()].flatMap((order) => order.lines);
  const isThere = lines.some(({ lineId, allocated }) => lineIds.includes(lineId) && allocated > 0);
  return isThere ? { state: 'ready', words: over.setAside } : { state: 'back', words: over.waitsNoMore };
}
