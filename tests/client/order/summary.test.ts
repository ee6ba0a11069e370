import { describe, expect, test } from 'vitest';
import { summaryOf } from '../../../client/order/summary.ts';
import { aStatusLine, aStatusView } from './builders.ts';

const expected = (latest: string) => ({ likely: '2026-03-21T08:00:00Z', latest });
const gone = { ready: 0, awaited: 0 };

describe('what a customer is told first', () => {
  test.each([
    ['partly-ready', {}, 'partly-ready'],
    ['backordered', { ready: 0, awaited: 6 }, 'waiting'],
    ['ready', { ready: 6, awaited: 0 }, 'all-ready'],
    ['fulfilled', { ...gone, fulfilled: 6 }, 'handed-over'],
    ['cancelled', { ...gone, cancelled: 6 }, 'cancelled'],
  ] as const)('of an order that is %s', (status, line, standing) => {
    expect(summaryOf(aStatusView({ status, lines: [aStatusLine(line)] })).standing).toBe(standing);
  });

  test('a line that is ready in part stands in both lists, one of which nothing is open in neither', () => {
    const lines = [aStatusLine(), aStatusLine({ lineId: 'line-2', ...gone, cancelled: 6 })];
    const { ready, awaited, over } = summaryOf(aStatusView({ lines }));
    expect([ready, awaited, over].map((list) => list.map(({ lineId }) => lineId))).toEqual([
      ['line-1'],
      ['line-1'],
      ['line-2'],
    ]);
  });
});

describe('until when', () => {
  const until = (...dates: (string | null)[]) =>
    summaryOf(
      aStatusView({
        lines: dates.map((date) => aStatusLine(date === null ? {} : { expected: expected(date) })),
      }),
    ).until;

  test('is when the last of it is expected', () => {
    expect(until('2026-03-22T14:00:00Z', '2026-03-24T09:00:00Z', '2026-03-23T09:00:00Z')).toBe(
      '2026-03-24T09:00:00Z',
    );
  });

  test('is open while one line has no date, whichever it is', () => {
    expect(until(null, '2026-03-22T14:00:00Z')).toBeNull();
    expect(until('2026-03-22T14:00:00Z', null, '2026-03-23T09:00:00Z')).toBeNull();
    expect(until('2026-03-22T14:00:00Z', '2026-03-23T09:00:00Z', null)).toBeNull();
  });

  test('is too late when it is after what the customer asked for', () => {
    const lines = [aStatusLine({ expected: expected('2026-03-22T14:00:00Z') })];
    expect(summaryOf(aStatusView({ lines, neededBy: '2026-03-22T13:59:00Z' })).isTooLate).toBe(true);
    expect(summaryOf(aStatusView({ lines, neededBy: '2026-03-22T14:00:00Z' })).isTooLate).toBe(false);
    expect(summaryOf(aStatusView({ lines })).isTooLate).toBe(false);
  });
});
