import type { DemandSeries } from './demand-series.ts';
import type { HourProfile } from './hour-profile.ts';
import type { HourlyDemand } from './hourly-demand.ts';
import { HOUR_MS, SLOTS, type StoreHours } from './store-hours.ts';

/** Longer than any business day, so that a calendar has the first and the last of a history whole. */
const MARGIN_HOURS = 50;

/** Which business day each hour (UTC) belongs to, and which part of it. */
export interface BusinessHours {
  /** Hours since 1970 */
  first: number;
  /** Days since 1970 */
  day: Int32Array;
  slot: Uint8Array;
}

/**
 * The business days of a store from one hour to another, and some days around. Days come one after the other, also in the
 * nights in which clocks change, and have 23 or 25 hours then. Where days start within an hour of UTC, the hour belongs to
 * that which has the middle of it.
 */
export function businessHours(store: StoreHours, fromHour: number, toHour: number): BusinessHours {
  const first = fromHour - MARGIN_HOURS;
  const count = toHour + MARGIN_HOURS - first;
  const [days, slots] = [new Int32Array(count), new Uint8Array(count)];
  let day = store.dayOf((first + 0.5) * HOUR_MS);
  let [start, end] = [store.startOf(day), store.startOf(day + 1)];
  for (let index = 0; index < count; index++) {
    const middle = (first + index + 0.5) * HOUR_MS;
    while (middle >= end) [day, start, end] = [day + 1, end, store.startOf(day + 2)];
    days[index] = day;
    slots[index] = Math.floor(((middle - start) / (end - start)) * SLOTS);
  }
  return { first, day: days, slot: slots };
}

/**
 * Demand by business days: each from its first hour to its last, those that are not over left out. What could not be had
 * counts by the profile of the day, and so does what of the first day came before anything was known of the item.
 */
export function toDailySeries(
  { firstHour, sold, outMinutes }: HourlyDemand,
  profile: HourProfile,
  hours: BusinessHours,
): DemandSeries {
  const { day, slot } = hours;
  const from = firstHour - hours.first;
  const end = from + sold.length;
  if (from < 0 || end >= day.length) throw new RangeError('the calendar is shorter than the history');
  const first = day[from]!;
  const count = Math.max(0, day[end]! - first);
  const total = new Float64Array(count);
  const inStock = new Float64Array(count);
  for (let at = day.indexOf(first); day[at]! < first + count;) {
    const index = day[at]! - first;
    let [open, whole, known, length] = [0, 0, 0, 0];
    for (; day[at]! === first + index; at++) {
      const had = at < from ? 0 : 1 - outMinutes[at - from]! / 60;
      const share = profile[slot[at]!]!;
      [open, whole, known, length] = [open + share * had, whole + share, known + had, length + 1];
      if (at >= from) total[index]! += sold[at - from]!;
    }
    total[index] = Math.round(total[index]! * 1000) / 1000;
    inStock[index] = whole > 0 ? Math.min(1, open / whole) : known / length;
  }
  return { first, sold: total, inStock };
}
