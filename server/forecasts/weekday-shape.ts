import { isClosed, weekdayOf, type DemandSeries, type ShopHistory } from './demand-series.ts';

/** The share of an average day that falls on each weekday, Monday first; the mean of the seven is 1. */
export type WeekdayShape = readonly number[];

const SHOP_DAYS = 16 * 7;
const SHOP_HALF_LIFE = 8 * 7;
const ITEM_HALF_LIFE = 84;
/** Weeks of the shop's shape that an item's own is mixed with: more for what sells little, whose own says little. */
const pseudoWeeks = (daily: number): number => 4 + 30 / Math.max(daily, 1e-6);
/** How far the shapes of items are from the shop's, as the variance of a weekday's share, where the item's own does not tell. */
const USUAL_APART = 1 / 30;
const LEAST_DISPERSION = 0.5;
/** Of a weekday that was hardly ever seen nothing is concluded. */
const LEAST_WEIGHT = 0.5;
const LEAST = 0.02;
/** What was closed in so many weeks in a row is closed; of a shop that is younger, in all of them, and no fewer than these. */
const CLOSED_WEEKS = 5;
const FEWEST_WEEKS = 3;
/** A shop that sells less on its days may sell nothing by chance. */
const LEAST_SOLD = 5;

export function decay(age: number, halfLife: number): number {
  return 0.5 ** (age / halfLife);
}

/** The shape of a shop's week, from its last sixteen, the later ones counting more. */
export function shopShape(shop: ShopHistory): WeekdayShape {
  const { first, total } = shop;
  const end = first + total.length;
  const [sold, weights] = [new Float64Array(7), new Float64Array(7)];
  for (let day = Math.max(first, end - SHOP_DAYS); day < end; day++) {
    if (isClosed(shop, day)) continue;
    const weight = decay(end - 1 - day, SHOP_HALF_LIFE);
    sold[weekdayOf(day)]! += weight * total[day - first]!;
    weights[weekdayOf(day)]! += weight;
  }
  const open = [...sold].map((sum, weekday) => (weights[weekday]! > 0 ? sum / weights[weekday]! : NaN));
  const known = open.filter((mean) => !Number.isNaN(mean));
  const mean = known.reduce((sum, each) => sum + each, 0) / Math.max(1, known.length);
  if (!(mean > 0)) return Array<number>(7).fill(1);
  // A weekday on which the shop was never open has the shape of any: it says nothing of demand.
  return normalised(open.map((each) => (Number.isNaN(each) ? 1 : each / mean)));
}

/** The item's own shape, shrunk toward the shop's where it sells too little to tell. */
export function itemShape(series: DemandSeries, shop: ShopHistory, base: WeekdayShape): WeekdayShape {
  const { first, sold, inStock } = series;
  const end = first + sold.length;
  const [own, squares, weights] = [new Float64Array(7), new Float64Array(7), new Float64Array(7)];
  let [all, expected] = [0, 0];
  for (let day = first; day < end; day++) {
    if (isClosed(shop, day) || (inStock?.[day - first] ?? 1) < 0.9) continue;
    const weekday = weekdayOf(day);
    const weight = decay(end - 1 - day, ITEM_HALF_LIFE);
    const quantity = sold[day - first]!;
    own[weekday]! += weight * quantity;
    squares[weekday]! += weight * quantity * quantity;
    weights[weekday]! += weight;
    all += weight * quantity;
    expected += weight * base[weekday]!;
  }
  const daily = expected > 0 ? all / expected : 0;
  if (daily === 0) return base;
  const prior = Math.min(pseudoWeeks(daily), weeksByItsOwn({ own, squares, weights }, daily, base));
  return normalised(
    base.map((share, weekday) => (own[weekday]! / daily + prior * share) / (weights[weekday]! + prior)),
  );
}

/**
 * As many weeks of the shop's shape as tell a weekday as well as what items differ from it: the variance of a day over that
 * between shapes. What is sold on Fridays only is further from the shop's than chance brings it, and follows its own week.
 */
function weeksByItsOwn(
  { own, squares, weights }: Record<'own' | 'squares' | 'weights', Float64Array>,
  daily: number,
  base: WeekdayShape,
): number {
  let [within, weight] = [0, 0];
  for (let weekday = 0; weekday < 7; weekday++) {
    if (weights[weekday] === 0) continue;
    within += squares[weekday]! - own[weekday]! ** 2 / weights[weekday]!;
    weight += weights[weekday]!;
  }
  const dispersion = Math.max(LEAST_DISPERSION, within / weight / daily);
  let [apart, days] = [0, 0];
  for (let weekday = 0; weekday < 7; weekday++) {
    if (weights[weekday]! < LEAST_WEIGHT) continue;
    const difference = own[weekday]! / weights[weekday]! / daily - base[weekday]!;
    apart += difference ** 2 / Math.max(0.3, base[weekday]!) - dispersion / (daily * weights[weekday]!);
    days++;
  }
  return 1 + dispersion / (daily * ((Math.max(0, apart) + 7 * USUAL_APART) / (days + 7)));
}

/**
 * Weekdays on which a shop does not open, Monday first: those on which it sold nothing for weeks. Weeks in which it did not
 * open at all say nothing: after its holidays it opens as before.
 */
export function closedWeekdays(shop: ShopHistory): boolean[] {
  const { first, total } = shop;
  const open = Array.from({ length: 7 }, () => false);
  let [weeks, days, sold] = [0, 0, 0];
  for (let from = first + total.length - 7; from >= first && weeks < CLOSED_WEEKS; from -= 7) {
    const week = Array.from({ length: 7 }, (_, index) => from + index).filter((day) => !isClosed(shop, day));
    for (const day of week) [open[weekdayOf(day)], sold] = [true, sold + total[day - first]!];
    if (week.length > 0) weeks++;
    days += week.length;
  }
  const isTold = weeks >= FEWEST_WEEKS && sold >= LEAST_SOLD * days;
  return open.map((isOpen) => isTold && !isOpen);
}

function normalised(shape: readonly number[]): WeekdayShape {
  const floored = shape.map((share) => Math.max(LEAST, share));
  const mean = floored.reduce((sum, share) => sum + share, 0) / floored.length;
  return floored.map((share) => share / mean);
}
