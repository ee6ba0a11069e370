import type { Waiting } from '../../shared/orders/order.schema.ts';

/** Why a line waits, in words; `others` are the names of what it waits for besides the item that stands on the line. */
export function waitingWords(
  because: Waiting['because'],
  others: readonly string[],
  isItself: boolean,
): string {
  const own = isItself || others.length === 0 ? [because === 'unavailable' ? 'it' : 'stock'] : [];
  const what = new Intl.ListFormat('en').format([...own, ...others]);
  switch (because) {
    case 'stock':
      return `waits for ${what}`;
    case 'order':
      return `its order ships complete and still waits for ${what}`;
    case 'unavailable':
      return `${what} ${own.length + others.length > 1 ? 'are' : 'is'} 86'd by hand`;
    case 'whole':
      return `there is too little ${what} for all of it, and it is not filled in part`;
    case 'queue':
      return `an earlier order waits for ${what}, and nobody may pass it`;
  }
}
