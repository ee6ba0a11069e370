import type { DemandModel } from './demand-model.ts';
import { meanOf } from './demand-model.ts';
import type { DaysAhead } from './depletion.ts';
import { shareBefore, type HourProfile } from './hour-profile.ts';

/** What is known of the demand of an item from now on. */
export interface DemandAhead {
  model: DemandModel;
  profile: HourProfile;
  ahead: DaysAhead;
}

/** Of a sum of demand. */
export interface Moments {
  mean: number;
  variance: number;
}

/** Demand from now on, added up day by day once, so that many instants can be asked. */
export class DemandCurve {
  readonly #demand: DemandAhead;
  /** Mean demand, and the shares of days that it stands for, before each day. */
  readonly #means: Float64Array;
  readonly #shares: Float64Array;
  readonly #over: number;

  constructor(demand: DemandAhead) {
    const { model, profile, ahead } = demand;
    const { now, first, starts, factors } = ahead;
    this.#demand = demand;
    this.#over = shareBefore(profile, (now - starts[0]!) / (starts[1]! - starts[0]!));
    this.#means = new Float64Array(factors.length + 1);
    this.#shares = new Float64Array(factors.length + 1);
    factors.forEach((factor, day) => {
      const share = day === 0 ? 1 - this.#over : 1;
      this.#means[day + 1] = this.#means[day]! + share * meanOf(model, first + day, factor);
      this.#shares[day + 1] = this.#shares[day]! + share;
    });
  }

  /** Demand from now until an instant in ms; beyond the days that are looked at nothing more is added. */
  until(instant: number): Moments {
    const { model, profile, ahead } = this.#demand;
    const { first, starts, factors } = ahead;
    let day = 0;
    while (day < factors.length && starts[day + 1]! <= instant) day++;
    let [mean, days] = [this.#means[day]!, this.#shares[day]!];
    if (day < factors.length) {
      const share = shareBefore(profile, (instant - starts[day]!) / (starts[day + 1]! - starts[day]!));
      const part = Math.max(0, share - (day === 0 ? this.#over : 0));
      mean += part * meanOf(model, first + day, factors[day]);
      days += part;
    }
    const { dispersion, shock, isCounted } = model;
    // As in the paths of demand: what good and bad weeks explain of the spread of days is not explained twice.
    const rest = dispersion - shock * (days > 0 ? mean / days : 0);
    const spread = Math.max(isCounted ? 1 : 0.05 * dispersion, rest);
    return { mean, variance: spread * mean + shock * mean * mean };
  }
}

/** Demand until one of several instants, and how often that one is it. */
export interface Case extends Moments {
  weight: number;
}

const STEPS = 22;

/**
 * What demand until one of several instants does not exceed with this probability: a mixture of gamma distributions, each by
 * the cube root of E. B. Wilson and M. M. Hilferty (1931).
 */
export function demandQuantile(cases: readonly Case[], share: number): number {
  const all = cases.reduce((sum, { weight }) => sum + weight, 0);
  const known = cases.filter(({ mean }) => mean > 0);
  if (known.length === 0) return 0;
  let [low, high] = [0, 0];
  for (const { mean, variance } of known) high = Math.max(high, mean + 8 * Math.sqrt(variance));
  const none = all - known.reduce((sum, { weight }) => sum + weight, 0);
  if (share <= none / all) return 0;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    const below = known.reduce((sum, each) => sum + each.weight * shareBelow(each, middle), none);
    if (below < share * all) low = middle;
    else high = middle;
  }
  return high;
}

function shareBelow({ mean, variance }: Moments, value: number): number {
  if (value <= 0) return 0;
  const shape = (mean * mean) / Math.max(variance, 1e-9 * mean * mean);
  return normalBelow(3 * Math.sqrt(shape) * (Math.cbrt(value / mean) - 1 + 1 / (9 * shape)));
}

/** The standard normal distribution: M. Abramowitz and I. A. Stegun, Handbook (1964), 7.1.26; exact to 1.5e-7. */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(z) * Math.SQRT1_2);
  const series =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * series * Math.exp((-z * z) / 2);
  return z > 0 ? 1 - tail : tail;
}
