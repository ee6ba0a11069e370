/** 95 of 100 cases. */
const Z = 1.959964;
/** 99.7 of 100 weeks without a cause are within so many standard deviations: Shewhart's limits. */
const LIMIT = 3;

/** Within which bounds the truth is in 95 of 100 cases; null where that cannot be said. */
export interface Interval {
  low: number | null;
  high: number | null;
}

const UNKNOWN: Interval = { low: null, high: null };

/**
 * The interval of a share that was seen in so many independent cases (Wilson 1927, score interval without continuity
 * correction): unlike share ± z·σ it stays within 0 and 1, and is wide for few cases even where all of them are alike.
 */
export function wilson(share: number, cases: number): Interval {
  if (cases === 0) return UNKNOWN;
  const z2 = Z * Z;
  const centre = (share + z2 / (2 * cases)) / (1 + z2 / cases);
  const half = (Z / (1 + z2 / cases)) * Math.sqrt((share * (1 - share)) / cases + z2 / (4 * cases * cases));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** The interval of an estimate with this standard error, from so many independent cases (Student's t). */
export function aroundEstimate(estimate: number, standardError: number, cases: number): Interval {
  if (cases < 2) return UNKNOWN;
  const half = studentT(cases - 1) * standardError;
  return { low: estimate - half, high: estimate + half };
}

/**
 * The interval of a quantile, without assuming a distribution (Woodruff 1952): the quantiles at the ends of the Wilson
 * interval of its share.
 */
export function aroundQuantile(sorted: readonly number[], share: number, cases: number): Interval {
  if (cases < 2) return UNKNOWN;
  const { low, high } = wilson(share, cases);
  return { low: quantile(sorted, low!), high: quantile(sorted, high!) };
}

/** The least value that at least this share of all does not exceed: that of `percentile_disc`. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = Math.ceil(share * sorted.length - 1e-9) - 1;
  return sorted[Math.min(sorted.length - 1, Math.max(0, at))]!;
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** With n − 1 below, as it is of a sample. */
export function deviationOf(values: readonly number[], mean: number): number {
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** What a share may be of by chance alone in so many cases, around what it is on the whole (p-chart, Shewhart 1931). */
export function controlLimits(centre: number, cases: number): { lower: number; upper: number } {
  const half = LIMIT * Math.sqrt((centre * (1 - centre)) / cases);
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}

/**
 * The 97.5 % quantile of Student's t: exact for one and two degrees of freedom, else by the expansion of Cornish and Fisher
 * (Abramowitz & Stegun 26.7.5), which is right to 0.4 % from three on.
 */
export function studentT(freedom: number): number {
  if (freedom === 1) return 12.7062;
  if (freedom === 2) return 4.30265;
  const [z, v] = [Z, freedom];
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160,
  ];
  return terms.reduce((sum, term, index) => sum + term / v ** (index + 1), z);
}
