import type { Notice } from '../../shared/stock/notice.schema.ts';
import type { Derived } from './recipe-cascade.ts';

interface Before extends Derived {
  itemId: string;
  stocked: boolean;
  sellable: boolean;
}

/** What a screen should say about one item because of this change; nothing for most. */
export function noticesOf(before: Before, after: Derived | undefined): Notice[] {
  if (!after) return [];
  const { itemId, sellable, stocked } = before;
  const { state, cause, reason, by, because } = after.availability;
  const moved = before.availability.state !== state;
  // A part of a recipe that is neither sold nor counted is nobody's news; the dishes above it are.
  if (moved && (sellable || stocked)) {
    const kind = state === 'available' ? 'back' : state;
    return [
      {
        kind,
        itemId,
        ...(cause && { cause }),
        ...(reason && { reason }),
        ...(by && { by }),
        ...(because && { because }),
      },
    ];
  }
  const fellLow = before.status === 'ok' && after.status === 'low' && state === 'available';
  return fellLow ? [{ kind: 'low', itemId }] : [];
}
