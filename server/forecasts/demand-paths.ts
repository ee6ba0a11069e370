import { Chance } from './chance.ts';
import { meanOf, type DemandModel } from './demand-model.ts';

/** Ways in which the days to come may go: path by path, the demand of each day. Many paths come by how good their week is. */
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

/** Weeks, from the worst to the best, that many paths are spread over; and from how many paths on. */
const WEEKS = 25;
const MANY_PATHS = 250;

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
  const weeks = weeksOf(model.shock, count, chance);
  const demand = new Float64Array(count * days);
  for (let day = 0; day < days; day++) {
    const mean = meanOf(model, from + day, factors[day]);
    if (mean <= 0) continue;
    const spread = spreadOf(model, mean);
    for (let path = 0, next = 0; path < count; path = next) {
      while (next < count && weeks[next] === weeks[path]) next++;
      const draw = drawing(model.isCounted, weeks[path]! * mean, spread, { chance, times: next - path });
      for (let same = path; same < next; same++) demand[same * days + day] = draw();
    }
  }
  return { days, count, demand };
}

/** The factor of each path's week. Many paths share out the middles of equally likely parts, so that none is left to luck. */
function weeksOf(shock: number, count: number, chance: Chance): Float64Array {
  if (shock <= 1e-6) return new Float64Array(count).fill(1);
  const shape = 1 / shock;
  if (count < MANY_PATHS || shape < 1)
    return Float64Array.from({ length: count }, () => chance.gamma(shape) / shape);
  const weeks = middlesOf(shape);
  return Float64Array.from({ length: count }, (_, path) => weeks[Math.floor((path * WEEKS) / count)]!);
}

/**
 * Of a gamma variable of mean 1, by the cube of E. B. Wilson and M. M. Hilferty (1931) and Tukey's lambda for the normal
 * quantile; set to the mean and the variance that it has, which the middles of parts fall short of.
 */
function middlesOf(shape: number): number[] {
  const middles = Array.from({ length: WEEKS }, (_, week) => {
    const below = (week + 0.5) / WEEKS;
    const z = (below ** 0.135 - (1 - below) ** 0.135) / 0.1975;
    return Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3;
  });
  const mean = middles.reduce((sum, each) => sum + each, 0) / WEEKS;
  const variance = middles.reduce((sum, each) => sum + (each - mean) ** 2, 0) / WEEKS;
  const wider = Math.sqrt(1 / shape / variance);
  return middles.map((each) => Math.max(0, 1 + wider * (each - mean)));
}

/**
 * Of what is counted, the variance beyond that of a Poisson variable over the mean; of what is weighed, the variance over the
 * mean. What the week explains of the spread of days is not explained twice.
 */
function spreadOf({ dispersion, shock, isCounted }: DemandModel, mean: number): number {
  const rest = dispersion - shock * mean;
  return isCounted ? rest - 1 : Math.max(0.05 * dispersion, rest);
}

/** Draws a day's demand, so many times. */
function drawing(
  isCounted: boolean,
  mean: number,
  spread: number,
  { chance, times }: { chance: Chance; times: number },
): () => number {
  if (!isCounted) return spread < 1e-6 * mean ? () => mean : () => chance.gamma(mean / spread) * spread;
  const over = spread > LEAST_OVER ? spread : 0;
  if (times >= TABLE_TIMES && mean + 6 * Math.sqrt(mean * (1 + over)) <= LARGEST_TABLE) {
    const table = countTable(mean, over);
    const parts = shuffled(times, chance);
    let next = 0;
    return () => drawn(table, (parts[next++]! + chance.uniform()) / times);
  }
  return over > 0 ? () => chance.poisson(chance.gamma(mean / over) * over) : () => chance.poisson(mean);
}

/** Less than this over a Poisson variable is none. */
const LEAST_OVER = 0.01;
/** A table takes as long as some draws without one, more the more different counts there are. */
const TABLE_TIMES = 10;
const LARGEST_TABLE = 60;
/** Beyond its last count, once in so many draws. */
const CUT = 1e-7;

/** Chances that a negative binomial count of this mean and of variance mean · (1 + over) is no more than 0, 1, 2…; Poisson where `over` is 0. */
function countTable(mean: number, over: number): number[] {
  const r = over > 0 ? mean / over : Infinity;
  const ratio = over / (1 + over);
  let term = over > 0 ? (1 + over) ** -r : Math.exp(-mean);
  const table = [term];
  for (let count = 1, sum = term; sum < 1 - CUT && count < 20 * LARGEST_TABLE; count++) {
    term *= over > 0 ? (ratio * (r + count - 1)) / count : mean / count;
    table.push((sum += term));
  }
  return table;
}

/**
 * The numbers below `count`, in any order. Each draw has a part of its own of what may happen, so that few draws tell a quantile
 * as well as many: Latin hypercube sampling, M. D. McKay and others (1979).
 */
function shuffled(count: number, chance: Chance): Uint16Array {
  const order = new Uint16Array(count);
  for (let index = 0; index < count; index++) {
    const other = Math.floor(chance.uniform() * (index + 1));
    order[index] = order[other]!;
    order[other] = index;
  }
  return order;
}

/** The least count whose chance reaches `share`. */
function drawn(table: readonly number[], share: number): number {
  let [low, high] = [0, table.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (table[middle]! < share) low = middle + 1;
    else high = middle;
  }
  return low;
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
