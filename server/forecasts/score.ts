import type { ForecastAccuracy } from '../../shared/forecasts/forecast.schema.ts';

/** Accuracy is told of so many days. */
export const SCORED_DAYS = 84;

/** How forecasts of days came true. */
export interface Score {
  coverage80: number | null;
  /** What was foretold too much, over what was asked. */
  bias: number | null;
  n: number;
}

export function accuracyOf({ coverage80, n }: Score): ForecastAccuracy {
  return { n, ...(coverage80 !== null && { coverage80: rounded(coverage80) }) };
}

export function scoreOf(score: Score): ForecastAccuracy & { bias?: number } {
  return { ...accuracyOf(score), ...(score.bias !== null && { bias: rounded(score.bias) }) };
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}
