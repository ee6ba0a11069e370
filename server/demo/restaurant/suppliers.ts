/** Who brings what, when, and how reliably. */
export interface Supplier {
  name: string;
  category: string;
  /** Weekdays from 1, Monday. */
  days: readonly number[];
  /** When the van comes: 7.5 is half past seven. */
  hour: number;
  /** The share of deliveries that come hours late, and of lines that come short. */
  late: number;
  short: number;
}

const DAILY = [1, 2, 3, 4, 5, 6, 7];

export const SUPPLIERS: readonly Supplier[] = [
  { name: 'Moulin Bakery', category: 'Bakery', days: DAILY, hour: 6.5, late: 0.05, short: 0.07 },
  { name: 'Greenfield', category: 'Produce', days: [1, 2, 3, 4, 5, 6], hour: 7.5, late: 0.1, short: 0.07 },
  { name: 'Alm Dairy', category: 'Dairy', days: [2, 4, 6], hour: 8.25, late: 0.12, short: 0.06 },
  { name: 'Nordsee Fish', category: 'Fish', days: [2, 3, 4, 5, 6], hour: 9, late: 0.2, short: 0.12 },
  { name: 'Huber Meats', category: 'Meat', days: [1, 3, 6], hour: 10, late: 0.12, short: 0.07 },
  { name: 'Alpine Drinks', category: 'Bar', days: [1, 3, 6], hour: 11, late: 0.1, short: 0.05 },
  { name: 'Drystore & Co', category: 'Dry store', days: [3, 6], hour: 13.5, late: 0.15, short: 0.06 },
  { name: 'Weber Cellars', category: 'Cellar', days: [2, 6], hour: 14.25, late: 0.1, short: 0.05 },
];
