import type { ItemState } from '../../shared/live/change.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import type { Kitchen } from './kitchen.ts';

/**
 * The component that decides how many of a dish can still be made: the one whose countdown the server named, else the
 * counted one that is enough for the fewest. Nothing for a dish that has a limit of its own.
 */
export function limitingComponent(
  { items, stock }: Kitchen,
  dish: ItemState,
  { availability }: StockState,
): string | null {
  if (availability.state === 'limited')
    return availability.cause === 'recipe' ? (availability.because?.[0]?.itemId ?? null) : null;
  let least = Infinity;
  let limiting: string | null = null;
  for (const { itemId, quantity } of dish.uses) {
    const level = stock.get(itemId);
    if (!items.get(itemId)?.stocked || !level?.counted || level.available === null) continue;
    const units = level.available / quantity;
    if (units >= least) continue;
    least = units;
    limiting = itemId;
  }
  return limiting;
}
