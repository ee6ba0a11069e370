import { fillMinutes, type HourSpan } from './hour-minutes.ts';
import { HOUR_MS } from './store-hours.ts';

/** What somebody said about an item, from one instant (ms) to another. */
export interface SaidAbout {
  state: 'available' | 'limited' | 'unavailable';
  remaining: number | null;
  from: number;
  to: number;
}

/** For how many minutes of each hour it was said to be out. A limit is out after the sale that used it up. */
export function minutesOff(
  marks: readonly SaidAbout[],
  { firstHour, count }: HourSpan,
  soldOf: (hour: number) => { quantity: number; minute: number },
): Uint8Array {
  const off = new Uint8Array(count);
  for (const mark of marks) {
    const from = mark.state === 'limited' ? usedUpAt(mark, soldOf) : mark.from;
    if (from < mark.to) fillSpan(off, firstHour, from, mark.to);
  }
  return off;
}

/** For how many minutes of each hour it was said to be there, whatever the ledger says. */
export function minutesForced(marks: readonly SaidAbout[], { firstHour, count }: HourSpan): Uint8Array {
  const forced = new Uint8Array(count);
  for (const { from, to } of marks) fillSpan(forced, firstHour, from, to);
  return forced;
}

function fillSpan(minutes: Uint8Array, firstHour: number, from: number, to: number): void {
  const minuteOf = (instant: number): number => Math.round((instant / HOUR_MS - firstHour) * 60);
  fillMinutes(minutes, Math.max(0, minuteOf(from)), minuteOf(to));
}

/** Of the hour in which the limit was set, only the share that was left of it counts. */
function usedUpAt(
  { remaining, from, to }: SaidAbout,
  soldOf: (hour: number) => { quantity: number; minute: number },
): number {
  const first = Math.floor(from / HOUR_MS);
  let left = remaining ?? 0;
  for (let hour = first; hour * HOUR_MS < to; hour++) {
    const { quantity, minute } = soldOf(hour);
    left -= quantity * Math.min(1, hour + 1 - from / HOUR_MS);
    if (left <= 0) return Math.max(from, hour * HOUR_MS + minute * 60_000);
  }
  return to;
}
