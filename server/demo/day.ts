import { DateTime } from 'luxon';

const HOUR_MS = 60 * 60_000;

/** One day of the restaurant, counted from the first one that the demo knows. */
export interface Day {
  index: number;
  /** From 1, Monday. */
  weekday: number;
  /** "2026-11-20" */
  date: string;
  /** The instant at which the clocks of the house show an hour: 19.5 is half past seven. */
  at(hour: number): Date;
  next(): Day;
}

export function dayOf(instant: Date, timeZone: string, index: number): Day {
  return toDay(DateTime.fromJSDate(instant, { zone: timeZone }).startOf('day'), index);
}

function toDay(midnight: DateTime, index: number): Day {
  const tomorrow = midnight.plus({ days: 1 });
  const hasUsualLength = tomorrow.diff(midnight, 'hours').hours === 24;
  return {
    index,
    weekday: midnight.weekday,
    date: midnight.toISODate() ?? '',
    at: hasUsualLength
      ? (hour) => new Date(midnight.toMillis() + Math.round(hour * HOUR_MS))
      : (hour) => onClock(midnight, hour),
    next: () => toDay(tomorrow, index + 1),
  };
}

/** What clocks show on a day on which they are changed. */
function onClock(midnight: DateTime, hour: number): Date {
  const seconds = Math.round(hour * 3600);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return midnight.set({ hour: h, minute: m, second: s }).toJSDate();
}

/** 19.5 when the clocks of the house show half past seven. */
export function hourOf(instant: Date, timeZone: string): number {
  const { hour, minute } = DateTime.fromJSDate(instant, { zone: timeZone });
  return hour + minute / 60;
}
