import { habitSentence } from '../../shared/purchasing/lateness-habit.ts';

const HOUR_MS = 3_600_000;
/** What all suppliers together weigh against a supplier's own record, in deliveries. */
const SHRINKAGE = 5;
/** What a delivery counts that was due on the same day of the week, against 1 for one of another day. */
const SAME_DAY = 4;
/** How late deliveries are taken to be before the first one was seen: mostly punctual, now and then a day late. In ms. */
const PRIOR_LATENESS = [-2 * HOUR_MS, 0, 0, HOUR_MS, 4 * HOUR_MS, 24 * HOUR_MS];
/** Fewer past deliveries of a supplier are no habit. */
const FEWEST = 5;
const GRAIN_MS = 15 * 60_000;

/** One past delivery: how much later it came than was first said, in ms; less than 0 when it was early. */
export interface Lateness {
  supplier: string;
  ms: number;
  /** The day of the week on which it was due, by the store's calendar; 1 = Monday. */
  weekday: number;
}

interface Weighted {
  ms: number;
  weight: number;
}

/** How late a supplier usually is, where that is more often than not: the median, in ms, and what it rests on. */
export interface Habit {
  lateByMs: number;
  words: string;
}

/** How late suppliers were, as empirical quantiles, shrunk toward all suppliers where a supplier's own record is short. */
export class LatenessRecord {
  readonly #all: number[];
  readonly #own: Map<string, Lateness[]>;

  constructor(past: readonly Lateness[]) {
    this.#all = past.length === 0 ? PRIOR_LATENESS : past.map(({ ms }) => ms);
    this.#own = Map.groupBy(past, ({ supplier }) => supplier);
  }

  /**
   * The 10 %, 50 % and 80 % quantiles of lateness in ms, given that a delivery is late by `elapsed` already, and how many
   * of the supplier's own deliveries they rest on. The supplier's own count 1 each, {@link SAME_DAY} where they were due on
   * the same `weekday`; those of all together {@link SHRINKAGE}.
   */
  of(supplier: string, elapsed: number, weekday?: number): { quantiles: number[]; n: number } {
    const { left, n } = this.#after(supplier, elapsed, weekday);
    // Later than anything ever was: then it takes about as long again.
    if (left.length === 0) return { quantiles: [1.1, 1.5, 2].map((factor) => elapsed * factor), n };
    return { quantiles: [0.1, 0.5, 0.8].map((share) => quantileOf(left, share)), n };
  }

  /** As {@link of}: so many equally likely values, the least first. */
  spreadOf(supplier: string, elapsed: number, weekday: number | undefined, count: number): number[] {
    const { left } = this.#after(supplier, elapsed, weekday);
    const shares = Array.from({ length: count }, (_, index) => (index + 0.5) / count);
    if (left.length === 0) return shares.map((share) => elapsed * (1.1 + share));
    return shares.map((share) => quantileOf(left, share));
  }

  /** What is known of deliveries that were late by more than `elapsed`, and how many of the supplier's own there are. */
  #after(supplier: string, elapsed: number, weekday: number | undefined): { left: Weighted[]; n: number } {
    const own = this.#own.get(supplier) ?? [];
    const weight = SHRINKAGE / this.#all.length;
    const weighted = [...weigh(own, weekday), ...this.#all.map((ms) => ({ ms, weight }))];
    const left = weighted.filter(({ ms }) => ms > elapsed).sort((a, b) => a.ms - b.ms);
    return { left, n: own.length };
  }

  /**
   * What a supplier's own record says of a delivery that is due on a day of the week: null for one that is mostly on time,
   * or too little known. Later than `tolerance` in ms is late.
   */
  habitOf(supplier: string, weekday: number, tolerance: number): Habit | null {
    const own = this.#own.get(supplier) ?? [];
    const sameDay = own.filter((past) => past.weekday === weekday);
    const basis = sameDay.length >= FEWEST ? sameDay : own;
    if (basis.length < FEWEST) return null;
    const sorted = basis.map(({ ms }) => ms).sort((a, b) => a - b);
    const median = sorted[Math.ceil(sorted.length / 2) - 1]!;
    if (median <= tolerance) return null;
    const late = basis.filter(({ ms }) => ms > tolerance).length;
    return {
      lateByMs: Math.ceil(median / GRAIN_MS) * GRAIN_MS,
      words: habitSentence({ late, of: basis.length, ...(basis === sameDay && { weekday }) }),
    };
  }
}

function weigh(own: readonly Lateness[], weekday: number | undefined): Weighted[] {
  return own.map((past) => ({ ms: past.ms, weight: past.weekday === weekday ? SAME_DAY : 1 }));
}

function quantileOf(sorted: readonly Weighted[], share: number): number {
  const target = share * sorted.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { ms, weight } of sorted) {
    sum += weight;
    if (sum >= target - 1e-9) return ms;
  }
  return sorted[sorted.length - 1]!.ms;
}
