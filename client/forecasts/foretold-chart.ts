import type { ForecastDays } from '../../shared/forecasts/forecast.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { TimeSeries } from '../ui/chart-series.ts';
import { roughQuantity } from './forecast-words.ts';
import { dayTicks, noonOf } from './time-ticks.ts';

/** With less of its day, what was sold does not say what was asked for. */
const ALMOST_ALL = 0.9;
const HALF_DAY_MS = 12 * 3_600_000;

type Day = ForecastDays['days'][number];

/** Days as they were foretold, and what came; those outside their range stand out by their shape. Null before the first. */
export function foretoldSeries({ days, unit }: ForecastDays, locale?: string): TimeSeries | null {
  const [first, last] = [days[0], days[days.length - 1]];
  if (!first || !last) return null;
  const [from, to] = [noonOf(first.day), noonOf(last.day)];
  const { ticks, words } = dayTicks(from, to, locale);
  const judged = days.filter(isJudged);
  const short = days.filter((day) => !isJudged(day));
  const above = judged.filter(({ sold, p90 }) => sold > p90);
  const below = judged.filter(({ sold, p10 }) => sold < p10);
  const sold = (some: readonly Day[]) => some.map((day) => ({ at: noonOf(day.day), value: day.sold }));
  return {
    title: titleOf(judged.length, judged.length - above.length - below.length),
    unit: `A day, in ${unit}`,
    ...{ from: from - HALF_DAY_MS, to: to + HALF_DAY_MS, ticks, marks: [] },
    band: {
      tone: 'limited',
      points: toEdges(days.map(({ day, p10, p90 }) => ({ at: noonOf(day), low: p10, high: p90 }))),
    },
    lines: [
      { look: 'above', tone: 'late', points: sold(above) },
      { look: 'below', tone: 'late', points: sold(below) },
      { look: 'rings', tone: 'off', points: sold(short) },
      { look: 'dots', tone: 'stale', points: sold(days) },
      {
        ...{ look: 'dash', tone: 'limited' },
        points: toEdges(days.map(({ day, p50 }) => ({ at: noonOf(day), value: p50 }))),
      },
    ],
    key: [
      { look: 'dots', tone: 'stale', words: 'sold' },
      { look: 'dash', tone: 'limited', words: 'expected' },
      { look: 'band', tone: 'limited', words: '8 of 10 cases' },
      ...(above.length > 0 ? [{ look: 'above', tone: 'late', words: 'more than that' } as const] : []),
      ...(below.length > 0 ? [{ look: 'below', tone: 'late', words: 'less than that' } as const] : []),
      ...(short.length > 0
        ? [{ look: 'rings', tone: 'off', words: 'ran out: more was asked for' } as const]
        : []),
    ],
    table: {
      heads: ['Day', 'Sold', 'Expected', '8 of 10 cases', 'It was'],
      rows: days.map((day) => rowOf(day, words, unit)).reverse(),
    },
  };
}

/** The first and the last day as wide as a day is, so that also one alone is seen. */
function toEdges<P extends { at: number }>(points: readonly P[]): P[] {
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last) return [];
  const reach = HALF_DAY_MS - 3_600_000;
  return [{ ...first, at: first.at - reach }, ...points, { ...last, at: last.at + reach }];
}

const isJudged = ({ inStock }: Day): boolean => inStock >= ALMOST_ALL;

function titleOf(days: number, within: number): string {
  if (days === 0) return 'It ran out on every day that was foretold';
  return days === 1
    ? `The first day came ${within === 1 ? 'within' : 'outside'} what was foretold of it`
    : `${within} of ${days} days came within what was foretold of them; 8 of 10 are meant to`;
}

function rowOf(day: Day, words: (day: string) => string, unit: string): string[] {
  const { p10, p50, p90, sold } = day;
  const range = `${roughQuantity(p10, unit)} – ${roughQuantity(p90, unit)}`;
  return [words(day.day), quantityWords(sold, unit), roughQuantity(p50, unit), range, verdictOf(day)];
}

function verdictOf(day: Day): string {
  if (!isJudged(day)) return 'out for some time';
  if (day.sold > day.p90) return 'more';
  return day.sold < day.p10 ? 'less' : 'within';
}
