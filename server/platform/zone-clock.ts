import { IANAZone } from 'luxon';

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

/** What the clocks of an IANA time zone show. Local times are in ms, taken for UTC; instants in ms since 1970. */
export class ZoneClock {
  readonly #zone: IANAZone;
  /** Offsets in ms before and after each day: reading a year of sales asks for a few hundred days. */
  readonly #offsets = new Map<number, { before: number; after: number }>();

  constructor(timeZone: string) {
    this.#zone = IANAZone.create(timeZone);
  }

  localOf(instant: number): number {
    return instant + this.#offsetAt(instant);
  }

  /**
   * The instant of a local time. One that a clock change repeats is the first of the two; one that it skips is read with
   * the offset before, and so comes out as much later.
   */
  instantOf(local: number): number {
    const { before, after } = this.#offsetsAround(local);
    if (before === after) return local - before;
    const isAfter = this.#offsetAt(local - before) !== before && this.#offsetAt(local - after) === after;
    return local - (isAfter ? after : before);
  }

  /** The first instant at which the clock shows this time or a later one: of a time that is skipped, that of the change. */
  firstInstantOf(local: number): number {
    const instant = this.instantOf(local);
    return this.localOf(instant) === local ? instant : this.#changeBefore(instant);
  }

  /** Clocks change at whole minutes. */
  #changeBefore(instant: number): number {
    const after = this.#offsetAt(instant);
    let [last, first] = [(instant - DAY_MS) / MINUTE_MS, instant / MINUTE_MS];
    while (first - last > 1) {
      const middle = Math.floor((last + first) / 2);
      if (this.#offsetAt(middle * MINUTE_MS) === after) first = middle;
      else last = middle;
    }
    return Math.ceil(first) * MINUTE_MS;
  }

  #offsetsAround(local: number): { before: number; after: number } {
    const day = Math.floor(local / DAY_MS);
    const known = this.#offsets.get(day);
    if (known) return known;
    // Wide enough for local days that are up to 14 hours away from those of UTC.
    const offsets = {
      before: this.#offsetAt((day - 1) * DAY_MS),
      after: this.#offsetAt((day + 2) * DAY_MS),
    };
    this.#offsets.set(day, offsets);
    return offsets;
  }

  #offsetAt(instant: number): number {
    return this.#zone.offset(instant) * MINUTE_MS;
  }
}
