import type { HourSpan } from './hour-minutes.ts';
import type { HourProfile } from './hour-profile.ts';
import { HOUR_MS, type StoreHours } from './store-hours.ts';

/** A time in which something was late, in ms. */
export interface LateTime {
  from: number;
  to: number;
}

/** For how many minutes of each hour something was short, as far as that was within the times that are given. */
export function within(
  short: Uint8Array,
  { firstHour, count }: HourSpan,
  times: readonly LateTime[],
): Uint8Array {
  const minutes = new Uint8Array(count);
  for (const { from, to } of times) {
    const [first, last] = [Math.floor(from / HOUR_MS), Math.ceil(to / HOUR_MS)];
    for (let hour = Math.max(first, firstHour); hour < Math.min(last, firstHour + count); hour++) {
      const overlap = Math.min(to, (hour + 1) * HOUR_MS) - Math.max(from, hour * HOUR_MS);
      const index = hour - firstHour;
      minutes[index] = Math.max(minutes[index]!, Math.min(short[index]!, Math.round(overlap / 60_000)));
    }
  }
  return minutes;
}

/** What was foretold of a day, and the share of its demand in which it could be had. */
export interface ForetoldDay {
  mean: number;
  inStock: number;
}

/**
 * What was expected of a dish in these minutes: of each day its forecast, by the hours of its profile; never more than what it
 * missed on that day for whatever reason. Days that nothing was foretold of, or that are not over, count nothing.
 */
export function missedIn(
  minutes: Uint8Array,
  firstHour: number,
  {
    profile,
    days,
    hours,
  }: { profile: HourProfile; days: ReadonlyMap<number, ForetoldDay>; hours: StoreHours },
): number {
  const shares = new Map<number, number>();
  minutes.forEach((out, index) => {
    if (out === 0) return;
    const { day, slot } = hours.placeOf(firstHour + index);
    shares.set(day, (shares.get(day) ?? 0) + ((profile[slot] ?? 0) * out) / 60);
  });
  return [...shares].reduce((sum, [day, share]) => {
    const foretold = days.get(day);
    return foretold ? sum + foretold.mean * Math.min(share, 1 - foretold.inStock) : sum;
  }, 0);
}
