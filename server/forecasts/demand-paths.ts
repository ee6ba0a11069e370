import { Chance } from './chance.ts';
import { meanOf, type DemandModel } from './demand-model.ts';

/** Ways in which the days to come may go: path by path, the demand of each day. */
export interface DemandPaths {
  days: number;
  count: number;
  /** Of path p on day d at `p * days + d`. */
  demand: Float64Array;
}

export interface PathOptions {
  /** The first day that is foretold, and how many. */
  from: number;
  days: number;
  count: number;
  /** The same seed gives the same paths, so that screens do not flicker. */
  seed: string;
  /** What is known of the days to come; 1 for each where nothing is. */
  factors?: readonly number[];
}

/**
 * Each path has a good or a bad week of its own: a gamma factor of mean 1 and variance `shock`, once for all its days. Given
 * that, days are negative binomial with the mean of the model, so that mean and variance of a day are what was fitted; gamma
 * for what is weighed, Poisson where days vary no more than that.
 */
export function pathsOf(
  model: DemandModel,
  { from, days, count, seed, factors = [] }: PathOptions,
): DemandPaths {
  const chance = new Chance(seed);
  const { shock } = model;
  const means = Float64Array.from({ length: days }, (_, index) =>
    meanOf(model, from + index, factors[index]),
  );
  const spreads = means.map((mean) => spreadOf(model, mean));
  const demand = new Float64Array(count * days);
  for (let path = 0; path < count; path++) {
    const week = shock > 1e-6 ? chance.gamma(1 / shock) * shock : 1;
    for (let day = 0; day < days; day++) {
      const mean = week * means[day]!;
      if (mean <= 0) continue;
      const spread = spreads[day]!;
      demand[path * days + day] = model.isCounted
        ? counted(mean, spread, chance)
        : weighed(mean, spread, chance);
    }
  }
  return { days, count, demand };
}

/**
 * Of what is counted, the variance beyond that of a Poisson variable over the mean; of what is weighed, the variance over the
 * mean. What the week explains of the spread of days is not explained twice.
 */
function spreadOf({ dispersion, shock, isCounted }: DemandModel, mean: number): number {
  const rest = dispersion - shock * mean;
  return isCounted ? rest - 1 : Math.max(0.05 * dispersion, rest);
}

function counted(mean: number, over: number, chance: Chance): number {
  return chance.poisson(over > 0.01 ? chance.gamma(mean / over) * over : mean);
}

function weighed(mean: number, scale: number, chance: Chance): number {
  return scale < 1e-6 * mean ? mean : chance.gamma(mean / scale) * scale;
}

/** The demand of each path over its first days, sorted. */
export function sumsOf({ days, count, demand }: DemandPaths, first: number, last: number): Float64Array {
  const sums = new Float64Array(count);
  for (let path = 0; path < count; path++)
    for (let day = first; day < last; day++) sums[path]! += demand[path * days + day]!;
  return sums.sort();
}

/** @param sorted not empty */
export function quantileOf(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
