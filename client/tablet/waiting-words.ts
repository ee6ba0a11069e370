import type { Waiting } from '../../shared/orders/order.schema.ts';
import { catalogue, locale } from '../ui/language.ts';
import type { NameOf } from './availability-words.ts';

const words = catalogue(
  {
    itself: 'it',
    stock: 'stock',
    for: {
      stock: (what: string) => `waits for ${what}`,
      order: (what: string) => `its order ships complete and still waits for ${what}`,
      whole: (what: string) => `there is too little ${what} for all of it, and it is not filled in part`,
      queue: (what: string) => `an earlier order waits for ${what}, and nobody may pass it`,
    },
    off: (what: string) => `${what} is 86'd by hand`,
    severalOff: (what: string) => `${what} are 86'd by hand`,
  },
  {
    itself: 'der Artikel selbst',
    stock: 'Ware',
    for: {
      stock: (what) => `wartet auf ${what}`,
      order: (what) => `die Bestellung geht nur komplett hinaus und wartet noch auf ${what}`,
      whole: (what) => `zu wenig für alles (${what}), und in Teilen wird nicht ausgegeben`,
      queue: (what) => `eine frühere Bestellung wartet auf ${what} und geht vor`,
    },
    off: (what) => `${what} ist von Hand auf 86`,
    severalOff: (what) => `${what} sind von Hand auf 86`,
  },
);

const list = new Intl.ListFormat(locale);

/** Why a line still waits: what the server says of it, in the language of this page. */
export function waitingWords(
  { because, itemIds }: Pick<Waiting, 'because' | 'itemIds'>,
  itemId: string,
  nameOf: NameOf,
): string {
  const others = itemIds.filter((id) => id !== itemId).map(nameOf);
  const isItself = itemIds.includes(itemId) || others.length === 0;
  const own = isItself ? [because === 'unavailable' ? words.itself : words.stock] : [];
  const all = [...own, ...others];
  const what = list.format(all);
  if (because !== 'unavailable') return words.for[because](what);
  return all.length > 1 ? words.severalOff(what) : words.off(what);
}
