import type { Waiting } from '../../shared/orders/order.schema.ts';

/** Why a line waits, in words; `names` are those of the items it waits for. */
export function waitingWords(because: Waiting['because'], names: readonly string[]): string {
  const what = names.length === 0 ? 'stock' : new Intl.ListFormat('en').format(names);
  switch (because) {
    case 'stock':
      return `waits for ${what}`;
    case 'order':
      return `its order ships complete and still waits for ${what}`;
    case 'unavailable':
      return `${what} is 86'd by hand`;
    case 'whole':
      return `there is too little ${what} for all of it, and it is not filled in part`;
    case 'queue':
      return `an earlier order waits for ${what}, and nobody may pass it`;
  }
}
