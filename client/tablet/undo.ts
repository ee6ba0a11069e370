import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { Availability, AvailabilityInput } from '../../shared/stock/availability.schema.ts';
import type { Deed, Moved, TabletAction } from './action.ts';

/**
 * The mark that brings an availability back. What stock or a recipe had taken off comes back to "off until it is there
 * again": `available` would force it on against its stock. A countdown at nothing can only be told as off.
 */
export function markOf(before: Availability, now: Date): AvailabilityInput {
  const { state, remaining, reason, until, cause } = before;
  const byItself = cause === 'stock' || cause === 'recipe';
  if (byItself && state === 'unavailable') return { state, until: 'restock' };
  if (byItself || state === 'available' || isOver(until, now)) return { state: 'available' };
  const rest = { ...(reason ? { reason } : {}), ...(until ? { until } : {}) };
  if (state === 'limited' && remaining !== undefined && remaining > 0) return { state, remaining, ...rest };
  return { state: 'unavailable', ...rest };
}

function isOver(until: Availability['until'], now: Date): boolean {
  if (until === undefined || until === 'restock' || until === 'end-of-day') return false;
  return new Date(until) <= now;
}

/** How on hand moves by a deed as far as this tablet knows; the answer tells for certain. */
export function expectedMoves({ deed, before, itemId, sku }: TabletAction): Moved[] {
  if (deed.kind === 'availability') return [];
  if (deed.kind === 'correct' || deed.kind === 'undo-delivery') return [...deed.lines];
  if (deed.kind === 'delivery')
    return deed.lines.flatMap(({ substitute, ...line }) =>
      [line, ...(substitute ? [substitute] : [])].map(asMoved),
    );
  // A dish is not counted itself; which components its waste takes, only the server knows.
  if (before.onHand === null && deed.kind === 'waste') return [];
  const quantity = deed.kind === 'waste' ? -deed.quantity : deed.quantity;
  const moved =
    deed.kind === 'count'
      ? toThousandths(quantity) - toThousandths(before.onHand ?? 0)
      : toThousandths(quantity);
  return [{ itemId, sku, quantity: fromThousandths(moved) }];
}

const asMoved = ({ itemId, sku, quantity }: Moved): Moved => ({ itemId, sku, quantity });

export function reversed(moved: readonly Moved[]): Moved[] {
  return moved
    .filter((it) => toThousandths(it.quantity) !== 0)
    .map((it) => ({ ...it, quantity: -it.quantity }));
}

const NOUNS = { count: 'count', waste: 'waste', receive: 'delivery' } as const;

/**
 * What takes a deed back, or null when it changed nothing. Without `moved`, as it was answered, the lines are a guess to
 * show until the answer is there.
 */
export function undoDeed(action: TabletAction, now: Date, moved?: readonly Moved[]): Deed | null {
  const { deed, before } = action;
  if (deed.kind === 'availability')
    return { kind: 'availability', availability: markOf(before.availability, now) };
  if (deed.kind === 'undo-delivery') return null;
  if (deed.kind === 'delivery') {
    const lines = reversed(expectedMoves(action));
    const { poId, isTransfer } = deed;
    return { kind: 'undo-delivery', poId, ...(isTransfer && { isTransfer }), receiptId: action.id, lines };
  }
  const lines = reversed(moved ?? expectedMoves(action));
  if (moved !== undefined && lines.length === 0) return null;
  if (deed.kind === 'correct') return { kind: 'correct', lines, reason: 'Undo correction' };
  return { kind: 'correct', lines, reason: `Undo ${NOUNS[deed.kind]} of ${deed.quantity} ${action.unit}` };
}
