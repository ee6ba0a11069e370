import type { DemandEvent, DemandEventKind } from '../../shared/forecasts/demand-event.schema.ts';

export const EVENT_KIND_WORDS: Readonly<Record<DemandEventKind, string>> = {
  closed: 'Closed',
  booking: 'Booking',
  promotion: 'Promotion',
  holiday: 'Holiday',
  weather: 'Weather',
  other: 'Something else',
};

/** What a manager may choose from; anything between is said by its number. */
export const FACTOR_CHOICES = [0.25, 0.5, 0.75, 1.25, 1.5, 2, 3] as const;

const WORDS: Readonly<Record<string, string>> = {
  '0': 'nothing',
  '0.25': 'a quarter',
  '0.5': 'half',
  '0.75': 'a quarter less',
  '1': 'as much as ever',
  '1.25': 'a quarter more',
  '1.5': 'half as much again',
  '2': 'twice as much',
  '3': 'three times as much',
};

/** "half as much again", "1.3 times as much" */
export function factorWords(factor: number): string {
  return WORDS[`${factor}`] ?? `${new Intl.NumberFormat().format(factor)} times as much`;
}

/** "Thu 24 Dec", "24 Dec – 26 Dec": calendar days, in no zone. */
export function daysWords({ firstDay, lastDay }: Pick<DemandEvent, 'firstDay' | 'lastDay'>): string {
  const format = (options: Intl.DateTimeFormatOptions, day: string): string =>
    new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', ...options }).format(
      Date.parse(`${day}T12:00:00Z`),
    );
  const short = { day: 'numeric', month: 'short' } as const;
  if (firstDay === lastDay) return format({ weekday: 'short', ...short }, firstDay);
  return `${format(short, firstDay)} – ${format(short, lastDay)}`;
}

/** What it is expected to do to what: "half as much again of Pastry". */
export function eventWords(
  { factor, kind, category, itemId }: DemandEvent,
  nameOf: (itemId: string) => string,
): string {
  const what = itemId === undefined ? (category ?? '') : nameOf(itemId);
  if (kind === 'closed' || factor === 0)
    return what === '' ? 'nothing is asked for' : `nothing is asked for of ${what}`;
  return what === '' ? `${factorWords(factor)} of everything` : `${factorWords(factor)} of ${what}`;
}
