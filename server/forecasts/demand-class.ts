export const DEMAND_CLASSES = ['smooth', 'erratic', 'intermittent', 'lumpy', 'new'] as const;

/** How an item is asked for: every day about as much, every day unevenly, now and then, now and then unevenly, or not for long. */
export type DemandClass = (typeof DEMAND_CLASSES)[number];

const LONG_INTERVAL = 1.32;
const UNEVEN = 0.49;

/**
 * By the mean interval between days with demand and the squared variation of their sizes: A. A. Syntetos, J. E. Boylan and
 * J. D. Croston, On the categorization of demand patterns (2005). With fewer than `leastDays` of history an item is new.
 */
export function demandClassOf(sold: ArrayLike<number>, leastDays: number): DemandClass {
  if (sold.length < leastDays) return 'new';
  let [first, count, sum, squares] = [-1, 0, 0, 0];
  for (let index = 0; index < sold.length; index++) {
    if (!(sold[index]! > 0)) continue;
    if (first < 0) first = index;
    count++;
    sum += sold[index]!;
    squares += sold[index]! ** 2;
  }
  if (count === 0) return 'intermittent';
  const interval = (sold.length - first) / count;
  const isUneven = (squares * count) / sum ** 2 - 1 >= UNEVEN;
  if (interval < LONG_INTERVAL) return isUneven ? 'erratic' : 'smooth';
  return isUneven ? 'lumpy' : 'intermittent';
}
