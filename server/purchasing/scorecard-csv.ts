import {
  FIGURE_NAMES,
  type Figure,
  type Scorecard,
  type ScorecardList,
} from '../../shared/purchasing/scorecard.schema.ts';

type Row = Record<string, string | number>;

export const SCORECARD_COLUMNS = ['figure', 'value', 'low', 'high', 'lines', 'orders'];
export const SCORECARDS_COLUMNS = [
  ...['rank', 'supplier', 'standing', 'score', 'score low', 'score high', 'lines', 'orders'],
  ...FIGURE_NAMES.flatMap((name) => [name, `${name} low`, `${name} high`]),
];

/** Every figure of one supplier as a row: shares from 0 to 1, lead times in days, lateness and acknowledgements in hours. */
export function scorecardRows({ figures, score }: Scorecard): Row[] {
  const all: [string, Figure][] = [
    ['score', score],
    ...FIGURE_NAMES.map((name): [string, Figure] => [name, figures[name]]),
  ];
  return all.map(([figure, { value, low, high, n, orders }]) => ({
    ...{ figure, value: plain(value), low: plain(low), high: plain(high) },
    ...{ lines: n, orders },
  }));
}

/** Every supplier as a row. */
export function scorecardsRows({ items }: ScorecardList): Row[] {
  return items.map(({ rank, supplier, standing, score, figures }) => ({
    ...{ rank: rank ?? '', supplier, standing: standing.word },
    ...{ score: plain(score.value), 'score low': plain(score.low), 'score high': plain(score.high) },
    ...{ lines: score.n, orders: score.orders },
    ...Object.fromEntries(FIGURE_NAMES.flatMap((name) => figureColumns(name, figures[name]))),
  }));
}

function figureColumns(name: string, { value, low, high }: Figure): [string, string | number][] {
  return [
    [name, plain(value)],
    [`${name} low`, plain(low)],
    [`${name} high`, plain(high)],
  ];
}

function plain(value: number | null): string | number {
  return value === null ? '' : Math.round(value * 10_000) / 10_000;
}
