/**
 * What was asked of an item, hour by hour (UTC), in its stock unit; dense. Begins with the hour in which it was first asked for,
 * or where the reading began, and ends with the last hour that is over.
 */
export interface HourlyDemand {
  /** Hours since 1970 */
  firstHour: number;
  sold: Float64Array;
  /** For how many minutes of each hour it could not be had: what was sold then is a floor of the demand. */
  outMinutes: Float64Array;
  /** Told apart from what was sold: single lines far above what is usual, such as catering for a party. */
  oneOff: { hour: number; quantity: number }[];
}

/** An hour in which something happened to an item. */
export interface RecordedHour {
  /** Hours since 1970 */
  hour: number;
  /** By sales, and what sales and production took. */
  quantity: number;
  /** Came back into stock. */
  returned: number;
  /** The most that one line took. */
  largest: number;
}

const DAY_HOURS = 24;
/** A line is one of its kind when it is so many times as large as the largest of all but the biggest days … */
const FAR_ABOVE = 5;
/** … which are one in so many, and no fewer than two: who comes every week, or every other, is a customer like others. */
const BIG_DAYS = 14;
const FEWEST_BIG_DAYS = 2;
/** What came back is taken from what was sold up to so long before. */
const RETURN_HOURS = 7 * DAY_HOURS;

/**
 * The demand of the hours from `firstHour` on: without single lines far above what is usual, and without what came back,
 * which is taken from the hour it came in and from those before it. `hours` are in order.
 */
export function demandOf(
  hours: readonly RecordedHour[],
  firstHour: number,
  count: number,
): Pick<HourlyDemand, 'sold' | 'oneOff'> {
  const usual = usualLine(hours);
  // What comes back in the hour that is not over yet is taken from that first, though nothing is said of it.
  const thousandths = new Float64Array(Math.max(count, (hours.at(-1)?.hour ?? firstHour) - firstHour + 1));
  const oneOff: HourlyDemand['oneOff'] = [];
  for (const { hour, quantity, returned, largest } of hours) {
    const index = hour - firstHour;
    if (index < 0) continue;
    const isOneOff = largest > usual * FAR_ABOVE;
    if (isOneOff && index < count) oneOff.push({ hour, quantity: largest });
    thousandths[index] = Math.round((quantity - (isOneOff ? largest : 0)) * 1000);
    if (returned > 0) takeBack(thousandths, index, Math.round(returned * 1000));
  }
  return { sold: thousandths.slice(0, count).map((quantity) => Math.max(0, quantity) / 1000), oneOff };
}

/** The largest line of a usual day; without end where too little is known to call anything unusual. */
function usualLine(hours: readonly RecordedHour[]): number {
  const byDay = new Map<number, number>();
  for (const { hour, largest } of hours) {
    if (largest <= 0) continue;
    const day = Math.floor(hour / DAY_HOURS);
    byDay.set(day, Math.max(byDay.get(day) ?? 0, largest));
  }
  if (byDay.size < BIG_DAYS) return Infinity;
  const largest = [...byDay.values()].sort((a, b) => b - a);
  return largest[Math.max(FEWEST_BIG_DAYS, Math.floor(largest.length / BIG_DAYS))]!;
}

function takeBack(thousandths: Float64Array, from: number, returned: number): void {
  let rest = returned;
  for (let index = from; index >= 0 && index > from - RETURN_HOURS && rest > 0; index--) {
    const taken = Math.min(rest, Math.max(0, thousandths[index]!));
    thousandths[index]! -= taken;
    rest -= taken;
  }
}
