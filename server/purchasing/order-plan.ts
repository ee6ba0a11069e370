import type { DaysAhead, Outlook } from '../forecasts/depletion.ts';
import type { Batch, OrderPlan } from '../forecasts/order-outcome.ts';
import { daysUntil } from '../forecasts/order-outcome.ts';

const DAY_MS = 86_400_000;
/** More days late is not asked for. */
export const MOST_LATE_DAYS = 3;

export interface PlanInput {
  now: number;
  /** In the stock unit. */
  quantity: number;
  shelfLifeDays: number | null;
  /** What is there and nobody has yet. */
  stock: number;
  /** What came within the shelf life, the newest first. */
  goodsIn: readonly { quantity: number; spoilsAt: Date }[];
  /** When what is ordered is said to come, and how late it may be, in ms: equally likely values, the least first. */
  arrival: { at: Date; lateness: readonly number[] };
  /** The same of the delivery after it. */
  next: { at: Date; lateness: readonly number[] };
  /** So late it is at least. */
  lateDays: number;
}

export function planOf({ arrival, next, lateDays, ...given }: PlanInput): OrderPlan {
  const { now, quantity, shelfLifeDays } = given;
  const from = (at: Date, late: readonly number[]): number[] =>
    late.map((ms) => Math.max(now, at.getTime() + ms));
  const delayed = arrival.lateness.map((ms) => atLeast(ms, lateDays));
  return {
    ...{ quantity, arrives: from(arrival.at, delayed), next: from(next.at, next.lateness) },
    keepsMs: shelfLifeDays === null ? null : shelfLifeDays * DAY_MS,
    shelf: shelfOf(given),
  };
}

function atLeast(ms: number, lateDays: number): number {
  return lateDays === 0 ? ms : Math.max(ms, lateDays * DAY_MS);
}

/**
 * What is there is what came last. Where more is there than came within the shelf life nobody knows how old that is: it is
 * taken to have half of its life before it.
 */
function shelfOf({ stock, goodsIn, shelfLifeDays, now }: Omit<PlanInput, 'arrival' | 'next' | 'lateDays'>) {
  let rest = Math.max(0, stock);
  if (shelfLifeDays === null) return rest > 0 ? [{ quantity: rest, spoilsAt: Infinity }] : [];
  const shelf: Batch[] = [];
  for (const goods of goodsIn) {
    const quantity = Math.min(rest, goods.quantity);
    if (quantity > 0) shelf.push({ quantity, spoilsAt: goods.spoilsAt.getTime() });
    rest -= quantity;
  }
  if (rest > 0) shelf.push({ quantity: rest, spoilsAt: now + (shelfLifeDays * DAY_MS) / 2 });
  return shelf;
}

/** The days that matter, however late it is: the same whatever is ordered, so that nothing else is drawn. */
export function daysOf(ahead: DaysAhead, { arrival, next, shelfLifeDays }: PlanInput): Outlook['ahead'] {
  const latest = (at: Date, late: readonly number[], least: number): number =>
    at.getTime() + atLeast(late[late.length - 1] ?? 0, least);
  const arrived = latest(arrival.at, arrival.lateness, MOST_LATE_DAYS);
  const over = latest(next.at, next.lateness, 0);
  return daysUntil(ahead, Math.max(over, arrived + (shelfLifeDays ?? 0) * DAY_MS));
}
