import { describe, expect, it } from 'vitest';
import { lineNews, type LineAfter, type LineBefore } from '../../../server/settlement/customer-news.ts';

const MONDAY = '2026-03-23T10:00:00.000Z';
const at = (hours: number): string => new Date(Date.parse(MONDAY) + hours * 3_600_000).toISOString();
const promise = (latest: string) => ({
  earliest: latest,
  likely: latest,
  latest,
  basis: { deliveries: [], record: 0, words: '' },
});
const RULES = { thresholdMs: 2 * 3_600_000, isAdded: false };

const before = (allocated: number, backordered: number, toldFor: string | null = MONDAY): LineBefore => ({
  allocated: allocated * 1000,
  backordered: backordered * 1000,
  toldFor: toldFor === null ? null : new Date(toldFor),
});
const after = (allocated: number, backordered: number, latest: string | null = MONDAY): LineAfter => ({
  allocated: allocated * 1000,
  backordered: backordered * 1000,
  promise: latest === null ? null : promise(latest),
});

describe('a customer hears', () => {
  it('that a line they ordered waits, and until when', () => {
    expect(lineNews(null, after(2, 4), RULES)).toEqual([
      { kind: 'backordered', detail: { quantity: 4, to: MONDAY } },
    ]);
  });

  it('nothing of a line that is there at once', () => {
    expect(lineNews(null, after(6, 0), RULES)).toEqual([]);
  });

  it('that a line added to their order is there', () => {
    expect(lineNews(null, after(6, 0), { ...RULES, isAdded: true })).toEqual([
      { kind: 'ready', detail: { quantity: 6 } },
    ]);
  });

  it('at once what is ready, however little', () => {
    expect(lineNews(before(2, 4), after(3, 3), RULES)).toEqual([{ kind: 'ready', detail: { quantity: 1 } }]);
  });

  it.each([
    ['earlier', -2.5],
    ['later', 2.5],
  ])('of a promise that moved well %s', (_, hours) => {
    expect(lineNews(before(2, 4), after(2, 4, at(hours)), RULES)).toEqual([
      { kind: 'moved', detail: { quantity: 4, from: MONDAY, to: at(hours) } },
    ]);
  });

  it.each([-2, 0, 2])('nothing of one that moved by %i hours, which is within the threshold', (hours) => {
    expect(lineNews(before(2, 4), after(2, 4, at(hours)), RULES)).toEqual([]);
  });

  it('of a date where there was none, and of none where there was one', () => {
    expect(lineNews(before(0, 4, null), after(0, 4), RULES)).toMatchObject([
      { kind: 'moved', detail: { from: null, to: MONDAY } },
    ]);
    expect(lineNews(before(0, 4), after(0, 4, null), RULES)).toMatchObject([
      { kind: 'moved', detail: { from: MONDAY, to: null } },
    ]);
    expect(lineNews(before(0, 4, null), after(0, 4, null), RULES)).toEqual([]);
  });

  it('at once that what was set aside is not there any more, and why', () => {
    expect(lineNews(before(2, 4), after(1, 5), RULES)).toMatchObject([
      { kind: 'moved', detail: { quantity: 5, reason: 'stock-lost' } },
    ]);
    expect(lineNews(before(2, 4), after(2, 4, at(9)), { ...RULES, reason: 'strike' })).toMatchObject([
      { kind: 'moved', detail: { reason: 'strike' } },
    ]);
  });
});
