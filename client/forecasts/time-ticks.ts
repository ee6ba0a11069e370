import type { StoreTimes } from '../stock/store-times.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Hours that are written where a chart shows so many hours at most; else only midnights. */
const WRITTEN: readonly { most: number; clocks: readonly string[] }[] = [
  { most: 40, clocks: ['00:00', '04:00', '08:00', '12:00', '16:00', '20:00'] },
  { most: 80, clocks: ['00:00', '08:00', '16:00'] },
  { most: Infinity, clocks: ['00:00'] },
];

export interface Tick {
  at: number;
  label: string;
}

/** Whole hours of the store's clock between two instants; midnights are called by their day. */
export function hourTicks(from: number, to: number, times: StoreTimes): Tick[] {
  const clocks = WRITTEN.find(({ most }) => to - from <= most * HOUR)?.clocks ?? [];
  const ticks: Tick[] = [];
  // Half hours, since some zones are so far from the others.
  for (let at = Math.ceil(from / (HOUR / 2)) * (HOUR / 2); at <= to; at += HOUR / 2) {
    const clock = times.clock(at);
    if (clocks.includes(clock)) ticks.push({ at, label: clock === '00:00' ? times.weekday(at, at) : clock });
  }
  return ticks;
}

/** Days stand at their noon, in no zone. */
export function noonOf(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

/** Mondays, or every day where there are few; and how days are called: "24 Nov". */
export function dayTicks(
  from: number,
  to: number,
  locale?: string,
): { ticks: Tick[]; words: (day: string) => string } {
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const isMonday = (at: number): boolean => new Date(at).getUTCDay() === 1;
  const ticks: Tick[] = [];
  for (let at = from; at <= to; at += DAY)
    if (to - from <= 10 * DAY || isMonday(at)) ticks.push({ at, label: format.format(at) });
  return { ticks, words: (day) => format.format(noonOf(day)) };
}
