import { COURSES, type Course } from './restaurant/menu.ts';

/** `service` names the time for those who look on; of a course, the share of guests who take it then. */
interface Meal {
  from: number;
  service: string;
  takes: Readonly<Record<Course, number>>;
  /** How busy it is from Monday to Sunday, against an ordinary day. */
  week: readonly number[];
}

function takes(...shares: readonly number[]): Readonly<Record<Course, number>> {
  return Object.fromEntries(COURSES.map((course, index) => [course, shares[index] ?? 0])) as Record<
    Course,
    number
  >;
}

/** The three meal times, and the afternoon between two of them. Courses in the order of {@link COURSES}. */
const MEALS: readonly Meal[] = [
  {
    ...{ from: 0, service: 'Breakfast', week: [0.8, 0.8, 0.9, 0.9, 1, 1.5, 1.7] },
    takes: takes(0.9, 0, 0, 0, 0.05, 0.95, 0.35, 0),
  },
  {
    ...{ from: 11.5, service: 'Lunch', week: [0.9, 1, 1.05, 1.05, 1.1, 1.1, 1.2] },
    takes: takes(0, 0.25, 0.92, 0.2, 0.15, 0.35, 0.65, 0.15),
  },
  {
    ...{ from: 15, service: 'Afternoon', week: [0.8, 0.8, 0.9, 1, 1.1, 1.4, 1.4] },
    takes: takes(0, 0.1, 0.2, 0.15, 0.45, 0.7, 0.4, 0.3),
  },
  {
    ...{ from: 17.5, service: 'Dinner', week: [0.7, 0.75, 0.9, 1, 1.3, 1.4, 0.85] },
    takes: takes(0, 0.42, 0.96, 0.3, 0.35, 0.2, 0.45, 0.9),
  },
];

/** Guests who sit down in each hour of an ordinary day. */
const GUESTS: Readonly<Record<number, number>> = {
  ...{ 7: 6, 8: 14, 9: 16, 10: 12, 11: 10, 12: 28, 13: 26, 14: 12 },
  ...{ 15: 8, 16: 8, 17: 12, 18: 28, 19: 38, 20: 34, 21: 18, 22: 4 },
};

export const OPENS = 7;
export const CLOSES = 23;
/** The kitchen begins nothing that is not ready by then. */
export const LAST_ORDERS = 21.75;

export function mealAt(hour: number): Meal {
  return MEALS.findLast(({ from }) => from <= hour)!;
}

/** How many guests are expected in the hour that holds `hour` (19.5 is half past seven); weekdays from 1, Monday. */
export function guestsExpected(weekday: number, hour: number): number {
  return (GUESTS[Math.floor(hour)] ?? 0) * mealAt(hour).week[weekday - 1]!;
}

/** What goes on at an hour, in the words of the house. */
export function serviceAt(hour: number): string {
  if (hour < 6) return 'Night';
  if (hour < OPENS) return 'Morning prep';
  return hour < CLOSES ? mealAt(hour).service : 'Closed';
}
