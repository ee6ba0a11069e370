import { ZoneClock } from '../platform/zone-clock.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;
/** How far ahead a delivery is looked for, in days. */
const HORIZON = 366;

/** When a supplier takes orders and delivers, in the local time of the store that it serves. */
export interface DeliveryCalendar {
  leadTimeDays: number;
  /** Days of the week, 1 = Monday. */
  deliveryDays: readonly number[];
  /** HH:MM */
  deliveryTime: string;
  /** HH:MM. An order counts for a day when it is placed before this; at this minute it is too late. */
  cutOff: string;
  /** YYYY-MM-DD: takes no orders and does not deliver. */
  closedOn: readonly string[];
}

export interface Delivery {
  /** YYYY-MM-DD, the local day. */
  day: string;
  deliverAt: Date;
  /** An order before this instant makes the delivery. */
  orderBy: Date;
}

/**
 * The earliest delivery that an order placed at `at` makes; null when there is none within a year.
 *
 * The order counts for the first open day of which the cut-off is still to come. The lead time is in calendar days from
 * there, closed days included; then comes the first delivery day that is not closed, at the delivery time. On the day of
 * the order itself (no lead time) only what is later than the order counts.
 */
export function nextDelivery(calendar: DeliveryCalendar, timeZone: string, at: Date): Delivery | null {
  return new SupplierDays(calendar, timeZone).nextAfter(at.getTime());
}

/** The delivery that the next chance to order makes: what is ordered at `at` has to last until it comes. */
export function followingDelivery(calendar: DeliveryCalendar, timeZone: string, at: Date): Delivery | null {
  const days = new SupplierDays(calendar, timeZone);
  const next = days.nextAfter(at.getTime());
  return next && days.nextAfter(next.orderBy.getTime());
}

/** When the supplier delivers next, to whoever ordered in time; null when it does not within a year. */
export function comingDelivery(calendar: DeliveryCalendar, timeZone: string, at: Date): Date | null {
  return new SupplierDays(calendar, timeZone).comingAfter(at.getTime());
}

/** Until when an order makes the delivery of a local day; null when nothing is delivered on it. */
export function lastOrderFor(calendar: DeliveryCalendar, timeZone: string, day: string): Date | null {
  const days = new SupplierDays(calendar, timeZone);
  return days.deliveryOn(dayNumber(day))?.orderBy ?? null;
}

/** Days are counted from 1970-01-01, which was a Thursday. */
class SupplierDays {
  readonly #clock: ZoneClock;
  readonly #closed: ReadonlySet<number>;
  readonly #delivers: ReadonlySet<number>;
  readonly #calendar: DeliveryCalendar;

  constructor(calendar: DeliveryCalendar, timeZone: string) {
    this.#clock = new ZoneClock(timeZone);
    this.#closed = new Set(calendar.closedOn.map(dayNumber));
    this.#delivers = new Set(calendar.deliveryDays);
    this.#calendar = calendar;
  }

  nextAfter(at: number): Delivery | null {
    const today = Math.floor(this.#clock.localOf(at) / DAY_MS);
    for (let day = today + this.#calendar.leadTimeDays; day <= today + HORIZON; day++) {
      const delivery = this.deliveryOn(day);
      if (delivery && delivery.orderBy.getTime() > at) return delivery;
    }
    return null;
  }

  comingAfter(at: number): Date | null {
    const today = Math.floor(this.#clock.localOf(at) / DAY_MS);
    for (let day = today; day <= today + HORIZON; day++) {
      const delivery = this.deliveryOn(day);
      if (delivery && delivery.deliverAt.getTime() > at) return delivery.deliverAt;
    }
    return null;
  }

  deliveryOn(day: number): Delivery | null {
    if (this.#closed.has(day) || !this.#delivers.has(weekday(day))) return null;
    const ordered = this.#lastOpenDay(day - this.#calendar.leadTimeDays);
    if (ordered === null) return null;
    const deliverAt = this.#instant(day, this.#calendar.deliveryTime);
    const orderBy = Math.min(this.#instant(ordered, this.#calendar.cutOff), deliverAt);
    return { day: dayName(day), deliverAt: new Date(deliverAt), orderBy: new Date(orderBy) };
  }

  #lastOpenDay(from: number): number | null {
    for (let day = from; day >= from - HORIZON; day--) if (!this.#closed.has(day)) return day;
    return null;
  }

  #instant(day: number, time: string): number {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return this.#clock.firstInstantOf(day * DAY_MS + (hour * 60 + minute) * MINUTE_MS);
  }
}

/** 1 = Monday. */
function weekday(day: number): number {
  return ((day + 3) % 7) + 1;
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

function dayName(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
