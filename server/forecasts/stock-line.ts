import { fillMinutes, type HourSpan } from './hour-minutes.ts';

/** An hour of an item in the ledger: what came and went, with the last minute that took and the first that brought. */
export interface LedgerHour {
  /** Hours since 1970 */
  hour: number;
  /** By sales and production */
  quantity: number;
  /** Change of on hand */
  moved: number;
  fell: number | null;
  rose: number | null;
}

/** What is on hand of an item, hour by hour, from `firstHour` on. */
export interface StockLine {
  firstHour: number;
  /** On hand when each hour is over, in thousandths. */
  level: Float64Array;
  /** On hand before the first of them, in thousandths. */
  before: number;
  /** Minutes; -1 where nothing fell or rose. */
  fell: Int8Array;
  rose: Int8Array;
  /** The minute of the last sale; -1 without. */
  sold: Int8Array;
  /** The hour from which on it is known how much there is; never, when it was not counted yet. */
  watchedFrom: number;
}

const NONE = -1;

/** @param onHand once all of `hours` are over, those after the span included; what was before follows from that */
export function stockLine(
  hours: readonly LedgerHour[],
  { firstHour, count }: HourSpan,
  { onHand, watchedFrom }: { onHand: number; watchedFrom: number },
): StockLine {
  const level = new Float64Array(count);
  const [fell, rose, sold] = [
    new Int8Array(count).fill(NONE),
    new Int8Array(count).fill(NONE),
    minutesOfSales(hours, { firstHour, count }),
  ];
  let before = Math.round(onHand * 1000);
  for (const one of hours) {
    const index = one.hour - firstHour;
    if (index >= 0) before -= Math.round(one.moved * 1000);
    if (index < 0 || index >= count) continue;
    level[index] = Math.round(one.moved * 1000);
    fell[index] = one.fell ?? NONE;
    rose[index] = one.rose ?? NONE;
  }
  for (let index = 0, sum = before; index < count; index++) level[index] = sum += level[index]!;
  return { firstHour, level, before, fell, rose, sold, watchedFrom };
}

/** The minute of the last sale of each hour; -1 where there was none. */
export function minutesOfSales(hours: readonly LedgerHour[], { firstHour, count }: HourSpan): Int8Array {
  const minutes = new Int8Array(count).fill(NONE);
  for (const { hour, quantity, fell } of hours) {
    const index = hour - firstHour;
    if (index >= 0 && index < count && quantity > 0) minutes[index] = fell ?? 0;
  }
  return minutes;
}

/**
 * For how many minutes of each hour there was less on hand than `needed`, by the ledger. Where it was sold all the same, it was
 * there, whatever the ledger says: it is out only after the last sale before goods came in again. Several ups and downs
 * within an hour count as one.
 * @param sales of what needs it: the last minute of each hour, -1 where there was none
 */
export function minutesShort(stock: StockLine, needed: number, sales: Int8Array): Uint8Array {
  const { level, fell, rose } = stock;
  const least = Math.max(1, Math.round(needed * 1000));
  const short = new Uint8Array(level.length);
  const isShort = (index: number): boolean => (index < 0 ? stock.before : level[index]!) < least;
  for (let from = Math.max(0, stock.watchedFrom - stock.firstHour); from < level.length; from++) {
    if (!isShort(from)) continue;
    let until = from;
    while (until + 1 < level.length && isShort(until + 1)) until++;
    const wasShort = isShort(from - 1);
    const start = lastSale(stock, sales, from, until, wasShort ? 0 : Math.max(0, fell[from]!));
    const back = until + 1;
    fillMinutes(short, start, back * 60 + (back < level.length ? Math.max(0, rose[back]!) : 0));
    from = until;
  }
  return short;
}

/** In minutes from the first hour on: when it ran out in an hour, unless it was sold after that. */
function lastSale(stock: StockLine, sales: Int8Array, from: number, until: number, minute: number): number {
  for (let index = until; index >= from; index--) {
    const isEmpty = (index > 0 ? stock.level[index - 1]! : stock.before) <= 0;
    const sold = Math.max(sales[index]!, isEmpty ? stock.sold[index]! : NONE);
    if (sold > NONE && (index > from || sold > minute)) return index * 60 + sold;
  }
  return from * 60 + minute;
}
