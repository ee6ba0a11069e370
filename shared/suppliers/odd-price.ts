/** A price and what it buys, in the stock unit. */
export interface PackPriced {
  packQuantity: number;
  packPrice: { amount: number } | null;
}

/** A price that is hard to believe: more or less often than it was, and what was probably meant, in minor units. */
export interface OddPrice {
  times: number;
  meant: number;
}

const ODD = 100;

/**
 * Whether a price is a hundred times what it was, or a hundredth: a decimal mark gone astray, more often than a new price.
 * Compared by what one unit costs, so that another pack is no reason to ask.
 */
export function oddPrice(now: PackPriced, before: PackPriced | undefined): OddPrice | null {
  if (!now.packPrice || !before?.packPrice || before.packPrice.amount === 0) return null;
  const usual = (before.packPrice.amount / before.packQuantity) * now.packQuantity;
  const { amount } = now.packPrice;
  if (amount === 0) return { times: 0, meant: Math.round(usual) };
  const times = amount / usual;
  if (times < ODD && times > 1 / ODD) return null;
  const tens = 10 ** Math.abs(Math.round(Math.log10(times)));
  return { times, meant: Math.round(times > 1 ? amount / tens : amount * tens) };
}

/** "100 times", "a hundredth of". */
export function timesWords(times: number): string {
  if (times === 0) return 'nothing instead of';
  if (times >= 1) return `${Math.round(times)} times`;
  return `1/${Math.round(1 / times)} of`;
}
