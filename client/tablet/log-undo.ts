import type { StockState } from '../../shared/stock/stock.schema.ts';
import type { DoneAction } from './action-log.svelte.ts';
import { reversed } from './undo.ts';

/**
 * Whether something done a while ago can still be taken back from the log. Movements and deliveries always, once; a mark only while it is
 * the last one made here on its item and still what the board says: else taking it back would undo somebody else's.
 */
export function canUndo(
  entry: DoneAction,
  done: readonly DoneAction[],
  stock: StockState | undefined,
): boolean {
  const { action, moved, undone } = entry;
  if (undone) return false;
  if (action.deed.kind === 'delivery') return true;
  if (action.deed.kind !== 'availability') return reversed(moved).length > 0;
  const { itemId, deed } = action;
  const last = done.find((it) => it.action.itemId === itemId && it.action.deed.kind === 'availability');
  return last === entry && stock?.availability.state === deed.availability.state;
}
