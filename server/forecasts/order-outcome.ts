import { Chance } from './chance.ts';
import { arrivalsOf, demandAhead, scaleOf, type DaysAhead, type Outlook } from './depletion.ts';

/** Goods that are there, and when they are past their shelf life, in ms; Infinity for what keeps. */
export interface Batch {
  quantity: number;
  spoilsAt: number;
}

/** What is ordered, and what it has to last for. */
export interface OrderPlan {
  quantity: number;
  /** When it is there, as equally likely instants in ms, the first first. */
  arrives: readonly number[];
  /** The same of the delivery after it: as many, since who is late with the one is late with the other. */
  next: readonly number[];
  /** How long it keeps from then on, in ms; null where that does not matter. */
  keepsMs: number | null;
  /** What is there. */
  shelf: readonly Batch[];
}

export interface OrderOutcome {
  /** How likely it is that something is asked for in vain before the delivery after this one. */
  runsOut: number;
  /** How likely that is before this one is there already, whatever is ordered. */
  beforeArrival: number;
  /** Expected: so much is asked for in vain until then. */
  short: number;
  /** Expected: so much passes its shelf life until what is ordered has; null where it keeps. */
  waste: number | null;
  /** What is left at each of the instants that were asked for, not below 0: of the i-th on path p at `i * count + p`. */
  left: Float64Array;
}

/** Less than that is no need that was not met. */
const NOTHING = 1e-6;

/**
 * Follows what is there and what comes along paths of demand, with the instants of deliveries drawn for each path: what is
 * nearest to its end is used first, and what is past it is not used any more. Nothing that is drawn depends on how much is
 * ordered, so that with more on order no path is short of more, and none wastes less.
 */
export function outcomeOf(
  outlook: Outlook,
  plan: OrderPlan,
  { count, instants = [] }: { count: number; instants?: readonly number[] },
): OrderOutcome {
  const pace = new Pace(outlook, count);
  const goods = arrivalsOf(outlook, count);
  const chance = new Chance(`${outlook.seed} order`);
  const keeps = plan.keepsMs ?? Infinity;
  const left = new Float64Array(instants.length * count);
  let [out, early, short, waste] = [0, 0, 0, 0];
  for (let path = 0; path < count; path++) {
    const draw = chance.uniform();
    const ordered = { at: drawn(plan.arrives, draw), quantity: plan.quantity };
    const stops: Stop[] = [
      { at: ordered.at, pass: ({ short: missing }) => missing > NOTHING && early++ },
      ...[...goods[path]!, ordered].map(({ at, quantity }): Stop => ({
        at,
        pass: (course) => course.put(quantity, at + keeps),
      })),
    ];
    const course = new Course(outlook, plan.shelf, (instant) => pace.until(path, instant));
    instants.forEach((at, index) =>
      stops.push({ at, pass: ({ stock }) => (left[index * count + path] = stock) }),
    );
    // A delivery that comes after the next one is waited for all the same.
    stops.push({
      at: Math.max(ordered.at, drawn(plan.next, draw)),
      pass: ({ short: missing }) => {
        short += missing;
        if (missing > NOTHING) out++;
      },
    });
    for (const { at, pass } of stops.sort((a, b) => a.at - b.at)) {
      course.advance(at);
      pass(course);
    }
    if (plan.keepsMs === null) continue;
    course.advance(ordered.at + keeps);
    waste += course.wasted;
  }
  return {
    ...{ runsOut: out / count, beforeArrival: early / count, short: short / count, left },
    waste: plan.keepsMs === null ? null : waste / count,
  };
}

/** The days until an instant, as far as they are looked at: fewer are reckoned sooner. */
export function daysUntil(ahead: DaysAhead, instant: number): DaysAhead {
  const after = ahead.starts.findIndex((start) => start >= instant);
  const days = after < 0 ? ahead.factors.length : Math.max(1, after);
  return { ...ahead, starts: ahead.starts.slice(0, days + 1), factors: ahead.factors.slice(0, days) };
}

