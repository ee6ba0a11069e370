import { weekdayOf, type DemandSeries } from './demand-series.ts';
import type { DemandModel } from './demand-model.ts';

/**
 * The methods of the textbooks, to be measured against. Each foretells a mean for every weekday; spread and whole numbers
 * come about as for our own, so that what is compared is what they know of demand.
 */
export const PEER_METHODS = {
  'seasonal-naive': seasonalNaive,
  'moving-average': movingAverage,
  'weekday-mean': weekdayMean,
  croston: (series: DemandSeries) => croston(series, 1),
  sba: (series: DemandSeries) => croston(series, 1 - RATE / 2),
  tsb,
  ets,
} satisfies Record<string, (series: DemandSeries) => DemandModel>;

export type PeerMethod = keyof typeof PEER_METHODS;

const RATE = 0.1;
const WINDOW = 28;
const WEEKS = 8;
const ETS_LEVELS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5];
const ETS_SEASONS = [0, 0.02, 0.05, 0.1, 0.2];

/** The same day of last week. */
function seasonalNaive({ first, sold }: DemandSeries): DemandModel {
  const week = Array<number>(7).fill(0);
  for (let index = Math.max(0, sold.length - 7); index < sold.length; index++)
    week[weekdayOf(first + index)] = sold[index]!;
  return modelOf(sold, week, (index) => sold[index - 7]!, 7);
}

/** The mean of the last four weeks. */
function movingAverage({ sold }: DemandSeries): DemandModel {
  const meanBefore = (end: number): number => {
    let sum = 0;
    for (let index = Math.max(0, end - WINDOW); index < end; index++) sum += sold[index]!;
    return sum / Math.min(WINDOW, Math.max(1, end));
  };
  return modelOf(sold, Array<number>(7).fill(meanBefore(sold.length)), meanBefore, WINDOW);
}

/** The mean of the same weekday in the last eight weeks. */
function weekdayMean({ first, sold }: DemandSeries): DemandModel {
  const meanBefore = (end: number): number => {
    let [sum, count] = [0, 0];
    for (let index = end - 7; index >= 0 && count < WEEKS; index -= 7, count++) sum += sold[index]!;
    return count > 0 ? sum / count : 0;
  };
  const week = Array<number>(7).fill(0);
  for (let ahead = 0; ahead < 7; ahead++)
    week[weekdayOf(first + sold.length + ahead)] = meanBefore(sold.length + ahead);
  return modelOf(sold, week, meanBefore, 14);
}

/**
 * Size of a demand over the time between demands: J. D. Croston (1972); times 1 − α/2 by A. A. Syntetos and J. E. Boylan
 * (2005), who found it biased.
 */
function croston({ sold }: DemandSeries, correction: number): DemandModel {
  const before = new Float64Array(sold.length);
  let [size, interval, since, rate, seen] = [0, 1, 1, 0, 0];
  for (let index = 0; index < sold.length; index++) {
    before[index] = rate;
    if (sold[index]! > 0) {
      seen++;
      const step = Math.max(RATE, 1 / seen);
      size += step * (sold[index]! - size);
      interval += step * (since - interval);
      rate = (correction * size) / interval;
      since = 1;
    } else since++;
  }
  return modelOf(sold, Array<number>(7).fill(rate), (index) => before[index]!, WINDOW);
}

/** Size times probability of a demand, both followed every day: R. H. Teunter, A. A. Syntetos and M. Z. Babai (2011). */
function tsb({ sold }: DemandSeries): DemandModel {
  const before = new Float64Array(sold.length);
  let [size, probability, seen] = [0, 0, 0];
  for (let index = 0; index < sold.length; index++) {
    before[index] = size * probability;
    const isSold = sold[index]! > 0;
    probability += Math.max(RATE / 2, 1 / (index + 1)) * (Number(isSold) - probability);
    if (isSold) size += Math.max(RATE, 1 / ++seen) * (sold[index]! - size);
  }
  return modelOf(sold, Array<number>(7).fill(size * probability), (index) => before[index]!, WINDOW);
}

/** Exponential smoothing of a level and seven weekdays added to it, with the rates that foretold best: ETS(A,N,A). */
function ets({ first, sold }: DemandSeries): DemandModel {
  let best = smooth(first, sold, ETS_LEVELS[0]!, 0);
  for (const level of ETS_LEVELS)
    for (const season of ETS_SEASONS) {
      const next = smooth(first, sold, level, season);
      if (next.error < best.error) best = next;
    }
  const { before, week } = best;
  return modelOf(sold, week, (index) => before[index]!, WINDOW);
}

function smooth(
  first: number,
  sold: ArrayLike<number>,
  levelRate: number,
  seasonRate: number,
): { before: Float64Array; week: number[]; error: number } {
  const days = Math.min(sold.length, WINDOW);
  const [sums, counts] = [Array<number>(7).fill(0), Array<number>(7).fill(0)];
  let level = 0;
  for (let index = 0; index < days; index++) level += sold[index]! / days;
  for (let index = 0; index < days; index++) {
    sums[weekdayOf(first + index)]! += sold[index]! - level;
    counts[weekdayOf(first + index)]!++;
  }
  const seasons = sums.map((sum, weekday) => sum / Math.max(1, counts[weekday]!));
  const before = new Float64Array(sold.length);
  let error = 0;
  for (let index = 0; index < sold.length; index++) {
    const weekday = weekdayOf(first + index);
    before[index] = Math.max(0, level + seasons[weekday]!);
    const miss = sold[index]! - level - seasons[weekday]!;
    error += miss * miss;
    level += levelRate * miss;
    seasons[weekday]! += seasonRate * (1 - levelRate) * miss;
  }
  return { before, error, week: seasons.map((season) => Math.max(0, level + season)) };
}

/** With the spread that its foretelling of each day showed, from `start` on. */
function modelOf(
  sold: ArrayLike<number>,
  week: readonly number[],
  before: (index: number) => number,
  start: number,
): DemandModel {
  let [squares, means] = [0, 0];
  for (let index = Math.min(start, sold.length); index < sold.length; index++) {
    const mean = before(index);
    squares += (sold[index]! - mean) ** 2;
    means += mean;
  }
  const level = week.reduce((sum, each) => sum + each, 0) / 7;
  return {
    level,
    shape: level > 0 ? week.map((each) => each / level) : Array<number>(7).fill(1),
    dispersion: means > 0 ? squares / means : 1,
    ...{ shock: 0, isCounted: true, days: sold.length },
  };
}
