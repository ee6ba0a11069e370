import { DemandCurve, demandQuantile, type DemandAhead } from '../forecasts/cover.ts';
import type { Delivery } from '../suppliers/delivery-calendar.ts';

const DAY_MS = 86_400_000;
const GRAIN_MS = 15 * 60_000;
/** Fewer days of history are no ground to order by. */
export const LEAST_DAYS = 14;

/** What is to be there so that an item lasts. Quantities in thousandths of the stock unit. */
export interface Cover {
  /** Ordered when no more than this is projected: what lasts until the next chance to order delivers. */
  point: number;
  /** Ordered up to this: what lasts until the chance after that delivers. */
  level: number;
  /** What is used before it spoils, where it does. */
  mostHeld?: number;
  /** Mean demand of a day. */
  perDay: number;
  /** The service level. */
  share: number;
  /** When the next chance to order delivers, which `point` lasts to. */
  until: Date;
  /** The same as a local day, YYYY-MM-DD. */
  day: string;
  /** Of `point`, what the lateness of deliveries adds. */
  forLateness: number;
}

/** The delivery that an order placed now makes, the one that the next chance makes, and the one after. */
export type Chances = readonly [Delivery, Delivery, Delivery];

/** A lateness in ms, and its weight. */
export interface Late {
  ms: number;
  weight: number;
}

const ON_TIME: readonly Late[] = [{ ms: 0, weight: 1 }];

export interface CoverInput {
  /** The service level. */
  share: number;
  shelfLifeDays: number | null;
  demand: DemandAhead;
  chances: Chances;
  /** How much later deliveries come than was said, in ms, each with how often it is so. */
  lateness: readonly Late[];
}

/**
 * An order placed now has to last until the next chance to order delivers, late as that may be: the quantile of demand over
 * that time at the service level is the reorder point; over the time until the chance after it, the level to order up to.
 * Of what spoils no more is held than half of all courses of demand use up in time.
 */
export function coverOf({ share, shelfLifeDays, demand, chances, lateness }: CoverInput): Cover {
  const [first, next, last] = chances;
  const curve = new DemandCurve(demand);
  const needed = (at: Date, delays: readonly Late[]): number => {
    const cases = delays.map(({ ms, weight }) => ({ ...curve.until(at.getTime() + ms), weight }));
    return Math.ceil(1000 * demandQuantile(cases, share));
  };
  const point = needed(next.deliverAt, lateness);
  const level = Math.max(point + 1, needed(last.deliverAt, lateness));
  const { now } = demand.ahead;
  const spoilsAt = first.deliverAt.getTime() + (shelfLifeDays ?? 0) * DAY_MS;
  const used = shelfLifeDays === null ? null : demandQuantile([{ ...curve.until(spoilsAt), weight: 1 }], 0.5);
  const week = curve.until(now + 7 * DAY_MS).mean;
  return {
    ...{ point, level, share, until: next.deliverAt, day: next.day },
    ...(used !== null && { mostHeld: Math.floor(1000 * used) }),
    perDay: Math.round((1000 * week) / 7),
    forLateness: Math.max(0, point - needed(next.deliverAt, ON_TIME)),
  };
}

/** Equal ones taken together, to the quarter of an hour. */
export function asLateness(values: readonly number[]): Late[] {
  const counts = new Map<number, number>();
  for (const value of values) {
    const ms = Math.round(value / GRAIN_MS) * GRAIN_MS;
    counts.set(ms, (counts.get(ms) ?? 0) + 1);
  }
  return [...counts].map(([ms, weight]) => ({ ms, weight }));
}
