import { expect, it } from 'vitest';
import { levelDraftOf, levelInputOf } from '../../../client/purchasing/service-level-draft.ts';
import { outlookSeries, tradeWords } from '../../../client/purchasing/trade-words.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import type { OrderOutlook } from '../../../shared/purchasing/reorder.schema.ts';

const NOW = Date.parse('2026-11-24T17:00:00Z');
const times = new StoreTimes('Europe/Vienna', 'en-GB');
const inHours = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();

/** Six kilos on a Tuesday at six; ten come tomorrow at eight, a day late, and the next the day after. */
function anOutlook(over: Partial<OrderOutlook> = {}): OrderOutlook {
  const left = [6, 4, 1, 10, 7];
  return {
    ...{ itemId: 'salmon', supplierId: 'lang', unit: 'kg', packs: 1, quantity: 10, lateDays: 1 },
    ...{ at: inHours(0), available: 6, runsOut: 0.08, beforeArrival: 0.01, short: 0.412, waste: 1.234 },
    ...{ arrivesAt: inHours(14), until: inHours(38) },
    fan: left.map((p50, n) => ({ at: inHours(n === 4 ? 38 : 5 * n), p10: p50 - 1, p50, p90: p50 + 1 })),
    deliveries: [{ at: inHours(14), quantity: 10, supplier: 'Fish Lang', late: true }],
    ...over,
  };
}

it('draws what is left until the delivery after the order, with what comes', () => {
  const series = outlookSeries(anOutlook(), times)!;
  expect(series.title).toBe('Lasts to Thu 08:00: 92 % sure');
  expect([series.from, series.to]).toEqual([NOW, NOW + 38 * 3_600_000]);
  expect(series.band?.points[0]).toEqual({ at: NOW, low: 6, high: 6 });
  expect(series.marks.map(({ label, tone }) => [label, tone])).toEqual([
    ['now', 'stale'],
    ['+10 kg late', 'late'],
  ]);
  expect(series.table.rows.map((row) => row[0])).toEqual([
    '18:00',
    '23:00',
    'Wed 04:00',
    'Wed 09:00',
    'Thu 08:00',
  ]);
  expect(outlookSeries(anOutlook({ runsOut: 1 }), times)!.title).toBe(
    'Runs out before Thu 08:00: over 99 % sure',
  );
  expect(outlookSeries(anOutlook({ fan: [] }), times)).toBeNull();
});

it('says both sides of an order, without false precision', () => {
  expect(tradeWords(anOutlook(), { quantity: 10, unit: 'kg' })).toEqual({
    ...{ runsOut: '8 %', short: ['about 410 g short'], waste: 'about 1.2 kg' },
  });
  expect(
    tradeWords({ runsOut: 0.001, beforeArrival: 0.001, short: 0.002 }, { quantity: 10, unit: 'kg' }),
  ).toEqual({
    ...{ runsOut: 'below 1 %', short: [], waste: undefined },
  });
  expect(
    tradeWords({ runsOut: 1, beforeArrival: 0.9, short: 31, waste: 0 }, { quantity: 0, unit: 'each' }),
  ).toEqual({
    ...{
      runsOut: 'over 99 %',
      short: ['about 31 short', 'mostly before this comes'],
      waste: 'next to nothing',
    },
  });
});

it('takes service levels in percent, with a comma or a point', () => {
  const draft = levelDraftOf({ A: 0.999, B: 0.9, C: 0.85, perishable: 0.7 });
  expect(draft).toEqual({ A: '99.9', B: '90', C: '85', perishable: '70' });
  expect(levelInputOf({ ...draft, B: ' 92,5 %', C: '40' })).toEqual({
    serviceLevels: { A: 0.999, B: 0.925, C: 0.4, perishable: 0.7 },
  });
});
