import { readHabit } from '../../shared/purchasing/lateness-habit.ts';
import { reasonWords } from '../stock/known-reasons.ts';
import { catalogue, locale } from '../ui/language.ts';

const words = catalogue(
  {
    habit: (late: number, of: number) => `${late} of its last ${of} deliveries came late`,
    habitOn: (late: number, of: number, day: string) =>
      `${late} of its last ${of} deliveries on a ${day} came late`,
  },
  {
    habit: (late, of) => `${late} der letzten ${of} Lieferungen kamen zu spät`,
    habitOn: (late, of, day) => `${late} der letzten ${of} Lieferungen am ${day} kamen zu spät`,
  },
);

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 24 * 60 * 60_000;

/** Why something comes late, as this page's language says it where that is known; else as it was typed. */
export function delayReason(reason: string): string {
  const habit = readHabit(reason);
  if (!habit) return reasonWords(reason);
  const { late, of, weekday } = habit;
  return weekday === undefined ? words.habit(late, of) : words.habitOn(late, of, dayName(weekday));
}

function dayName(weekday: number): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return format.format(MONDAY + (weekday - 1) * DAY);
}
