import { meanOf, type DemandModel } from './demand-model.ts';
import { pathsOf, quantileOf, sumsOf } from './demand-paths.ts';

export interface DayForecast {
  day: number;
  mean: number;
  p10: number;
  p50: number;
  p90: number;
}

const PATHS = 400;

/** The demand of one business day. */
export function foretellDay(model: DemandModel, seed: string, day: number, factor = 1): DayForecast {
  const paths = pathsOf(model, { from: day, days: 1, count: PATHS, seed, factors: [factor] });
  const sorted = sumsOf(paths, 0, 1);
  const [p10, p50, p90] = [0.1, 0.5, 0.9].map((share) => quantileOf(sorted, share));
  return { day, mean: meanOf(model, day, factor), p10: p10!, p50: p50!, p90: p90! };
}
