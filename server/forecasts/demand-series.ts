/**
 * What was asked of an item, day by day, in its stock unit. Days are counted from 1970-01-01; the series is dense, zeros
 * included, and begins with the first day on which the item was known.
 */
export interface DemandSeries {
  first: number;
  sold: ArrayLike<number>;
  /**
   * The share of each day's usual demand that fell into hours in which it could be had, from 0 to 1; all of it where this
   * is absent. What was sold on a day with less is a floor of the demand, not the demand.
   */
  inStock?: ArrayLike<number>;
}

/** What all items of a store sold together, day by day. A day on which nothing was sold at all was closed. */
export interface ShopHistory {
  first: number;
  total: ArrayLike<number>;
}

/** 0 is Monday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The history of a shop that sold just these. */
export function shopOf(series: readonly DemandSeries[]): ShopHistory {
  const first = Math.min(...series.map((one) => one.first));
  const end = Math.max(...series.map((one) => one.first + one.sold.length));
  const total = new Float64Array(Math.max(0, end - first));
  for (const { first: start, sold } of series)
    for (let index = 0; index < sold.length; index++) total[start - first + index]! += sold[index]!;
  return { first, total };
}

export function isClosed({ first, total }: ShopHistory, day: number): boolean {
  const sold = total[day - first];
  return sold === undefined ? false : sold === 0;
}
