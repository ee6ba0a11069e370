import { nelderMead } from './nelder-mead.ts';

/** A model of the exponential smoothing family: R. J. Hyndman et al., Forecasting with Exponential Smoothing (2008). */
export interface EtsModel {
  error: 'A' | 'M';
  trend: 'N' | 'A';
  damped: boolean;
  season: 'N' | 'A' | 'M';
}

export interface EtsFit extends EtsModel {
  /** The corrected information criterion by which the model was chosen. */
  aicc: number;
  /** The days after the last. */
  mean: number[];
  evaluations: number;
}

const PERIOD = 7;
const HORIZON = 7;
const LEAST = 1e-4;
const MOST = 1 - LEAST;
const DAMPING = [0.8, 0.98] as const;
const TOLERANCE = 1e-4;
const ITERATIONS = 1_000;

/**
 * What packages call AutoETS, by the settings of Nixtla's statsforecast: every model that the series allows (15 where it has no
 * zeros, 6 otherwise), each with smoothing rates, damping and initial states by maximum likelihood, found by Nelder and Mead's
 * method within a thousand steps; the one with the least AICc foretells.
 */
export function autoEts(sold: ArrayLike<number>): EtsFit {
  const y = Float64Array.from(sold);
  const isPositive = y.every((each) => each > 0);
  let best: EtsFit | null = null;
  let evaluations = 0;
  for (const model of candidates(isPositive)) {
    const fit = fitOne(y, model);
    evaluations += fit.evaluations;
    if (best === null || fit.aicc < best.aicc) best = fit;
  }
  return { ...best!, evaluations };
}

export function candidates(isPositive: boolean): EtsModel[] {
  const errors = isPositive ? (['A', 'M'] as const) : (['A'] as const);
  const seasons = isPositive ? (['N', 'A', 'M'] as const) : (['N', 'A'] as const);
  const trends = [
    { trend: 'N', damped: false },
    { trend: 'A', damped: false },
    { trend: 'A', damped: true },
  ] as const;
  return errors.flatMap((error) =>
    seasons
      .filter((season) => !(error === 'A' && season === 'M'))
      .flatMap((season) => trends.map((trend) => ({ error, season, ...trend }))),
  );
}

/** Where in the parameters each stands; below 0 where it has none. */
interface Places {
  beta: number;
  gamma: number;
  phi: number;
  level: number;
  slope: number;
  seasons: number;
  count: number;
}

function placesOf({ trend, damped, season }: EtsModel): Places {
  let count = 1;
  const next = (isThere: boolean, width = 1): number => {
    if (!isThere) return -1;
    count += width;
    return count - width;
  };
  const beta = next(trend === 'A');
  const gamma = next(season !== 'N');
  const phi = next(damped);
  const level = next(true);
  const slope = next(trend === 'A');
  // The last season follows from the others.
  const seasons = next(season !== 'N', PERIOD - 1);
  return { beta, gamma, phi, level, slope, seasons, count };
}

function fitOne(y: Float64Array, model: EtsModel): EtsFit {
  const places = placesOf(model);
  const { start, lower, upper } = startOf(y, model, places);
  const state = new Float64Array(PERIOD);
  const { x, value, evaluations } = nelderMead((at) => minusLikelihood(y, model, places, at, state), start, {
    ...{ lower, upper, tolerance: TOLERANCE, iterations: ITERATIONS },
  });
  const parameters = places.count + 1;
  const aicc =
    value + 2 * parameters + (2 * parameters * (parameters + 1)) / Math.max(1, y.length - parameters - 1);
  const mean: number[] = [];
  minusLikelihood(y, model, places, x, state, mean);
  return { ...model, aicc, mean, evaluations };
}

