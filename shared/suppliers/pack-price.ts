import type { Money } from '../money.ts';
import type { PriceBreak } from './supplier.schema.ts';

/** What one of so many packs costs, if that is known: from a break on, each of them costs what it says. */
export function packPriceOf(
  { packPrice, priceBreaks }: { packPrice: Money | null; priceBreaks: readonly PriceBreak[] },
  packs: number,
): Money | null {
  const reached = priceBreaks.filter(({ fromPacks }) => fromPacks <= packs);
  const best = reached.reduce<PriceBreak | null>(
    (last, next) => (last === null || next.fromPacks > last.fromPacks ? next : last),
    null,
  );
  return best?.packPrice ?? packPrice;
}
