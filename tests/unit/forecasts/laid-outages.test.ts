import { describe, expect, it } from 'vitest';
import { backtest, PROTOCOL } from '../../../server/forecasts/backtest.ts';
import { Chance } from '../../../server/forecasts/chance.ts';
import type { DemandSeries } from '../../../server/forecasts/demand-series.ts';
import { scoresOf, type Scores } from '../../../server/forecasts/forecast-scores.ts';
import { layOutages, withoutCutDays, withoutKnowledge } from '../../../server/forecasts/laid-outages.ts';

/** Items that sell from one to a dozen a day, twice as much at weekends. */
function aShop(): Map<string, DemandSeries> {
  const chance = new Chance('shop');
  const daily = (mean: number): number[] =>
    Array.from({ length: 140 }, (_, day) =>
      chance.poisson(mean * (day % 7 > 4 ? 2 : 1) * chance.gamma(4) * 0.25),
    );
  return new Map([1, 2, 4, 6, 9, 12].map((mean) => [`sells ${mean}`, { first: 20_000, sold: daily(mean) }]));
}

describe('outages laid over a history', () => {
  const series = aShop();
  const laid = layOutages(series, 'seed');

  it('cut what was sold, say for how long it was there, and are the same each time', () => {
    expect(laid.daysCut).toBeGreaterThan(0.15);
    expect(laid.unitsLost).toBeGreaterThan(0.1);
    expect(layOutages(series, 'seed')).toEqual(laid);
    expect(layOutages(series, 'other')).not.toEqual(laid);
    for (const [id, { sold, inStock }] of laid.series)
      for (let day = 0; day < sold.length; day++) {
        const asked = series.get(id)!.sold[day]!;
        expect(inStock![day]! < 1).toBe(sold[day]! < asked);
        expect(inStock![day]).toBeGreaterThanOrEqual(0);
      }
  });

  it('hardly mislead who knows of them; taken as demand, or left out, they make forecasts far too low', () => {
    const score = (as: (one: DemandSeries) => DemandSeries): Scores => {
      const told = new Map([...laid.series].map(([id, one]) => [id, as(one)]));
      return scoresOf(backtest(series, 'larder', { ...PROTOCOL, origins: 4, paths: 200 }, told));
    };
    const [known, taken, dropped] = [score((one) => one), score(withoutKnowledge), score(withoutCutDays)];
    expect(Math.abs(known.bias)).toBeLessThan(0.1);
    expect(taken.bias).toBeLessThan(-0.15);
    expect(dropped.bias).toBeLessThan(-0.15);
    expect(known.sumSpl).toBeLessThan(taken.sumSpl);
    expect(known.sumSpl).toBeLessThan(dropped.sumSpl);
  });
});
