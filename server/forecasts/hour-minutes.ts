/** Consecutive hours (UTC), the first counted from 1970. */
export interface HourSpan {
  firstHour: number;
  count: number;
}

/** Adds the minutes of a span, which are counted from the first hour on. */
export function fillMinutes(minutes: Uint8Array, from: number, to: number): void {
  for (let index = Math.floor(from / 60); index < minutes.length && index * 60 < to; index++) {
    const within = Math.min(to, (index + 1) * 60) - Math.max(from, index * 60);
    minutes[index] = Math.min(60, minutes[index]! + Math.max(0, within));
  }
}
