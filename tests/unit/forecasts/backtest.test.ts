import { describe, expect, it } from 'vitest';
import { backtest, PROTOCOL } from '../../../server/forecasts/backtest.ts';
import { pinball, scoresOf, type ForecastTask } from '../../../server/forecasts/forecast-scores.ts';
import { PEER_METHODS } from '../../../server/forecasts/peer-methods.ts';
import { readSeries } from '../../../server/forecasts/series-csv.ts';

const rows = (...lines: string[]) => lines.map((line, index) => ({ row: index + 2, cells: line.split(',') }));
const HEADER = ['unique_id', 'ds', 'y'];

describe('scores', () => {
  const task: ForecastTask = {
    days: [
      { mean: 5, quantiles: [2, 5, 9] },
      { mean: 5, quantiles: [2, 5, 9] },
    ],
    sum: { mean: 10, quantiles: [5, 10, 16] },
    actual: [10, 4],
    ...{ scale: 2, squareScale: 4 },
    depletion: [{ stock: 12, usedUp: [0.2, 0.7] }],
  };

  it('are those that a hand works out', () => {
    expect(pinball(10, 0.9, 9)).toBeCloseTo(0.9);
    expect(pinball(4, 0.9, 9)).toBeCloseTo(0.5);
    const first = (0.1 * 8 + 0.5 * 5 + 0.9 * 1) / 3;
    const second = (0.1 * 2 + 0.5 * 1 + 0.1 * 5) / 3;
    const scores = scoresOf([task]);
    expect(scores.spl).toBeCloseTo((first + second) / 2 / 2);
    expect(scores.rmsse).toBeCloseTo(Math.sqrt((25 + 1) / 2 / 4));
    expect(scores).toMatchObject({ tasks: 1, coverage80: 0.5, sumCoverage80: 1 });
    expect(scores.bias).toBeCloseTo((10 - 14) / 14);
    // Used up on the second day: 0.2² + (0.7 − 1)².
    expect(scores.depletionCrps).toBeCloseTo(0.13);
  });
});

describe('a backtest', () => {
  const days = 100;
  const regular = (size: number) => ({
    first: 20_000,
    sold: Array.from({ length: days }, (_, index) => (index % 7 === 5 ? size * 3 : size)),
  });
  const series = new Map([
    ['tea', regular(4)],
    ['cake', regular(9)],
    ['new', { first: 20_000 + days - 30, sold: Array<number>(30).fill(2) }],
    ['gone', { first: 20_000, sold: Array.from({ length: days }, (_, index) => (index < 20 ? 5 : 0)) }],
  ]);

  it('foretells what has been sold long enough, from each Sunday, with what was known then', () => {
    const tasks = backtest(series, 'larder', { ...PROTOCOL, origins: 3 });
    expect(tasks.map(({ id, cutOff }) => [id, cutOff - 20_000])).toEqual(
      [92, 85, 78].flatMap((cutOff) => [
        ['tea', cutOff],
        ['cake', cutOff],
      ]),
    );
    const later = new Map([...series].map(([id, one]) => [id, { ...one, sold: [...one.sold] }]));
    for (let index = 93; index < days; index++) later.get('tea')!.sold[index] = 999;
    const [told, unchanged] = [series, later].map(
      (each) => backtest(each, 'larder', { ...PROTOCOL, origins: 1 })[0]!,
    );
    expect(unchanged!.days).toEqual(told!.days);
  });

  it('finds the regular easy, and the naive hard to beat there', () => {
    // Counts are never taken to vary less than a Poisson variable does.
    const naive = scoresOf(backtest(series, 'seasonal-naive'));
    expect(naive).toMatchObject({ rmsse: 0, coverage80: 1, bias: 0 });
    expect(scoresOf(backtest(series, 'larder')).rmsse).toBeLessThan(0.4);
    for (const method of Object.keys(PEER_METHODS) as (keyof typeof PEER_METHODS)[])
      expect(Number.isFinite(scoresOf(backtest(series, method)).spl), method).toBe(true);
  });
});

describe('a file of series', () => {
  it('is dense, adds up what stands twice, and begins where the item does', () => {
    const { series, mistakes } = readSeries(
      HEADER,
      rows('a,2026-03-01,2', 'a,2026-03-04,1', 'a,2026-03-01,3'),
    );
    expect(mistakes).toEqual([]);
    expect(Array.from(series.get('a')!.sold)).toEqual([5, 0, 0, 1]);
    expect(series.get('a')!.first).toBe(Date.parse('2026-03-01') / 86_400_000);
  });

  it('tells what is wrong with it by row and column', () => {
    const read = readSeries(
      HEADER,
      rows('a,2026-02-30,2', ',2026-03-01,2', 'a,2026-03-01,-1', 'a,2026-03-01,'),
    );
    expect(read.mistakes.map(({ row, column }) => [row, column])).toEqual([
      [2, 'ds'],
      [3, 'unique_id'],
      [4, 'y'],
      [5, 'y'],
    ]);
    expect(readSeries(['id', 'ds', 'y'], []).mistakes).toMatchObject([{ row: 1, column: 'unique_id' }]);
  });
});
