import type { ItemState } from '../../shared/live/change.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { State } from '../stock/state.ts';
import { catalogue } from '../ui/language.ts';
import { stateWord, whyShort, type NameOf } from './availability-words.ts';

const words = catalogue(
  {
    countNeeded: 'Count needed',
    noneLeft: 'None left',
    forMore: (servings: string) => `for ${servings} more`,
    left: (amount: string) => `${amount} left`,
  },
  {
    countNeeded: 'Bitte zählen',
    noneLeft: 'Nichts mehr da',
    forMore: (servings) => `für noch ${servings}`,
    left: (amount) => `noch ${amount}`,
  },
);

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
    return { state: '86', words: stateWord(availability), detail: whyShort(availability, nameOf) };
  return availability.state === 'limited' ? limitedFace(stock, nameOf) : levelFace(item.unit, stock);
}

function limitedFace({ availability }: StockState, nameOf: NameOf): Face {
  const left = String(availability.remaining ?? 0);
  return {
    state: 'limited',
    words: stateWord(availability),
    detail: whyShort(availability, nameOf),
    figure: left,
  };
}

/** Below nothing more was sold than anybody counted in: the number is worthless, a count is what helps. */
function levelFace(unit: string, { onHand, available, status, servings }: StockState): Face | null {
  if (onHand !== null && onHand < 0) return { state: 'low', words: words.countNeeded, detail: '' };
  if (status === 'out') return { state: 'out', words: words.noneLeft, detail: '' };
  if (status !== 'low') return null;
  const left =
    available === null
      ? words.forMore(quantityWords(servings ?? 0, ''))
      : words.left(quantityWords(available, unit));
  return { state: 'low', words: left, detail: '' };
}
