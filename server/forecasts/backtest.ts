import { fitDemand, fitShop, meanOf, type DemandModel } from './demand-model.ts';
import { pathsOf, quantileOf, sumsOf, type DemandPaths } from './demand-paths.ts';
import { shopOf, type DemandSeries } from './demand-series.ts';
import { QUANTILES, type Foretold, type ForecastTask } from './forecast-scores.ts';
import { PEER_METHODS, type PeerMethod } from './peer-methods.ts';

/** Our own method, which screens are served by, or one to measure it against. */
export type BacktestMethod = 'larder' | PeerMethod;

export interface BacktestOptions {
  /** Days that are foretold each time, how many times, and how many days apart; the last ends with the series. */
  horizon: number;
  origins: number;
  stride: number;
  /** An item counts with so many days of history, sold on one of the last so many. */
  leastHistory: number;
  activeWindow: number;
  paths: number;
}

export const PROTOCOL: BacktestOptions = {
  ...{ horizon: 7, origins: 8, stride: 7, leastHistory: 56, activeWindow: 28, paths: 1000 },
};

/** Stocks whose using up is foretold, in days of the last four weeks' mean demand. */
const STOCK_DAYS = [1, 3, 5];

export interface BacktestTask extends ForecastTask {
  id: string;
  /** The last day whose sales were known, as days since 1970. */
  cutOff: number;
}

/**
 * Foretells each item again and again as it would have been foretold then, with nothing known after each cut-off, and sets
 * beside it what came. The shop is taken to sell what the series show, and no more.
 */
export function backtest(
  series: ReadonlyMap<string, DemandSeries>,
  method: BacktestMethod,
  options: BacktestOptions = PROTOCOL,
): BacktestTask[] {
  const end = Math.max(...[...series.values()].map(({ first, sold }) => first + sold.length - 1));
  const { horizon, origins, stride } = options;
  return Array.from({ length: origins }, (_, index) => end - horizon - index * stride).flatMap((cutOff) =>
    foretellFrom(series, cutOff, method, options),
  );
}

function foretellFrom(
  series: ReadonlyMap<string, DemandSeries>,
  cutOff: number,
  method: BacktestMethod,
  options: BacktestOptions,
): BacktestTask[] {
  const known = new Map(
    [...series].flatMap(([id, whole]) => {
      const past = until(whole, cutOff);
      return past.sold.length > 0 ? [[id, past] as const] : [];
    }),
  );
  if (known.size === 0) return [];
  const shop = fitShop(shopOf([...known.values()]));
  return [...known].flatMap(([id, past]) => {
    const actual = actualAfter(series.get(id)!, cutOff, options.horizon);
    const scales = scalesOf(past.sold);
    if (!actual || !scales || !isActive(past.sold, options)) return [];
    const model = method === 'larder' ? fitDemand(past, shop) : PEER_METHODS[method](past);
    return [{ id, cutOff, actual, ...scales, ...foretell(model, { id, cutOff, past }, options) }];
  });
}

function foretell(
  model: DemandModel,
  { id, cutOff, past }: { id: string; cutOff: number; past: DemandSeries },
  { horizon, paths: count }: BacktestOptions,
): Pick<ForecastTask, 'days' | 'sum' | 'depletion'> {
  const from = cutOff + 1;
  const paths = pathsOf(model, { from, days: horizon, count, seed: id });
  const means = Array.from({ length: horizon }, (_, day) => meanOf(model, from + day));
  const sum = means.reduce((total, mean) => total + mean, 0);
  return {
    days: means.map((mean, day) => foretold(paths, mean, day, day + 1)),
    sum: foretold(paths, sum, 0, horizon),
    depletion: stocksOf(past.sold).map((stock) => ({
      stock,
      usedUp: means.map((_, day) => shareAbove(sumsOf(paths, 0, day + 1), stock)),
    })),
  };
}

function foretold(paths: DemandPaths, mean: number, first: number, last: number): Foretold {
  const sums = sumsOf(paths, first, last);
  return { mean, quantiles: QUANTILES.map((share) => quantileOf(sums, share)) };
}

/** @param sorted not empty */
function shareAbove(sorted: Float64Array, stock: number): number {
  const below = sorted.findIndex((sum) => sum >= stock);
  return below < 0 ? 0 : 1 - below / sorted.length;
}

function until({ first, sold, inStock }: DemandSeries, cutOff: number): DemandSeries {
  const days = Math.max(0, cutOff - first + 1);
  const past = { first, sold: Array.prototype.slice.call(sold, 0, days) as number[] };
  return inStock ? { ...past, inStock: Array.prototype.slice.call(inStock, 0, days) as number[] } : past;
}

function actualAfter({ first, sold }: DemandSeries, cutOff: number, horizon: number): number[] | null {
  const start = cutOff + 1 - first;
  if (start + horizon > sold.length) return null;
  return Array.from({ length: horizon }, (_, day) => sold[start + day]!);
}

function isActive(sold: ArrayLike<number>, { leastHistory, activeWindow }: BacktestOptions): boolean {
  if (sold.length < leastHistory) return false;
  for (let index = Math.max(0, sold.length - activeWindow); index < sold.length; index++)
    if (sold[index]! > 0) return true;
  return false;
}

/** From the first sale on. Null for what is always the same. */
function scalesOf(sold: ArrayLike<number>): { scale: number; squareScale: number } | null {
  let [sum, squares, count, seen] = [0, 0, 0, false];
  for (let index = 0; index < sold.length; index++) {
    if (seen) {
      const difference = sold[index]! - sold[index - 1]!;
      sum += Math.abs(difference);
      squares += difference * difference;
      count++;
    }
    seen ||= sold[index]! > 0;
  }
  return sum > 0 ? { scale: sum / count, squareScale: squares / count } : null;
}

function stocksOf(sold: ArrayLike<number>): number[] {
  const days = Math.min(28, sold.length);
  let sum = 0;
  for (let index = sold.length - days; index < sold.length; index++) sum += sold[index]!;
  return STOCK_DAYS.map((each) => Math.max(1, Math.round((each * sum) / days)));
}