interface Stop {
  at: number;
  pass: (course: Course) => unknown;
}

function drawn(instants: readonly number[], draw: number): number {
  return instants[Math.floor(draw * instants.length)]!;
}

/** How demand adds up along each path. */
class Pace {
  readonly #outlook: Outlook;
  readonly #sums: Float64Array;
  readonly #places = new Map<number, { day: number; share: number }>();

  constructor(outlook: Outlook, count: number) {
    const days = outlook.ahead.factors.length;
    const { demand } = demandAhead(outlook, count);
    this.#outlook = outlook;
    this.#sums = new Float64Array(count * (days + 1));
    for (let path = 0; path < count; path++) {
      const from = path * (days + 1);
      for (let day = 0; day < days; day++)
        this.#sums[from + day + 1] = this.#sums[from + day]! + demand[path * days + day]!;
    }
  }

  /** Demand of a path from now until an instant; after the days that are looked at, it goes on as it went. */
  until(path: number, instant: number): number {
    const { starts, now, factors } = this.#outlook.ahead;
    const days = factors.length;
    const from = path * (days + 1);
    const end = starts[days]!;
    const all = this.#sums[from + days]!;
    if (instant >= end) return all * (1 + (instant - end) / (end - now));
    const { day, share } = this.#placeOf(instant);
    const before = this.#sums[from + day]!;
    return before + share * (this.#sums[from + day + 1]! - before);
  }

  /** The same instants are asked for path by path. */
  #placeOf(instant: number): { day: number; share: number } {
    const known = this.#places.get(instant);
    if (known) return known;
    const { ahead, profile } = this.#outlook;
    const day = Math.max(
      0,
      ahead.starts.findLastIndex((start) => start <= instant),
    );
    const place = { day, share: scaleOf(ahead, day, profile).shareAt(instant) };
    this.#places.set(instant, place);
    return place;
  }
}

/** One way in which it goes: what is on the shelf, what was asked for in vain, what spoilt. */
class Course {
  readonly #asked: (instant: number) => number;
  /** What is nearest to its end first. */
  readonly #batches: Batch[];
  /** What customers wait for, who are served first. */
  #owed: number;
  #told = 0;
  short = 0;
  wasted = 0;

  constructor({ stock }: Outlook, shelf: readonly Batch[], asked: (instant: number) => number) {
    this.#asked = asked;
    this.#owed = Math.max(0, -stock);
    this.#batches = shelf.map((batch) => ({ ...batch })).sort((a, b) => a.spoilsAt - b.spoilsAt);
  }

  get stock(): number {
    return this.#batches.reduce((sum, { quantity }) => sum + quantity, 0);
  }

  put(quantity: number, spoilsAt: number): void {
    const rest = quantity - Math.min(this.#owed, quantity);
    this.#owed -= quantity - rest;
    if (rest <= 0) return;
    const after = this.#batches.findIndex((batch) => batch.spoilsAt > spoilsAt);
    this.#batches.splice(after < 0 ? this.#batches.length : after, 0, { quantity: rest, spoilsAt });
  }

  /** Serves what is asked for until an instant, and throws out what spoils until then. */
  advance(instant: number): void {
    for (let first = this.#batches[0]; first && first.spoilsAt <= instant; first = this.#batches[0]) {
      this.#serve(first.spoilsAt);
      if (this.#batches[0] !== first) continue;
      this.wasted += first.quantity;
      this.#batches.shift();
    }
    this.#serve(instant);
  }

  #serve(instant: number): void {
    const asked = this.#asked(instant);
    let missing = Math.max(0, asked - this.#told);
    this.#told = Math.max(this.#told, asked);
    while (missing > 0 && this.#batches.length > 0) {
      const first = this.#batches[0]!;
      const taken = Math.min(missing, first.quantity);
      first.quantity -= taken;
      missing -= taken;
      if (first.quantity <= 0) this.#batches.shift();
    }
    this.short += missing;
  }
}
