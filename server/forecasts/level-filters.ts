import { isClosed, weekdayOf, type DemandSeries, type ShopHistory } from './demand-series.ts';
import { decay, type WeekdayShape } from './weekday-shape.ts';

/** How fast levels follow what is sold: from one that hardly moves to one that believes the last days. */
const RATES = [0.02, 0.04, 0.07, 0.1, 0.15, 0.25, 0.35];
const HALF_LIFE = 84;
/** Of a day on which it could hardly be had nothing is learnt. */
const LEAST_IN_STOCK = 0.05;
/** What a full day's demand is spread by around its mean, as a gamma distribution's shape, before that is known. */
const CENSORED_SHAPE = 4;
const FIRST_DAYS = 28;
const SLOW_RATE = 0.2;

export interface Levels {
  /** Demand of an average weekday, as it stands after the last day. */
  level: number;
  /** The same by a slow look at whole weeks. */
  slow: number;
  /** The level before each day, and the demand that was taken to have been on it; NaN where nothing was learnt. */
  before: Float64Array;
  demand: Float64Array;
}

/**
 * Exponential filters of several rates over demand without its weekday shape, mixed by how well each foretold the next day
 * (Poisson deviance, later days counting more). Days on which the item was partly out of stock count with what they would
 * have sold: sales s while a share e of demand λ was in stock, and demand gamma-distributed around λ with shape k, give
 * s + λ(1 − e)(k + s)/(k + λe).
 */
export function followLevel(series: DemandSeries, shop: ShopHistory, shape: WeekdayShape): Levels {
  const { first, sold } = series;
  const days = sold.length;
  const start = firstLevel(series, shop, shape);
  const levels = new Float64Array(RATES.length).fill(start);
  /** Of each day, what each filter said before it. */
  const history = new Float64Array(days * RATES.length);
  const deviances = new Float64Array(RATES.length);
  const demand = new Float64Array(days).fill(NaN);
  let [squares, means] = [0, 0];
  for (let index = 0; index < days; index++) {
    history.set(levels, index * RATES.length);
    const share = shape[weekdayOf(first + index)]!;
    const inStock = series.inStock?.[index] ?? 1;
    if (isClosed(shop, first + index) || inStock < LEAST_IN_STOCK) continue;
    const middle = levels[3]! * share;
    const asked = demandOf(sold[index]!, inStock, middle);
    demand[index] = asked;
    const weight = decay(days - 1 - index, HALF_LIFE) * inStock;
    squares += weight * (asked - middle) ** 2;
    means += weight * middle;
    // What was asked is taken from the level for the hours in which nothing could be sold, so that those do not move it.
    const step = Math.min(1, share);
    for (let rate = 0; rate < RATES.length; rate++) {
      const level = levels[rate]!;
      deviances[rate]! += weight * deviance(asked, level * share);
      levels[rate] = Math.max(0, level + RATES[rate]! * step * (asked / share - level));
    }
  }
  const mix = mixOf(deviances, means > 0 ? Math.max(1, squares / means) : 1);
  const before = new Float64Array(days);
  for (let index = 0; index < days; index++) before[index] = mixed(mix, history, index * RATES.length);
  const level = mixed(mix, levels, 0);
  return { level, slow: weeklyLevel(series, demand, shape, start), before, demand };
}

function demandOf(sold: number, inStock: number, usual: number): number {
  if (inStock >= 1) return sold;
  const gain = (CENSORED_SHAPE + sold) / (CENSORED_SHAPE + usual * inStock);
  return sold + usual * (1 - inStock) * gain;
}

/** The mean of the first weeks. */
function firstLevel({ first, sold, inStock }: DemandSeries, shop: ShopHistory, shape: WeekdayShape): number {
  let [all, expected] = [0, 0];
  for (let index = 0; index < Math.min(sold.length, FIRST_DAYS); index++) {
    if (isClosed(shop, first + index)) continue;
    all += sold[index]!;
    expected += shape[weekdayOf(first + index)]! * (inStock?.[index] ?? 1);
  }
  return expected > 0 ? all / expected : 0;
}

/** Of Poisson counts, up to a factor of 2. */
function deviance(y: number, mean: number): number {
  const m = Math.max(mean, 0.01);
  return 2 * ((y > 0 ? y * Math.log(y / m) : 0) - (y - m));
}

function mixOf(deviances: Float64Array, dispersion: number): Float64Array {
  const best = Math.min(...deviances);
  const raw = deviances.map((each) => Math.exp(-(each - best) / (2 * dispersion)));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((weight) => weight / sum);
}

function mixed(mix: Float64Array, levels: Float64Array, from: number): number {
  let sum = 0;
  for (let rate = 0; rate < mix.length; rate++) sum += mix[rate]! * levels[from + rate]!;
  return sum;
}

/**
 * Simple smoothing of whole weeks, which slow and intermittent items need: K. Nikolopoulos et al., An aggregate–disaggregate
 * intermittent demand approach (2011).
 */
function weeklyLevel(
  { first, sold }: DemandSeries,
  demand: Float64Array,
  shape: WeekdayShape,
  start: number,
): number {
  let level = start;
  for (let from = sold.length % 7; from < sold.length; from += 7) {
    let [all, expected] = [0, 0];
    for (let index = from; index < from + 7; index++) {
      if (Number.isNaN(demand[index])) continue;
      all += demand[index]!;
      expected += shape[weekdayOf(first + index)]!;
    }
    if (expected > 0) level += SLOW_RATE * Math.min(1, expected / 7) * (all / expected - level);
  }
  return level;
}
