import { demandClassOf, type DemandClass } from './demand-class.ts';
import { fitDemand, fitShop, meanOf, type DemandModel } from './demand-model.ts';
import { pathsOf, quantileOf, sumsOf, type DemandPaths } from './demand-paths.ts';
import { shopOf, type DemandSeries } from './demand-series.ts';
import { QUANTILES, type Foretold, type ForecastTask } from './forecast-scores.ts';
import { borrow, type Lender } from './new-item.ts';
import { PEER_METHODS, type PeerMethod } from './peer-methods.ts';
import { soundModel } from './sound-model.ts';

/** Our own method, which screens are served by, or one to measure it against. */
export type BacktestMethod = 'larder' | PeerMethod;

export interface BacktestOptions {
  /** Days that are foretold each time, how many times, and how many days apart; the last ends with the series. */
  horizon: number;
  origins: number;
  stride: number;
  /** So many of the last times are left out: what is chosen by those before is judged by them. */
  skip: number;
  /** An item counts with so many days of history, and fewer than so many, sold on one of the last so many. */
  leastHistory: number;
  historyBelow: number;
  activeWindow: number;
  paths: number;
}

export const PROTOCOL: BacktestOptions = {
  ...{ horizon: 7, origins: 8, stride: 7, skip: 0, leastHistory: 56, historyBelow: Infinity },
  ...{ activeWindow: 28, paths: 1000 },
};

/** Items that are too new for {@link PROTOCOL}. */
export const NEW_ITEMS: BacktestOptions = { ...PROTOCOL, leastHistory: 7, historyBelow: 56 };

/** Stocks whose using up is foretold, in days of the last four weeks' mean demand. */
const STOCK_DAYS = [1, 3, 5];

export interface BacktestTask extends ForecastTask {
  id: string;
  /** The last day whose sales were known, as days since 1970. */
  cutOff: number;
  class: DemandClass;
}

/**
 * Foretells each item again and again as it would have been foretold then, with nothing known after each cut-off, and sets
 * beside it what came. The shop is taken to sell what the series show, and no more.
 *
 * @param told what was known of each item, where that is not all that was asked of it
 */
export function backtest(
  series: ReadonlyMap<string, DemandSeries>,
  method: BacktestMethod,
  options: BacktestOptions = PROTOCOL,
  told = series,
): BacktestTask[] {
  const end = Math.max(...[...series.values()].map(({ first, sold }) => first + sold.length - 1));
  const { horizon, origins, skip, stride } = options;
  return Array.from({ length: origins }, (_, index) => end - horizon - (skip + index) * stride).flatMap(
    (cutOff) => foretellFrom(series, told, cutOff, method, options),
  );
}

function foretellFrom(
  series: ReadonlyMap<string, DemandSeries>,
  told: ReadonlyMap<string, DemandSeries>,
  cutOff: number,
  method: BacktestMethod,
  options: BacktestOptions,
): BacktestTask[] {
  const known = new Map(
    [...told].flatMap(([id, whole]) => {
      const past = until(whole, cutOff);
      return past.sold.length > 0 ? [[id, past] as const] : [];
    }),
  );
  if (known.size === 0) return [];
  const modelOf = method === 'larder' ? ownModels(known) : peerModels(known, method);
  return [...known.keys()].flatMap((id) => {
    const whole = series.get(id)!;
    const past = until(whole, cutOff);
    const actual = actualAfter(whole, cutOff, options.horizon);
    const scales = scalesOf(past.sold);
    if (!actual || !scales || !isActive(past.sold, options)) return [];
    const task = { id, cutOff, class: demandClassOf(past.sold, PROTOCOL.leastHistory), actual, ...scales };
    return [{ ...task, ...foretell(modelOf(id), { id, cutOff, past }, options) }];
  });
}

/** As a store's items are fitted for its screens; nothing is said of categories here, so that all are in one. */
function ownModels(known: ReadonlyMap<string, DemandSeries>): (id: string) => DemandModel {
  const shop = fitShop(shopOf([...known.values()]));
  const lenders = new Map(
    [...known].map(([id, past]): [string, Lender] => [
      id,
      { category: 'any', unit: 'any', model: fitDemand(past, shop) },
    ]),
  );
  return (id) => soundModel(borrow(lenders.get(id)!, [...lenders.values()]));
}

function peerModels(
  known: ReadonlyMap<string, DemandSeries>,
  method: PeerMethod,
): (id: string) => DemandModel {
  return (id) => PEER_METHODS[method](known.get(id)!);
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

function isActive(
  sold: ArrayLike<number>,
  { leastHistory, historyBelow, activeWindow }: BacktestOptions,
): boolean {
  if (sold.length < leastHistory || sold.length >= historyBelow) return false;
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
