import { packPriceOf } from '../../shared/suppliers/pack-price.ts';
import type { SupplyChoice } from './reorder-need.ts';

/**
 * Whole packs that hold at least `missing` thousandths, at least the least number sold; 0 when that would be more than
 * `room`. What is out is ordered all the same.
 */
export function packsFor(
  { packQuantity, moq }: SupplyChoice,
  missing: number,
  room: number,
  isOut: boolean,
): number {
  const packs = Math.max(moq, Math.ceil(missing / packQuantity));
  const fitting = Math.floor(room / packQuantity);
  if (packs <= fitting) return packs;
  return fitting >= moq ? fitting : isOut ? moq : 0;
}

/** Minor units for so many packs; null without a price. */
export function amountOf(choice: SupplyChoice, packs: number): number | null {
  const price = packPriceOf(choice, packs);
  return price && price.amount * packs;
}

/** How few packs cost at least so much; as many as `most` when not even they do. */
export function packsWorth(choice: SupplyChoice, amount: number, most: number): number {
  let packs = Math.min(choice.moq, most);
  // A break lowers the price of all packs, so that it may take more of them.
  while (packs < most) {
    const price = packPriceOf(choice, packs)?.amount ?? 0;
    const enough = price === 0 ? most : Math.ceil(amount / price);
    if (enough <= packs) return packs;
    packs = Math.min(most, enough);
  }
  return packs;
}

/** What a thousandth of the stock unit costs in minor units: only to compare suppliers by. */
export function unitPriceOf({ packPrice, packQuantity }: SupplyChoice): number {
  return packPrice === null ? Infinity : packPrice.amount / packQuantity;
}
