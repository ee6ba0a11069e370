/** Something that takes a dish or an ingredient off for a while; `minutes` null: all of it is thrown away. */
export interface Mishap {
  sku: string;
  reason: string;
  minutes: number | null;
  /** Between these hours of the day. */
  from: number;
  to: number;
}

export const MISHAPS: readonly Mishap[] = [
  { sku: 'coffee-bean', reason: 'coffee machine down', minutes: 45, from: 8, to: 16 },
  { sku: 'pancakes', reason: 'griddle being cleaned', minutes: 20, from: 9, to: 11 },
  { sku: 'eggs-benedict', reason: 'hollandaise split', minutes: 30, from: 8, to: 11 },
  { sku: 'fries', reason: 'fryer down', minutes: 40, from: 12, to: 21 },
  { sku: 'calamari', reason: 'oil being changed', minutes: 25, from: 12, to: 20 },
  { sku: 'pizza-dough', reason: 'oven too cold', minutes: 30, from: 12, to: 20 },
  { sku: 'schnitzel', reason: 'one cook short', minutes: 50, from: 12, to: 20 },
  { sku: 'risotto', reason: 'pan burnt, starting again', minutes: 35, from: 18, to: 21 },
  { sku: 'sea-bass', reason: 'not fresh enough', minutes: null, from: 11, to: 18 },
  { sku: 'mixed-leaves', reason: 'slugs in the box', minutes: null, from: 11, to: 19 },
  { sku: 'creme-brulee', reason: 'not set yet', minutes: 60, from: 17, to: 20 },
  { sku: 'lager', reason: 'changing the keg', minutes: 20, from: 17, to: 22 },
  { sku: 'spritz', reason: 'no glasses', minutes: 25, from: 18, to: 21 },
  { sku: 'burrata-plate', reason: 'tomatoes not ripe', minutes: 120, from: 11, to: 13 },
];

/** A dish that is prepared for so many; `until` an hour of the day, null for the rest of it. */
export interface Special {
  sku: string;
  reason: string;
  portions: readonly [fewest: number, most: number];
  /** Weekdays from 1, Monday. */
  days: readonly number[];
  from: number;
  until: number | null;
}

export const SPECIALS: readonly Special[] = [
  { sku: 'tagliatelle', reason: 'lunch menu', portions: [6, 10], days: [1, 3], from: 11.5, until: 15 },
  { sku: 'roast-chicken', reason: 'Sunday roast', portions: [5, 9], days: [7], from: 11.75, until: 16 },
  { sku: 'moules', reason: 'special', portions: [6, 11], days: [2, 4, 5, 6], from: 17.8, until: null },
  { sku: 'steak-frites', reason: 'dry-aged', portions: [8, 14], days: [5], from: 18.1, until: null },
];

/** How things that spoil come to be thrown away, by the place where they are kept. */
export const WASTE_REASONS: Readonly<Record<string, readonly string[]>> = {
  Produce: ['bruised', 'wilted', 'mouldy'],
  Dairy: ['gone sour', 'dropped', 'left out'],
  Meat: ['overcooked', 'dropped', 'off colour'],
  Fish: ['smells', 'dropped', 'overcooked'],
  Bakery: ['stale', 'burnt'],
  Prep: ['burnt', 'split', 'over-salted', 'dropped'],
  Desserts: ['dropped', 'sent back'],
};
