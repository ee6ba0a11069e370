import type { ItemState } from '../../shared/live/change.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { State } from '../stock/state.ts';
import { whyShort, type NameOf } from './availability-words.ts';

/** What a tile says of an item at a glance. */
export interface Face {
  state: State;
  words: string;
  detail: string;
  /** A number that fits into the icon. */
  figure?: string;
}

/** Null when all is well: then a tile says nothing but its name. */
export function faceOf(
  item: Pick<ItemState, 'unit'>,
  stock: StockState | undefined,
  nameOf: NameOf,
): Face | null {
  if (!stock) return null;
  const { availability } = stock;
  if (availability.state === 'unavailable')
    return { state: '86', words: '86', detail: whyShort(availability, nameOf) };
  return availability.state === 'limited' ? limitedFace(stock, nameOf) : levelFace(item.unit, stock);
}

function limitedFace({ availability }: StockState, nameOf: NameOf): Face {
  const left = String(availability.remaining ?? 0);
  return { state: 'limited', words: `${left} left`, detail: whyShort(availability, nameOf), figure: left };
}

/** Below nothing more was sold than anybody counted in: the number is worthless, a count is what helps. */
function levelFace(unit: string, { onHand, available, status, servings }: StockState): Face | null {
  if (onHand !== null && onHand < 0) return { state: 'low', words: 'Count needed', detail: '' };
  if (status === 'out') return { state: 'out', words: 'None left', detail: '' };
  if (status !== 'low') return null;
  const words = available === null ? `for ${servings ?? 0} more` : `${quantityWords(available, unit)} left`;
  return { state: 'low', words, detail: '' };
}
