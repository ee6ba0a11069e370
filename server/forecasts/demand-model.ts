import { isClosed, weekdayOf, type DemandSeries, type ShopHistory } from './demand-series.ts';
import { followLevel } from './level-filters.ts';
import { closedWeekdays, decay, itemShape, shopShape, type WeekdayShape } from './weekday-shape.ts';

const HALF_LIFE = 84;
const FAST = 0.1;
const SLOW = 0.02;
const DRIFT = [0.5, 2] as const;
/** Good and bad weeks are looked for in so many of the last. */
const SHOCK_WEEKS = 16;
/**
 * Of the variance found in weekly sums, so much is believed: the rest is the error of the means themselves. Three quarters
 * were better than a half and than all of it on weeks before those by which the backtest is judged.
 */
const SHOCK_SHARE = 0.75;
/** What the shop's own shock counts against that of an item, in weeks. */
const SHOCK_PRIOR = 16;
const FULLY_IN_STOCK = 0.9;
/** The seven have a mean of 1. */
const FREE_WEEKDAYS = 6;
/** With so many sales an item's shape is half its own. */
const SALES_OF_A_SHAPE = 120;
const MOST_UNSEEN = 3;

/** What is the same for all items of a shop. */
export interface ShopModel {
  history: ShopHistory;
  shape: WeekdayShape;
  /** Weekdays on which it does not open, Monday first. */
  closed: readonly boolean[];
  /** How the shop does lately against how it does in the long run. */
  drift: number;
  /** The variance of good and bad weeks around their expectation, as a share of its square. */
  shock: number;
}

/** Demand of an item, from which any horizon can be foretold. */
export interface DemandModel {
  shape: WeekdayShape;
  /** Demand of an average weekday from here on. */
  level: number;
  /** The same in the long run; absent where that is not known. */
  usual?: number;
  /** Variance of a day's demand over its mean, and of a whole path's factor. */
  dispersion: number;
  shock: number;
  /** Whole units only: what is counted, not weighed. */
  isCounted: boolean;
  /** Days on which anything could be learnt; what is said with few of them says little. */
  days: number;
}

export function fitShop(history: ShopHistory): ShopModel {
  const shape = shopShape(history);
  const { first, total } = history;
  let [fast, slow, seen] = [0, 0, 0];
  const before = new Float64Array(total.length);
  for (let index = 0; index < total.length; index++) {
    before[index] = slow;
    if (isClosed(history, first + index)) continue;
    const daily = total[index]! / shape[weekdayOf(first + index)]!;
    // The first days count fully, so that nothing has to be assumed of the time before.
    seen++;
    fast += Math.max(FAST, 1 / seen) * (daily - fast);
    slow += Math.max(SLOW, 1 / seen) * (daily - slow);
  }
  const drift = slow > 0 ? Math.min(DRIFT[1], Math.max(DRIFT[0], fast / slow)) : 1;
  const weeks = weeksOf({ first, sold: total }, before, shape, (index) => isClosed(history, first + index));
  const { sum, weight } = shockOf(weeks, 1);
  const closed = closedWeekdays(history);
  return { history, shape, closed, drift, shock: weight > 0 ? Math.max(0, sum / weight) : 0 };
}

/**
 * Fits an item: its weekday shape shrunk to the shop's, its level by filters that follow and by one that is slow, the spread
 * of days, and of whole weeks.
 *
 * One model serves all classes of items, smooth or lumpy. On the eight weeks before those by which it is judged, no weekday
 * shape, the shop's alone, a level that follows faster or slower, one of TSB's, and filters mixed alike for a whole class were
 * each tried for each class: none gained a hundredth, beyond two standard errors, on both a real shop and a larger one (slower
 * levels 1 to 2 % for what sells seldom in the larger, and lost a fifth in the real one). What adapts does so by itself: the mix
 * of filters by how each foretold, shapes by how far an item is from its shop.
 */
