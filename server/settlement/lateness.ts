const HOUR_MS = 3_600_000;
/** What all suppliers together weigh against a supplier's own record, in deliveries. */
const SHRINKAGE = 5;
/** How late deliveries are taken to be before the first one was seen: mostly punctual, now and then a day late. In ms. */
const PRIOR_LATENESS = [-2 * HOUR_MS, 0, 0, HOUR_MS, 4 * HOUR_MS, 24 * HOUR_MS];

/** One past delivery: how much later it came than was first said, in ms; less than 0 when it was early. */
export interface Lateness {
  supplier: string;
  ms: number;
}

/** How late suppliers were, as empirical quantiles, shrunk toward all suppliers where a supplier's own record is short. */
export class LatenessRecord {
  readonly #all: number[];
  readonly #own: Map<string, number[]>;

  constructor(past: readonly Lateness[]) {
    this.#all = past.length === 0 ? PRIOR_LATENESS : past.map(({ ms }) => ms);
    this.#own = new Map(
      [...Map.groupBy(past, ({ supplier }) => supplier)].map(([supplier, its]) => [
        supplier,
        its.map(({ ms }) => ms),
      ]),
    );
  }

  /**
   * The 10 %, 50 % and 80 % quantiles of lateness in ms, given that a delivery is late by `elapsed` already, and how many
   * of the supplier's own deliveries they rest on. The supplier's own count 1 each, those of all together {@link SHRINKAGE}.
   */
  of(supplier: string, elapsed: number): { quantiles: number[]; n: number } {
    const own = this.#own.get(supplier) ?? [];
    const weight = SHRINKAGE / this.#all.length;
    const weighted = [...own.map((ms) => ({ ms, weight: 1 })), ...this.#all.map((ms) => ({ ms, weight }))];
    const left = weighted.filter(({ ms }) => ms > elapsed).sort((a, b) => a.ms - b.ms);
    // Later than anything ever was: then it takes about as long again.
    if (left.length === 0)
      return { quantiles: [1.1, 1.5, 2].map((factor) => elapsed * factor), n: own.length };
    return { quantiles: [0.1, 0.5, 0.8].map((share) => quantileOf(left, share)), n: own.length };
  }
}

function quantileOf(sorted: readonly { ms: number; weight: number }[], share: number): number {
  const target = share * sorted.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { ms, weight } of sorted) {
    sum += weight;
    if (sum >= target - 1e-9) return ms;
  }
  return sorted[sorted.length - 1]!.ms;
}