/** Twice the negative logarithm of it, up to a constant. Fills in what follows the last day, where that is wanted. */
function minusLikelihood(
  y: Float64Array,
  { error, season }: EtsModel,
  places: Places,
  x: Float64Array,
  seasons: Float64Array,
  ahead?: number[],
): number {
  const alpha = x[0]!;
  const beta = places.beta < 0 ? 0 : x[places.beta]!;
  const gamma = places.gamma < 0 ? 0 : x[places.gamma]!;
  const phi = places.phi < 0 ? 1 : x[places.phi]!;
  let level = x[places.level]!;
  let slope = places.slope < 0 ? 0 : x[places.slope]!;
  if (!setSeasons(seasons, x, places, season)) return Infinity;
  let [squares, logs] = [0, 0];
  for (let day = 0; day < y.length; day++) {
    const at = day % PERIOD;
    const before = level + phi * slope;
    const usual = seasons[at]!;
    const mean = season === 'M' ? before * usual : before + usual;
    const miss = error === 'M' ? (y[day]! - mean) / (Math.abs(mean) < 1e-10 ? 1e-10 : mean) : y[day]! - mean;
    squares += miss * miss;
    if (error === 'M') logs += Math.log(Math.abs(mean) + 1e-10);
    const unseasonal = season === 'M' ? y[day]! / (Math.abs(usual) < 1e-10 ? 1e-10 : usual) : y[day]! - usual;
    const next = before + alpha * (unseasonal - before);
    if (places.slope >= 0) slope = phi * slope + (beta / alpha) * (next - level - phi * slope);
    if (season === 'A') seasons[at] = usual + gamma * (y[day]! - before - usual);
    else if (season === 'M')
      seasons[at] = usual + gamma * (y[day]! / (Math.abs(before) < 1e-10 ? 1e-10 : before) - usual);
    level = next;
  }
  if (ahead) {
    let [damping, sum] = [1, 0];
    for (let step = 0; step < HORIZON; step++) {
      sum += damping *= phi;
      const usual = seasons[(y.length + step) % PERIOD]!;
      ahead.push(season === 'M' ? (level + sum * slope) * usual : level + sum * slope + usual);
    }
  }
  const value = y.length * Math.log(squares + 1e-8) + 2 * logs;
  return Number.isNaN(value) ? Infinity : value;
}

/** False where that is no season. */
function setSeasons(
  seasons: Float64Array,
  x: Float64Array,
  { seasons: first }: Places,
  season: EtsModel['season'],
): boolean {
  if (first < 0) {
    seasons.fill(0);
    return true;
  }
  let sum = 0;
  for (let at = 0; at < PERIOD - 1; at++) sum += seasons[at] = x[first + at]!;
  seasons[PERIOD - 1] = (season === 'M' ? PERIOD : 0) - sum;
  return season === 'A' || seasons.every((each) => each >= 0);
}

/** As R's forecast package begins: seasons by weekday means, level and slope by a line through the first weeks. */
function startOf(
  y: Float64Array,
  { trend, season }: EtsModel,
  places: Places,
): { start: Float64Array; lower: Float64Array; upper: Float64Array } {
  const start = new Float64Array(places.count);
  const lower = new Float64Array(places.count).fill(-Infinity);
  const upper = new Float64Array(places.count).fill(Infinity);
  const bound = (place: number, from: number, to: number, value: number): void => {
    if (place < 0) return;
    [lower[place], upper[place], start[place]] = [from, to, value];
  };
  const alpha = LEAST + (0.2 * (MOST - LEAST)) / (season === 'N' ? 1 : PERIOD);
  bound(0, LEAST, MOST, alpha);
  bound(places.beta, LEAST, alpha, LEAST + 0.1 * (alpha - LEAST));
  bound(places.gamma, LEAST, 1 - alpha, LEAST + 0.05 * (1 - alpha - LEAST));
  bound(places.phi, ...DAMPING, DAMPING[0] + 0.99 * (DAMPING[1] - DAMPING[0]));
  const seasons = weekdayMeans(y, season);
  if (places.seasons >= 0) start.set(seasons.subarray(0, PERIOD - 1), places.seasons);
  const flat = y
    .subarray(0, Math.max(10, 2 * PERIOD))
    .map((each, day) =>
      season === 'M' ? each / Math.max(0.01, seasons[day % PERIOD]!) : each - seasons[day % PERIOD]!,
    );
  const mean = flat.reduce((sum, each) => sum + each, 0) / flat.length;
  const middle = (flat.length - 1) / 2;
  const [across, along] = flat.reduce(
    ([a, b], each, day) => [a + (day - middle) * (each - mean), b + (day - middle) ** 2],
    [0, 0],
  );
  const slope = trend === 'A' ? across / along : 0;
  start[places.level] = mean - slope * (middle + 1);
  if (places.slope >= 0) start[places.slope] = slope;
  return { start, lower, upper };
}

function weekdayMeans(y: Float64Array, season: EtsModel['season']): Float64Array {
  const means = new Float64Array(PERIOD);
  if (season === 'N') return means;
  const all = y.reduce((sum, each) => sum + each, 0) / y.length;
  for (let at = 0; at < PERIOD; at++) {
    const days = y.filter((_, day) => day % PERIOD === at);
    const mean = days.reduce((sum, each) => sum + each, 0) / days.length;
    means[at] = season === 'M' ? Math.max(0.01, mean / all) : mean - all;
  }
  return means;
}
