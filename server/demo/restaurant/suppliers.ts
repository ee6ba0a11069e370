import type { Day } from '../day.ts';

/** Who brings what, when, and how reliably. */
export interface Supplier extends Temper {
  name: string;
  category: string;
  /** Weekdays from 1, Monday. */
  days: readonly number[];
  /** When the van comes: 7.5 is half past seven. */
  hour: number;
}

/** How a supplier behaves. */
export interface Temper {
  /** The share of deliveries that come hours late, on some weekdays another; and of lines that come short. */
  late: number;
  lateOn?: Readonly<Record<number, number>>;
  short: number;
  /** Why it is late, where it has reasons of its own. */
  excuses?: readonly string[];
  /** Minutes until it answers an order. */
  answers: readonly [number, number];
}

const DAILY = [1, 2, 3, 4, 5, 6, 7];
const FRIDAY = 5;
const IN_TIME = [8, 30] as const;

export const SUPPLIERS: readonly Supplier[] = [
  // Punctual.
  {
    ...{ name: 'Moulin Bakery', category: 'Bakery', days: DAILY, hour: 6.5 },
    ...{ late: 0.01, short: 0.01, answers: [3, 10] },
  },
  // Ships short.
  {
    ...{ name: 'Greenfield', category: 'Produce', days: [1, 2, 3, 4, 5, 6], hour: 7.5 },
    ...{ late: 0.04, short: 0.25, answers: IN_TIME },
  },
  {
    ...{ name: 'Alm Dairy', category: 'Dairy', days: [2, 4, 6], hour: 8.25 },
    ...{ late: 0.12, short: 0.06, answers: IN_TIME },
  },
  // Late on Fridays, when dinner waits for it.
  {
    ...{ name: 'Nordsee Fish', category: 'Fish', days: [2, 3, 4, 5, 6], hour: 18.5 },
    ...{ late: 0.06, lateOn: { [FRIDAY]: 0.9 }, short: 0.08, answers: [15, 50] },
    excuses: ['the boat came in late', 'the auction took longer', 'the ice machine failed'],
  },
  {
    ...{ name: 'Huber Meats', category: 'Meat', days: [1, 3, 6], hour: 10 },
    ...{ late: 0.12, short: 0.07, answers: IN_TIME },
  },
  {
    ...{ name: 'Alpine Drinks', category: 'Bar', days: [1, 3, 6], hour: 11 },
    ...{ late: 0.1, short: 0.05, answers: IN_TIME },
  },
  {
    ...{ name: 'Drystore & Co', category: 'Dry store', days: [3, 6], hour: 13.5 },
    ...{ late: 0.15, short: 0.06, answers: [30, 120] },
  },
  {
    ...{ name: 'Weber Cellars', category: 'Cellar', days: [2, 6], hour: 14.25 },
    ...{ late: 0.1, short: 0.05, answers: [30, 120] },
  },
];

/** Dear but fast: has nearly everything, the same day, and takes a third more for it. Its own program takes orders. */
export const CASH_AND_CARRY = 'Zentral Market';
const OF_CASH_AND_CARRY: Temper = { late: 0.1, short: 0.03, answers: [1, 3] };

const TEMPERS: ReadonlyMap<string, Temper> = new Map<string, Temper>([
  ...SUPPLIERS.map((supplier) => [supplier.name, supplier] as const),
  [CASH_AND_CARRY, OF_CASH_AND_CARRY],
]);

/** How a supplier behaves; nothing is known of those that whoever watches invented. */
export function temperOf(name: string): Temper | undefined {
  return TEMPERS.get(name);
}

export function lateShare({ late, lateOn = {} }: Temper, { weekday }: Pick<Day, 'weekday'>): number {
  return lateOn[weekday] ?? late;
}