export function fitDemand(series: DemandSeries, shop: ShopModel): DemandModel {
  const shape = itemShape(series, shop.history, shop.shape);
  const { level, slow, before, demand } = followLevel(series, shop.history, shape);
  const isFull = (index: number): boolean =>
    !Number.isNaN(demand[index]) && (series.inStock?.[index] ?? 1) >= FULLY_IN_STOCK;
  let [squares, means, days, fullDays] = [0, 0, 0, 0];
  for (let index = 0; index < series.sold.length; index++) {
    if (Number.isNaN(demand[index])) continue;
    days++;
    if (!isFull(index)) continue;
    const weight = decay(series.sold.length - 1 - index, HALF_LIFE);
    const mean = before[index]! * shape[weekdayOf(series.first + index)]!;
    squares += weight * (demand[index]! - mean) ** 2;
    means += weight * mean;
    fullDays += weight;
  }
  const dispersion = means > 0 ? (squares / means) * unseen(fullDays, (means * means) / squares) : 1;
  const weeks = weeksOf({ first: series.first, sold: demand }, before, shape, (index) => !isFull(index));
  const own = shockOf(weeks, dispersion);
  const pooled = own.weight > 0 ? own.sum / own.weight : shop.shock;
  const share = weeks.length / (weeks.length + SHOCK_PRIOR);
  const shock = SHOCK_SHARE * Math.max(0, share * pooled + (1 - share) * shop.shock);
  return {
    shape: shape.map((share, weekday) => (shop.closed[weekday] ? 0 : share)),
    level: Math.max(0, (level * shop.drift + slow) / 2),
    ...{ dispersion, shock, days, usual: slow },
    isCounted: series.sold.length === 0 || isWhole(series.sold),
  };
}

/**
 * How much wider days spread around what is foretold of them than those did from which it was learnt: these lie closer to a
 * shape that was made of them. With n days and p parameters the ratio is (n + p) / (n − p) (the final prediction error of
 * H. Akaike, 1969); the parameters are the weekdays, as far as `sales`, counted as a Poisson process of that spread would have
 * them, made an item's shape its own. Without it the 80 % bands of a shop with four weeks of history hold 72 to 77 of 100 days.
 */
function unseen(days: number, sales: number): number {
  const parameters = FREE_WEEKDAYS * (sales > 0 ? sales / (sales + SALES_OF_A_SHAPE) : 0);
  return days > 2 * parameters ? (days + parameters) / (days - parameters) : MOST_UNSEEN;
}

/** The mean demand of a day. `factor` is what is known to be special about it: 0 when closed, 1.5 for half as much again. */
export function meanOf({ level, shape }: DemandModel, day: number, factor = 1): number {
  return level * shape[weekdayOf(day)]! * factor;
}

interface Week {
  demand: number;
  mean: number;
}

/** The last whole weeks, each against what its first morning foretold. */
function weeksOf(
  { first, sold }: Pick<DemandSeries, 'first' | 'sold'>,
  before: Float64Array,
  shape: WeekdayShape,
  isOut: (index: number) => boolean,
): Week[] {
  const weeks: Week[] = [];
  for (let from = sold.length - 7; from >= 28 && weeks.length < SHOCK_WEEKS; from -= 7) {
    let [demand, mean] = [0, 0];
    for (let index = from; index < from + 7; index++) {
      if (isOut(index)) continue;
      demand += sold[index]!;
      mean += before[from]! * shape[weekdayOf(first + index)]!;
    }
    if (mean > 0) weeks.push({ demand, mean });
  }
  return weeks;
}

/** What weeks vary beyond what their days do, by the method of moments. */
function shockOf(weeks: readonly Week[], dispersion: number): { sum: number; weight: number } {
  let [sum, weight] = [0, 0];
  for (const { demand, mean } of weeks) {
    sum += (demand - mean) ** 2 - dispersion * mean;
    weight += mean * mean;
  }
  return { sum, weight };
}

function isWhole(sold: ArrayLike<number>): boolean {
  for (let index = 0; index < sold.length; index++) if (!Number.isInteger(sold[index])) return false;
  return true;
}
