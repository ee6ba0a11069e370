import type { StoreCalendar } from '../platform/business-day.ts';
import { ZoneClock } from '../platform/zone-clock.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** A business day is looked at in so many parts: hours, save where clocks change. */
export const SLOTS = 24;

/** Where in the business days of a store a whole hour is. */
export interface HourPlace {
  day: number;
  slot: number;
}

/** The business days of a store, counted from that of 1970-01-01, and their hours. Instants are in ms. */
export class StoreHours {
  readonly #zone: ZoneClock;
  readonly #dayStart: number;
  readonly #places = new Map<number, HourPlace>();

  constructor({ timeZone, dayStart }: StoreCalendar) {
    this.#zone = new ZoneClock(timeZone);
    const [hours = 0, minutes = 0] = dayStart.split(':').map(Number);
    this.#dayStart = (hours * 60 + minutes) * 60_000;
  }

  dayOf(instant: number): number {
    const day = Math.floor((this.#zone.localOf(instant) - this.#dayStart) / DAY_MS);
    // An hour that a clock change repeats belongs to the day that has begun.
    return this.startOf(day + 1) <= instant ? day + 1 : day;
  }

  startOf(day: number): number {
    return this.#zone.firstInstantOf(day * DAY_MS + this.#dayStart);
  }

  /** How much of its business day is over, from 0 to 1. */
  elapsedOf(instant: number, day = this.dayOf(instant)): number {
    const start = this.startOf(day);
    return (instant - start) / (this.startOf(day + 1) - start);
  }

  /** Of an hour (UTC, counted from 1970): that of its middle. */
  placeOf(hour: number): HourPlace {
    const known = this.#places.get(hour);
    if (known) return known;
    const middle = (hour + 0.5) * HOUR_MS;
    const day = this.dayOf(middle);
    const slot = Math.min(SLOTS - 1, Math.max(0, Math.floor(this.elapsedOf(middle, day) * SLOTS)));
    const place = { day, slot };
    this.#places.set(hour, place);
    return place;
  }
}

/** As dates are written: "2026-03-20". */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** @param date as {@link dateOf} writes it */
export function dayNumberOf(date: string): number {
  return Date.parse(date) / DAY_MS;
}
