import { dateAfter, localDate } from '../identity/local-date.ts';

/** How a language says days and times. */
export interface TimeWords {
  locale: string;
  today: string;
  tomorrow: string;
  clock: (time: string) => string;
}

/** Says instants in the store's time zone and the reader's language. */
export class OrderTimes {
  readonly #zone: string;
  readonly #words: TimeWords;
  readonly #clock: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;

  constructor(timeZone: string, words: TimeWords) {
    const { locale } = words;
    this.#zone = timeZone;
    this.#words = words;
    this.#clock = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' });
    const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
    this.#day = new Intl.DateTimeFormat(locale, { timeZone, ...day });
  }

  /** "14:00", or "14:00 Uhr" */
  clock(at: number): string {
    return this.#words.clock(this.#clock.format(at));
  }

  /** "today, 14:00", "tomorrow, 14:00", "Thu 26 Nov, 14:00" */
  when(instant: string, nowMs: number): string {
    const at = Date.parse(instant);
    return `${this.#dayOf(at, nowMs)}, ${this.clock(at)}`;
  }

  #dayOf(at: number, nowMs: number): string {
    const [date, today] = [localDate(at, this.#zone), localDate(nowMs, this.#zone)];
    if (date === today) return this.#words.today;
    return date === dateAfter(today) ? this.#words.tomorrow : this.#day.format(at);
  }
}
