import { DateTime, IANAZone } from 'luxon';

/** The calendar of one store: its IANA zone, and the local time ("04:00") at which its business day starts. */
export interface StoreCalendar {
  timeZone: string;
  dayStart: string;
}

/** The local date that an instant's business day is named after. A bar's Friday ends on Saturday at its day start. */
export function businessDayOf(instant: Date, { timeZone, dayStart }: StoreCalendar): string {
  const local = DateTime.fromJSDate(instant, { zone: timeZone });
  const day = startOn(local, dayStart) > local ? local.minus({ days: 1 }) : local;
  return day.toISODate() ?? '';
}

/** The first start of a business day after `instant`. A start skipped by a clock change moves to the next valid time. */
export function endOfBusinessDay(instant: Date, { timeZone, dayStart }: StoreCalendar): Date {
  const local = DateTime.fromJSDate(instant, { zone: timeZone });
  const today = startOn(local, dayStart);
  return (today > local ? today : startOn(local.plus({ days: 1 }), dayStart)).toJSDate();
}

/** When a business day ("2026-03-20") starts. */
export function startOfBusinessDay(day: string, { timeZone, dayStart }: StoreCalendar): Date {
  return startOn(DateTime.fromISO(day, { zone: timeZone }), dayStart).toJSDate();
}

/** The date after a date. */
export function dayAfter(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }).toISODate() ?? '';
}

export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

function startOn(day: DateTime, dayStart: string): DateTime {
  const [hour = 0, minute = 0] = dayStart.split(':').map(Number);
  return day.startOf('day').set({ hour, minute });
}
