import type { ItemForecast } from '../../shared/forecasts/forecast.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { TimeSeries } from '../ui/chart-series.ts';
import { roughQuantity } from './forecast-words.ts';
import { dayTicks, noonOf } from './time-ticks.ts';

/** A day on which it was there for less of what would have sold says only what sold at least. */
const ALMOST_ALL = 0.9;

/** Room for what stands at the first and at the last day. */
const HALF_DAY_MS = 12 * 3_600_000;

type Day = ItemForecast['history'][number];
type DayAhead = ItemForecast['days'][number];

/** What was sold day by day, marked where there was not enough to tell the demand, and what the next days are to ask for. */
export function demandSeries({ history, days, unit }: ItemForecast, locale?: string): TimeSeries | null {
  const first = history.findIndex(({ sold }) => sold > 0);
  if (first < 0) return null;
  const known = history.slice(first);
  // Of the first of them, some is over already.
  const coming = days.slice(1);
  const all = [...known, ...coming];
  const [from, to] = [noonOf(all[0]?.day ?? ''), noonOf(all[all.length - 1]?.day ?? '')];
  const { ticks, words } = dayTicks(from, to, locale);
  const short = known.filter(isShort);
  const at = ({ day }: { day: string }): number => noonOf(day);
  return {
    title: titleOf(coming, unit),
    unit: `A day, in ${unit}`,
    ...{ from: from - HALF_DAY_MS, to: to + HALF_DAY_MS, ticks, marks: [] },
    band: {
      tone: 'limited',
      points: coming.map((day) => ({ at: at(day), low: day.p10, high: day.p90 })),
    },
    lines: [
      { look: 'line', tone: 'limited', points: coming.map((day) => ({ at: at(day), value: day.p50 })) },
      { look: 'rings', tone: 'off', points: short.map((day) => ({ at: at(day), value: day.sold })) },
      { look: 'dots', tone: 'stale', points: known.map((day) => ({ at: at(day), value: day.sold })) },
    ],
    key: keyOf(short.length > 0, coming.length > 0),
    table: {
      heads: ['Day', 'Sold, or expected', '8 of 10 cases', 'There for'],
      rows: [
        ...coming.map((day) => aheadRow(day, words, unit)),
        ...known.map((day) => pastRow(day, words, unit)).reverse(),
      ],
    },
  };
}

const isShort = ({ inStock }: Day): boolean => inStock < ALMOST_ALL;

function titleOf(coming: readonly DayAhead[], unit: string): string {
  if (coming.length === 0) return 'What was sold, day by day';
  const sum = coming.reduce((total, { mean }) => total + mean, 0);
  return `About ${roughQuantity(sum, unit)} will be asked for in the ${coming.length} days after today`;
}

function keyOf(hasShort: boolean, hasComing: boolean): TimeSeries['key'] {
  return [
    { look: 'dots', tone: 'stale', words: 'sold' },
    ...(hasShort ? [{ look: 'rings', tone: 'off', words: 'ran out: more was asked for' } as const] : []),
    ...(hasComing
      ? ([
          { look: 'line', tone: 'limited', words: 'expected' },
          { look: 'band', tone: 'limited', words: '8 of 10 cases' },
        ] as const)
      : []),
  ];
}

function aheadRow({ day, p10, p50, p90 }: DayAhead, words: (day: string) => string, unit: string): string[] {
  const range = `${roughQuantity(p10, unit)} – ${roughQuantity(p90, unit)}`;
  return [words(day), `${roughQuantity(p50, unit)} expected`, range, ''];
}

function pastRow({ day, sold, inStock }: Day, words: (day: string) => string, unit: string): string[] {
  return [words(day), quantityWords(sold, unit), '', `${Math.round(inStock * 100)} % of the day`];
}
