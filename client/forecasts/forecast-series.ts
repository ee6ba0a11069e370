import type { ForecastPoint, ItemForecast, StoreAccuracy } from '../../shared/forecasts/forecast.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import type { BarSeries, TimeMark, TimeSeries } from '../ui/chart-series.ts';
import { aboutWhen } from './depletion-words.ts';
import { headline, roughQuantity } from './forecast-words.ts';
import { dayTicks, hourTicks } from './time-ticks.ts';

const HOUR = 3_600_000;
/** Weeks of accuracy that fit beside each other on a phone. */
const WEEKS = 8;
const AIM_PERCENT = 80;
/** So far from what is aimed at, a week is worth a look. */
const OFF_PERCENT = 15;

/** What was on hand at an instant. */
export interface Level {
  at: number;
  value: number;
}

export interface FanView {
  /** Hours before and after now. */
  back: number;
  ahead: number;
  times: StoreTimes;
}

/** What was there, what is left in 8 of 10 cases, what comes, and when it runs out; null where nothing is foretold. */
export function fanSeries(forecast: ItemForecast, past: readonly Level[], view: FanView): TimeSeries | null {
  const title = headline(forecast, view.times, Date.parse(forecast.at));
  return stockFan({ ...forecast, title }, past, view);
}

/** What a fan of stock is drawn from. */
export interface StockFan extends Pick<
  ItemForecast,
  'at' | 'available' | 'stock' | 'unit' | 'deliveries' | 'depletion'
> {
  /** What it says. */
  title: string;
}

/** As {@link fanSeries}, of any outlook on an item. */
export function stockFan(
  fan: StockFan,
  past: readonly Level[],
  { back, ahead, times }: FanView,
): TimeSeries | null {
  const { stock, unit, title } = fan;
  if (stock.length < 2) return null;
  const now = Date.parse(fan.at);
  const [from, to] = [now - back * HOUR, now + ahead * HOUR];
  const points = fromNow(stock, fan.available ?? 0, now).filter(({ at }) => at <= to);
  const ticks = hourTicks(from, to, times);
  return {
    title,
    unit: `Left, in ${unit}`,
    ...{ from, to, ticks },
    band: { tone: 'limited', points: points.map(({ at, p10, p90 }) => ({ at, low: p10, high: p90 })) },
    lines: [
      { look: 'steps', tone: 'stale', points: past.filter(({ at }) => at >= from && at <= now) },
      { look: 'line', tone: 'limited', points: points.map(({ at, p50 }) => ({ at, value: p50 })) },
    ],
    marks: marksOf(fan, now, times),
    key: [
      ...(past.length > 0
        ? [{ look: 'steps' as const, tone: 'stale' as const, words: 'what was there' }]
        : []),
      { look: 'line', tone: 'limited', words: 'most likely' },
      { look: 'band', tone: 'limited', words: '8 of 10 cases' },
      ...(fan.deliveries.length > 0
        ? [{ look: 'dash' as const, tone: 'back' as const, words: 'a delivery' }]
        : []),
    ],
    table: {
      heads: ['When', 'If much is sold', 'Most likely', 'If little is sold'],
      rows: points.map(({ at, p10, p50, p90 }) => [
        times.when(at, now),
        ...[p10, p50, p90].map((value) => roughQuantity(value, unit)),
      ]),
    },
  };
}

interface Point extends Pick<ForecastPoint, 'p10' | 'p50' | 'p90'> {
  at: number;
}

/** The fan opens at what is there now: what lies before that is over. */
function fromNow(stock: readonly ForecastPoint[], available: number, now: number): Point[] {
  const left = Math.max(0, available);
  const rest = stock.map((point) => ({ ...point, at: Date.parse(point.at) })).filter(({ at }) => at > now);
  return [{ at: now, p10: left, p50: left, p90: left }, ...rest];
}

function marksOf({ depletion, deliveries, unit }: StockFan, now: number, times: StoreTimes): TimeMark[] {
  const { p50 } = depletion;
  const marks: TimeMark[] = [{ at: now, label: 'now', look: 'line', tone: 'stale' }];
  if (p50 !== undefined) {
    const label = `out ${aboutWhen(p50, times, now)}`;
    marks.unshift({ at: Math.max(now, Date.parse(p50)), label, look: 'strong', tone: 'off' });
  }
  for (const { at, quantity, late } of deliveries) {
    const label = `+${quantityWords(quantity, unit)}${late ? ' late' : ''}`;
    marks.push({ at: Math.max(now, Date.parse(at)), label, look: 'dash', tone: late ? 'late' : 'back' });
  }
  return marks;
}

/** How often forecasts came true, week by week; null before the first of them did. */
export function accuracySeries({ byWeek, coverage80, n }: StoreAccuracy, locale?: string): BarSeries | null {
  const scored = byWeek.flatMap(({ week, coverage80: share }) =>
    share === undefined ? [] : [{ week, percent: Math.round(share * 100) }],
  );
  if (scored.length === 0 || coverage80 === undefined) return null;
  const { words } = dayTicks(0, 0, locale);
  return {
    title: `${Math.round(coverage80 * 100)} of 100 forecast days came within their range (${n} days)`,
    unit: 'Within their range',
    max: 100,
    mark: { value: AIM_PERCENT, label: `${AIM_PERCENT} of 100 are meant to` },
    bars: scored.slice(-WEEKS).map(({ week, percent }) => ({
      ...{ label: words(week), value: percent, words: `${percent} %` },
      tone: Math.abs(percent - AIM_PERCENT) <= OFF_PERCENT ? 'back' : 'late',
    })),
  };
}
