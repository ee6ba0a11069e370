import { DateTime } from 'luxon';

/** Local times, "21:00". From the later to the earlier one they last over midnight; two that are equal are no hours at all. */
export interface QuietHours {
  from: string;
  until: string;
}

/**
 * The first instant from `now` on at which customers may be told something. An end that a clock change skips comes with
 * the next valid time; one that it repeats comes with the first, unless `now` is past that.
 */
export function endOfQuiet(now: Date, quiet: QuietHours | null, timeZone: string): Date {
  if (!quiet) return now;
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const { from, until } = quiet;
  const time = local.toFormat('HH:mm');
  const isOverMidnight = from > until;
  const isQuiet = isOverMidnight ? time >= from || time < until : time >= from && time < until;
  if (!isQuiet) return now;
  const day = isOverMidnight && time >= from ? local.plus({ days: 1 }) : local;
  const [hour = 0, minute = 0] = until.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 }).toJSDate();
}
