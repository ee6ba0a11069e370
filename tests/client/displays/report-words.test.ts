import { expect, it } from 'vitest';
import { lastDays } from '../../../client/displays/report-period.ts';
import {
  fillHeadline,
  inventoryHeadline,
  lostWords,
  stockOutHeadline,
  wasteHeadline,
  wasteSeries,
} from '../../../client/displays/report-words.ts';
import type { StoreReport } from '../../../shared/displays/report.schema.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const NOTHING: StoreReport = {
  ...{ from: '2026-03-01', to: '2026-03-07' },
  waste: { cost: eur(0), unpriced: 0, byReason: [], byItem: [] },
  stockOuts: { days: 0, lostValue: eur(0), unpriced: 0, byItem: [] },
  fill: { lines: 0, atOnce: 0 },
  inventory: { value: eur(0), valueBefore: eur(0), sold: eur(0), unpriced: 0, byCategory: [] },
};

it('the days of a report are those of the store', () => {
  const late = Date.parse('2026-03-29T23:30:00Z');
  expect(lastDays(7, late, 'Europe/Vienna')).toEqual({ from: '2026-03-24', to: '2026-03-30' });
  expect(lastDays(1, late, 'America/New_York')).toEqual({ from: '2026-03-29', to: '2026-03-29' });
});

it('a report of nothing says so, without a figure that is none', () => {
  const words = [wasteHeadline, fillHeadline, stockOutHeadline, inventoryHeadline].map((of) => of(NOTHING));
  expect(words.map(({ figure }) => figure)).toEqual(['None', '–', '–', '€0.00']);
  expect(wasteSeries(NOTHING)).toBeNull();
});

it('figures come with what they mean, and with what is not known of them', () => {
  const waste = {
    ...{ cost: eur(4000), unpriced: 1, byItem: [] },
    byReason: [
      { reason: 'Spoiled', times: 3, cost: eur(3000) },
      { reason: 'Dropped', times: 1, cost: eur(1000) },
    ],
  };
  const report = { ...NOTHING, waste, fill: { lines: 40, atOnce: 37 } };
  expect(wasteHeadline(report)).toEqual({
    ...{ figure: '€40.00', words: 'wasted, reported 4 times; no price is known of 1 item' },
  });
  expect(fillHeadline(report)).toEqual({ figure: '93 %', words: 'of 40 order lines never waited' });
  const missed = { itemId: 'a', name: 'Soup', unit: 'each', days: 2, out: 0.5, lost: 3 };
  const stockOuts = { days: 7, lostValue: eur(1950), unpriced: 1, byItem: [missed, missed] };
  expect(stockOutHeadline({ ...NOTHING, stockOuts })).toEqual({
    figure: '€19.50',
    words:
      'of sales lost: 2 items on sale ran out at some time of 7 days; no price of 1 item of them is known',
  });
  expect(wasteSeries(report)).toMatchObject({
    title: '75 % of what was wasted: spoiled',
    bars: [
      { value: 30, words: '€30.00' },
      { value: 10, words: '€10.00' },
    ],
  });
  expect([0.2, 14.4].map((lost) => lostWords({ lost, unit: 'portion' }))).toEqual([
    'hardly any',
    '14 portions',
  ]);
});
