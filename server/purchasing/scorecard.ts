import {
  FIGURE_NAMES,
  type Figure,
  type FigureName,
  type Figures,
  type LeadTimes,
  type TrendWeek,
  type WeekdayLateness,
} from '../../shared/purchasing/scorecard.schema.ts';
import { valueFor, type LineFact } from './scorecard-facts.ts';
import {
  aroundEstimate,
  aroundQuantile,
  controlLimits,
  deviationOf,
  meanOf,
  quantile,
  wilson,
  type Interval,
} from './scorecard-intervals.ts';

/** Every figure of a supplier over the lines that were due. `tolerance` in ms. */
export function figuresOf(lines: readonly LineFact[], tolerance: number): Figures {
  const entries = FIGURE_NAMES.map((name) => [name, figureOf(name, lines, tolerance)] as const);
  return Object.fromEntries(entries) as Figures;
}

/** What counts for a figure: the lines that say something, with what they say. */
interface Counted {
  lines: LineFact[];
  values: number[];
  orders: number;
}

export function figureOf(name: FigureName, lines: readonly LineFact[], tolerance: number): Figure {
  const counted = countedFor(name, lines, tolerance);
  const { values, orders } = counted;
  if (values.length === 0) return { value: null, n: 0, orders: 0, low: null, high: null };
  return { n: values.length, orders, ...estimate(name, counted) };
}

function estimate(name: FigureName, { values, orders, lines }: Counted): Interval & { value: number | null } {
  switch (name) {
    case 'leadTimeMean':
      return meanEstimate(values, orders);
    case 'leadTimeSd':
      return deviationEstimate(values, orders);
    case 'leadTimeP50':
    case 'latenessP50':
    case 'timeToAcknowledge':
      return quantileEstimate(values, 0.5, orders);
    case 'leadTimeP90':
    case 'latenessP90':
      return quantileEstimate(values, 0.9, orders);
    case 'priceVariance':
      return ratioEstimate(lines);
    default:
      return shareEstimate(values, orders);
  }
}

/** One value for each line; of the time to acknowledge, which all lines of an order share, one for each order. */
function countedFor(name: FigureName, lines: readonly LineFact[], tolerance: number): Counted {
  const counted: Counted = { lines: [], values: [], orders: 0 };
  const orders = new Set<string>();
  for (const line of lines) {
    if (name === 'timeToAcknowledge' && orders.has(line.poId)) continue;
    const value = valueFor(name, line, tolerance);
    if (value === null) continue;
    counted.lines.push(line);
    counted.values.push(value);
    orders.add(line.poId);
  }
  return { ...counted, orders: orders.size };
}

function shareEstimate(values: readonly number[], orders: number) {
  const value = meanOf(values);
  return { value, ...wilson(value, orders) };
}

function meanEstimate(values: readonly number[], orders: number) {
  const value = meanOf(values);
  const error = values.length < 2 ? 0 : deviationOf(values, value) / Math.sqrt(orders);
  return { value, ...aroundEstimate(value, error, orders) };
}

/** Of one value there is no deviation. Its standard error is σ / √(2(m − 1)), that of a normal distribution. */
function deviationEstimate(values: readonly number[], orders: number) {
  if (values.length < 2) return { value: null, low: null, high: null };
  const value = deviationOf(values, meanOf(values));
  const { low, high } = aroundEstimate(value, value / Math.sqrt(2 * Math.max(1, orders - 1)), orders);
  return { value, low: low === null ? null : Math.max(0, low), high };
}

function quantileEstimate(values: readonly number[], share: number, orders: number) {
  const sorted = Float64Array.from(values).sort();
  const list = Array.from(sorted);
  return { value: quantile(list, share), ...aroundQuantile(list, share, orders) };
}

/**
 * How much more was paid than agreed, of all that was agreed: a ratio of sums, so that a dear line counts more than a cheap
 * one. Its standard error is that of a ratio estimator over the orders (Cochran, Sampling Techniques, 6.4).
 */
function ratioEstimate(lines: readonly LineFact[]) {
  const sums = new Map<string, { paid: number; agreed: number }>();
  for (const { poId, paid, agreed } of lines) {
    const sum = sums.get(poId) ?? { paid: 0, agreed: 0 };
    sums.set(poId, { paid: sum.paid + paid!, agreed: sum.agreed + agreed! });
  }
  const orders = [...sums.values()];
  const agreed = orders.reduce((sum, order) => sum + order.agreed, 0);
  const ratio = orders.reduce((sum, order) => sum + order.paid, 0) / agreed;
  const squares = orders.reduce((sum, order) => sum + (order.paid - ratio * order.agreed) ** 2, 0);
  const m = orders.length;
  const error = m < 2 ? 0 : Math.sqrt((squares * m) / (m - 1)) / agreed;
  return { value: ratio - 1, ...aroundEstimate(ratio - 1, error, m) };
}

/**
 * On time and in full week by week, with the limits of a p-chart around the share of the whole window: a week outside them is
 * not chance. The limits count orders, as the intervals do. Weeks without an order due are missing.
 */
export function trendOf(
  lines: readonly LineFact[],
  tolerance: number,
): { centre: number | null; weeks: TrendWeek[] } {
  const centre = figureOf('otif', lines, tolerance).value;
  if (centre === null) return { centre, weeks: [] };
  const byWeek = [...Map.groupBy(lines, ({ week }) => week)].sort(([a], [b]) => (a < b ? -1 : 1));
  const weeks = byWeek.map(([week, its]): TrendWeek => {
    const { value, n, orders } = figureOf('otif', its, tolerance);
    const { lower, upper } = controlLimits(centre, orders);
    const signal = value! < lower - 1e-9 ? 'worse' : value! > upper + 1e-9 ? 'better' : null;
    return { week, value, n, orders, lowerLimit: lower, upperLimit: upper, signal };
  });
  return { centre, weeks };
}

/** How often lines were not on time, by the day of the week on which they were due; days without any are missing. */
export function weekdaysOf(lines: readonly LineFact[], tolerance: number): WeekdayLateness[] {
  const byDay = [...Map.groupBy(lines, ({ weekday }) => weekday)].sort(([a], [b]) => a - b);
  return byDay.map(([weekday, its]) => {
    const { value, low, high, ...counts } = figureOf('onTime', its, tolerance);
    const flipped = { value: 1 - value!, low: 1 - high!, high: 1 - low! };
    return {
      weekday,
      late: { ...counts, ...flipped },
      medianHours: figureOf('latenessP50', its, tolerance).value,
    };
  });
}

/** How many lines came after how long, by the day, or by the quarter of one where nearly all come within three. */
export function leadTimesOf(lines: readonly LineFact[]): LeadTimes {
  const hours = lines.flatMap((line) => {
    const days = valueFor('leadTimeMean', line, 0);
    return days === null ? [] : [Math.max(0, days * 24)];
  });
  if (hours.length === 0) return { width: 24, bars: [] };
  const sorted = Array.from(Float64Array.from(hours).sort());
  const width = quantile(sorted, 0.9) < 72 ? 6 : 24;
  const places = sorted.map((each) => Math.floor(each / width));
  const first = places[0]!;
  const last = Math.min(places[places.length - 1]!, first + MOST_BARS - 1);
  const counts = new Map<number, number>();
  for (const place of places) counts.set(Math.min(place, last), (counts.get(Math.min(place, last)) ?? 0) + 1);
  const shown = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return { width, bars: shown.map((place) => ({ from: place * width, n: counts.get(place) ?? 0 })) };
}

/** More bars than this say nothing: the last one has all that took longer. */
const MOST_BARS = 14;
