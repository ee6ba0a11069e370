import type { Scorecard, TrendWeek } from '../../shared/purchasing/scorecard.schema.ts';
import type { BarSeries, TimeSeries } from '../ui/chart-series.ts';
import { locale } from '../ui/language.ts';
import { words } from './score-chart-words.ts';
import { figureWords } from './scorecard-words.ts';
import { WEEKDAYS } from './weekdays.ts';

const DAY_MS = 86_400_000;
/** As many weeks have a label of their own along the axis. */
const LABELS = 8;
/** More lines late than this and a weekday is one to talk about. */
const OFTEN_LATE = 0.2;

const weekDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const atOf = ({ week }: TrendWeek): number => Date.parse(`${week}T00:00:00Z`);
const weekWords = (week: TrendWeek): string => weekDay.format(atOf(week));
const share = (value: number | null): string => figureWords('otif', value);

/** On time and in full by week, within what chance alone explains; null where no order was due. */
export function trendSeries({ trend, centre }: Pick<Scorecard, 'trend' | 'centre'>): TimeSeries | null {
  const [first] = trend;
  const last = trend[trend.length - 1];
  if (!first || !last || centre === null) return null;
  const [from, to] = [atOf(first) - 3 * DAY_MS, atOf(last) + 3 * DAY_MS];
  const step = Math.ceil(trend.length / LABELS);
  const point = (week: TrendWeek) => ({ at: atOf(week), value: 100 * (week.value ?? 0) });
  const outside = (signal: TrendWeek['signal']) => trend.filter((week) => week.signal === signal).map(point);
  const band = trend.map((week) => ({
    ...{ at: atOf(week), low: 100 * (week.lowerLimit ?? 0), high: 100 * (week.upperLimit ?? 1) },
  }));
  return {
    title: trendTitle(trend, centre),
    unit: words.trendUnit,
    ...{ from, to, marks: [], band: { tone: 'stale', points: band } },
    ticks: trend
      .filter((_, index) => index % step === 0)
      .map((week) => ({ at: atOf(week), label: weekWords(week) })),
    lines: [
      { look: 'dash', tone: 'stale', points: [from, to].map((at) => ({ at, value: 100 * centre })) },
      { look: 'dots', tone: 'limited', points: trend.map(point) },
      { look: 'below', tone: 'off', points: outside('worse') },
      { look: 'above', tone: 'back', points: outside('better') },
    ],
    key: [
      { look: 'dots', tone: 'limited', words: words.byWeek },
      { look: 'dash', tone: 'stale', words: words.allTime(share(centre)) },
      { look: 'band', tone: 'stale', words: words.byChance },
      { look: 'below', tone: 'off', words: words.signals.worse },
      { look: 'above', tone: 'back', words: words.signals.better },
    ],
    table: {
      heads: [...Object.values(words.heads), ''],
      rows: trend.map((week) => [
        ...[weekWords(week), share(week.value), words.limits(share(week.lowerLimit), share(week.upperLimit))],
        ...[`${week.n}`, `${week.orders}`, week.signal ? words.signals[week.signal] : ''],
      ]),
    },
  };
}

function trendTitle(trend: readonly TrendWeek[], centre: number): string {
  const worse = trend.filter(({ signal }) => signal === 'worse');
  const latest = worse[worse.length - 1];
  if (latest) return words.worse(weekWords(latest), share(latest.value));
  const better = trend.filter(({ signal }) => signal === 'better');
  const best = better[better.length - 1];
  if (best) return words.better(weekWords(best), share(best.value));
  return words.calm(share(centre));
}

/** How many lines came after how many days; null where none came. */
export function leadTimeSeries({
  leadTimes,
  figures,
}: Pick<Scorecard, 'leadTimes' | 'figures'>): BarSeries | null {
  const { width, bars } = leadTimes;
  if (bars.length === 0) return null;
  const { leadTimeP50: half, leadTimeP90: most } = figures;
  return {
    title: words.cameWithin(figureWords('leadTimeP50', half.value), figureWords('leadTimeP90', most.value)),
    unit: words.lines,
    bars: bars.map(({ from, n }) => ({
      ...{ label: width < 24 ? `${from}–${from + width} h` : `${from / 24} d`, value: n },
      tone: most.value !== null && from / 24 > most.value ? 'late' : 'limited',
    })),
  };
}

/** How often lines were late, by the day on which they were due; null where none was due. */
export function weekdaySeries({ weekdays }: Pick<Scorecard, 'weekdays'>): BarSeries | null {
  const [first] = weekdays;
  if (!first) return null;
  const worst = weekdays.reduce((a, b) => ((b.late.value ?? 0) > (a.late.value ?? 0) ? b : a), first);
  const name = (weekday: number): string => WEEKDAYS[weekday - 1]?.long ?? '';
  const isAny = (worst.late.value ?? 0) > 0;
  return {
    title: isAny
      ? words.lateMost(name(worst.weekday), share(worst.late.value), worst.late.n)
      : words.allOnTime,
    unit: words.weekdayUnit,
    max: 100,
    bars: weekdays.map(({ weekday, late }) => ({
      // How many lines stands below the bar: beside its figure there is no room on a phone.
      label: `${WEEKDAYS[weekday - 1]?.short ?? ''} (${late.n})`,
      value: Math.round(100 * (late.value ?? 0)),
      words: share(late.value),
      tone: (late.value ?? 0) > OFTEN_LATE ? 'late' : 'limited',
    })),
  };
}

/** A small line of weeks: from 0 to 100 across and up, as an SVG takes it; nothing for fewer than two. */
export function sparkPoints(trend: readonly TrendWeek[]): string {
  if (trend.length < 2) return '';
  const [first, last] = [atOf(trend[0]!), atOf(trend[trend.length - 1]!)];
  const round = (value: number): number => Math.round(value * 10) / 10;
  return trend
    .map(
      (week) =>
        `${round((100 * (atOf(week) - first)) / (last - first))},${round(100 - 100 * (week.value ?? 0))}`,
    )
    .join(' ');
}

/** What that line says: "from 92 % to 75 % in 12 weeks". */
export function sparkWords(trend: readonly TrendWeek[]): string {
  const [first] = trend;
  const last = trend[trend.length - 1];
  if (!first || !last || first === last) return '';
  return words.spark(share(first.value), share(last.value), trend.length);
}
