import { catalogue, locale as pageLocale } from '../ui/language.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;

const words = catalogue(
  {
    justNow: 'just now',
    minutesAgo: (minutes: number) => `${minutes} min ago`,
    since: (when: string) => `since ${when}`,
  },
  {
    justNow: 'gerade eben',
    minutesAgo: (minutes) => `vor ${minutes} Min.`,
    since: (when) => `seit ${when}`,
  },
);

/**
 * Says instants the way a kitchen does, in its store's time zone; in the screen's own until that is known. Build once
 * per store: the formats are costly.
 */
export class StoreTimes {
  readonly #clock: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #weekday: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;

  constructor(timeZone: string | undefined, locale: string | undefined = pageLocale) {
    const format = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, { timeZone, ...options });
    this.#clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    this.#day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    this.#weekday = format({ weekday: 'short' });
    this.#date = format({ day: 'numeric', month: 'short' });
  }

  /** "19:40" */
  clock(at: Date | number): string {
    return this.#clock.format(at);
  }

  /** "19:40" today, "Thu 19:40" within a week, "24 Nov" beyond. */
  when(at: Date | number, nowMs: number): string {
    if (this.isSameDay(at, nowMs)) return this.clock(at);
    if (Math.abs(Number(at) - nowMs) >= WEEK - 12 * HOUR) return this.#date.format(at);
    return `${this.#weekday.format(at)} ${this.clock(at)}`;
  }

  /** "Thu" within a week, "24 Nov" beyond. */
  weekday(at: Date | number, nowMs: number): string {
    return (Math.abs(Number(at) - nowMs) >= WEEK - 12 * HOUR ? this.#date : this.#weekday).format(at);
  }

  isSameDay(a: Date | number, b: Date | number): boolean {
    return this.#day.format(a) === this.#day.format(b);
  }

  /** Below an hour how long ago ("12 min ago"), else when it was ("since 18:05"). */
  age(at: Date | number, nowMs: number): string {
    return minutesAgo(nowMs - Number(at)) ?? words.since(this.when(at, nowMs));
  }

  /** The same of what was over at once: "12 min ago", "18:05". */
  ago(at: Date | number, nowMs: number): string {
    return minutesAgo(nowMs - Number(at)) ?? this.when(at, nowMs);
  }
}

function minutesAgo(ms: number): string | null {
  if (ms < MINUTE) return words.justNow;
  return ms < HOUR ? words.minutesAgo(Math.floor(ms / MINUTE)) : null;
}
