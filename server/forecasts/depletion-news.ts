import type { Depletion } from '../../shared/forecasts/forecast.schema.ts';

const MINUTE_MS = 60_000;
/** Less likely to run out within seven days than this is not told; what is told stays until it is less likely than the other. */
const TELL = 0.05;
const FORGET = 0.02;
/** Who runs out sooner is urgent. */
const URGENT_MS = 2 * 60 * MINUTE_MS;
const LEAST_MOVE_MS = 10 * MINUTE_MS;
const PROBABLY = 0.1;

/** Whether an item is on screens, given whether it was. */
export function isTold(after: Pick<Depletion, 'probability'> | null, wasTold: boolean): boolean {
  return after !== null && after.probability >= (wasTold ? FORGET : TELL);
}

/**
 * Whether screens have to hear: a time moved by more than ten minutes and 5 % of what is left until then, a probability by a
 * tenth, or it became urgent, or no longer is.
 */
export function isNews(before: Depletion, after: Depletion, now: number): boolean {
  return (
    hasMoved(before.p50, after.p50, now, 0.05) ||
    hasMoved(before.p10, after.p10, now, 0.1) ||
    hasMoved(before.p90, after.p90, now, 0.1) ||
    hasMoved(before.nextDeliveryAt, after.nextDeliveryAt, now, 0.05) ||
    Math.abs(before.probability - after.probability) >= PROBABLY ||
    Math.abs((before.beforeDelivery ?? 0) - (after.beforeDelivery ?? 0)) >= PROBABLY ||
    isUrgent(before, now) !== isUrgent(after, now)
  );
}

function hasMoved(
  before: string | undefined,
  after: string | undefined,
  now: number,
  share: number,
): boolean {
  if (before === undefined || after === undefined) return before !== after;
  // What is out already stays so, however late it gets.
  const [was, is] = [Math.max(now, Date.parse(before)), Math.max(now, Date.parse(after))];
  return Math.abs(is - was) > Math.max(LEAST_MOVE_MS, share * Math.max(0, Math.min(was, is) - now));
}

function isUrgent({ p50 }: Depletion, now: number): boolean {
  return p50 !== undefined && Date.parse(p50) - now < URGENT_MS;
}
