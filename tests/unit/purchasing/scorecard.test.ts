import { describe, expect, it } from 'vitest';
import {
  trendOf,
  weekdaysOf,
  leadTimesOf,
  figureOf,
  figuresOf,
} from '../../../server/purchasing/scorecard.ts';
import type { LineFact } from '../../../server/purchasing/scorecard-facts.ts';
import {
  aroundEstimate,
  aroundQuantile,
  controlLimits,
  studentT,
  wilson,
} from '../../../server/purchasing/scorecard-intervals.ts';
import { policyMistakes } from '../../../server/purchasing/scorecard-policy.ts';
import { ranked, scoreOf, standingOf, USUAL_POLICY } from '../../../server/purchasing/scorecard-score.ts';
import { ordersBehind } from '../../../server/purchasing/scored-orders.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const TOLERANCE = 15 * 60_000;
const SENT = Date.parse('2026-03-02T08:00:00Z');
const NOW = new Date('2026-03-20T11:00:00Z');

/** A line that came two days after it was sent, when it was due. */
const aLine = (poId: string, overrides: Partial<LineFact> = {}): LineFact => ({
  ...{ supplierId: 's', storeId: 'store', poId, number: 1, sentAt: SENT, acknowledgedAt: SENT + 2 * HOUR },
  ...{ imported: false, dueAt: SENT + 2 * DAY, week: '2026-03-02', weekday: 3 },
  ...{ receivedAt: SENT + 2 * DAY, lateBy: 0, open: false, givenUp: false, inFull: true, silent: false },
  ...{ slips: 0, rejected: 0, paid: null, agreed: null },
  ...overrides,
});
const late = { lateBy: 3 * HOUR, receivedAt: SENT + 2 * DAY + 3 * HOUR };
const orders = (count: number, overrides: (index: number) => Partial<LineFact> = () => ({})): LineFact[] =>
  Array.from({ length: count }, (_, index) => aLine(`po${index}`, overrides(index)));

describe('an interval', () => {
  it('of a share is Wilson’s', () => {
    // Newcombe (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for (const [hits, n, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = wilson(hits / n, n);
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
    expect(wilson(1, 3).low).toBeCloseTo(0.4385, 4);
    expect(wilson(0, 0)).toEqual({ low: null, high: null });
  });

  it('of a mean is Student’s, of a quantile that between two of the values', () => {
    // By the tables: 12.706, 4.303, 3.182, 2.571, 2.228, 1.984.
    const table = { 1: 12.706, 2: 4.303, 3: 3.182, 5: 2.571, 10: 2.228, 99: 1.984 };
    for (const [freedom, t] of Object.entries(table)) expect(studentT(Number(freedom)) / t).toBeCloseTo(1, 2);
    // 10 ± 2.571 × 0.5
    expect(aroundEstimate(10, 0.5, 6).high).toBeCloseTo(11.286, 2);
    expect(aroundEstimate(10, 0.5, 1)).toEqual({ low: null, high: null });
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    // Wilson of one half in 100 cases: 0.4038 to 0.5962.
    expect(aroundQuantile(hundred, 0.5, 100)).toEqual({ low: 41, high: 60 });
    const { lower, upper } = controlLimits(0.9, 9);
    expect(lower).toBeCloseTo(0.6);
    expect(upper).toBe(1);
  });
});

describe('figures', () => {
  it('of nothing are nothing, and never NaN', () => {
    const nothing = { value: null, n: 0, orders: 0, low: null, high: null };
    expect(new Set(Object.values(figuresOf([], TOLERANCE)).map((figure) => JSON.stringify(figure)))).toEqual(
      new Set([JSON.stringify(nothing)]),
    );
    for (const figure of Object.values(figuresOf([aLine('a')], TOLERANCE)))
      for (const value of [figure.value, figure.low, figure.high]) expect(value).not.toBeNaN();
    expect(scoreOf(figuresOf([], TOLERANCE), USUAL_POLICY.weights).score).toEqual(nothing);
  });

  it('count orders for their interval: thirty lines on three trucks do not outweigh three hundred orders', () => {
    const lucky = orders(3).flatMap((line) => Array.from({ length: 30 }, () => line));
    const steady = orders(300, (index) => (index % 10 === 0 ? late : {}));
    expect(figureOf('onTime', lucky, TOLERANCE)).toMatchObject({ value: 1, n: 90, orders: 3 });
    expect(figureOf('onTime', steady, TOLERANCE).value).toBeCloseTo(0.9);
    const scored = [lucky, steady].map((lines, index) => ({
      supplier: ['Lucky', 'Steady'][index]!,
      ...scoreOf(figuresOf(lines, TOLERANCE), USUAL_POLICY.weights),
    }));
    expect(ranked(scored).map(({ supplier, rank }) => [supplier, rank])).toEqual([
      ['Steady', 1],
      ['Lucky', 2],
    ]);
  });

  it('tell late apart from short, told from silent, and leave out what a file does not know', () => {
    const lines = [
      aLine('punctual', { lateBy: TOLERANCE }),
      aLine('told', { ...late, slips: 1 }),
      aLine('silent', { ...late, silent: true }),
      aLine('short', { inFull: false }),
      aLine('never', { lateBy: null, receivedAt: null, inFull: false }),
      aLine('open', { lateBy: null, receivedAt: null, inFull: false, open: true, silent: true }),
      aLine('file', { ...late, imported: true, silent: true }),
      aLine('given up', { givenUp: true, inFull: false, silent: true }),
    ];
    const valueOf = (name: Parameters<typeof figureOf>[0]) => figureOf(name, lines, TOLERANCE);
    expect(valueOf('onTime')).toMatchObject({ value: 2 / 8, n: 8 });
    expect(valueOf('inFull')).toMatchObject({ value: 4 / 8 });
    expect(valueOf('otif')).toMatchObject({ value: 1 / 8 });
    expect(valueOf('lateTold')).toMatchObject({ value: 1 / 7, n: 7 });
    expect(valueOf('lateSilent')).toMatchObject({ value: 3 / 7 });
    expect(valueOf('promiseSlips')).toMatchObject({ value: 1 / 7 });
    expect(valueOf('leadTimeMean').n).toBe(6);
    expect(
      ordersBehind('onTime', lines, TOLERANCE)
        .slice(-2)
        .map(({ poId }) => poId),
    ).toEqual(['punctual', 'short']);
    expect(ordersBehind('latenessP90', lines, TOLERANCE)[0]).toMatchObject({ poId: 'told', value: 3 });
  });

  it('of prices weigh by what was agreed', () => {
    const lines = [
      aLine('a', { paid: 11_000, agreed: 10_000 }),
      aLine('b', { paid: 90, agreed: 100 }),
      aLine('c'),
    ];
    // 11,090 for 10,100.
    expect(figureOf('priceVariance', lines, TOLERANCE)).toMatchObject({ value: 11_090 / 10_100 - 1, n: 2 });
  });

  it('by week have the limits of a p-chart, and by weekday their own share', () => {
    const good = orders(90, (index) => (index < 6 ? late : {}));
    const bad = orders(10, (index) => ({
      poId: `bad${index}`,
      week: '2026-03-09',
      weekday: 5,
      ...(index < 4 && late),
    }));
    const { centre, weeks } = trendOf([...good, ...bad], TOLERANCE);
    expect(centre).toBeCloseTo(0.9);
    // 0.9 − 3 × √(0.09 / 10) = 0.615, above the 6 of 10 of that week.
    expect(weeks).toMatchObject([
      { week: '2026-03-02', orders: 90, signal: null },
      { week: '2026-03-09', orders: 10, value: 0.6, signal: 'worse' },
    ]);
    expect(weeks[1]!.lowerLimit).toBeCloseTo(0.6154, 3);
    const days = weekdaysOf([...good, ...bad], TOLERANCE);
    expect(days).toMatchObject([
      { weekday: 3, late: { n: 90 } },
      { weekday: 5, late: { n: 10 }, medianHours: 0 },
    ]);
    expect(days[0]!.late.value).toBeCloseTo(6 / 90);
    expect(days[1]!.late.value).toBeCloseTo(0.4);
    // Two days; and four and a half.
    expect(leadTimesOf([aLine('a'), aLine('b', { receivedAt: SENT + 4.5 * DAY })])).toEqual({
      width: 24,
      bars: [
        { from: 48, n: 1 },
        { from: 72, n: 0 },
        { from: 96, n: 1 },
      ],
    });
    expect(leadTimesOf([aLine('a'), aLine('b', { receivedAt: SENT + 7 * HOUR })]).bars).toHaveLength(8);
  });
});

describe('a score', () => {
  it('is the weighted sum of what is known, and a standing follows from it unless it is lifted', () => {
    const lines = orders(10, (index) => (index < 5 ? { ...late, silent: true, acknowledgedAt: null } : {}));
    const weights = { onTime: 2, inFull: 1, told: 1, accepted: 0, price: 5, acknowledge: 0 };
    const { score, terms } = scoreOf(figuresOf(lines, TOLERANCE), weights);
    // (2 × 0.5 + 1 × 1 + 1 × 0.5) / 4; no delivery note had a price.
    expect(score.value).toBeCloseTo(62.5);
    expect(terms.find(({ part }) => part === 'price')).toMatchObject({ value: null, share: 0, points: 0 });
    expect(score.low! < 62.5 && score.high! > 62.5).toBe(true);

    const standings = USUAL_POLICY.standings.map((rule) => ({ ...rule, block: rule.tone === 'poor' }));
    const policy = { ...USUAL_POLICY, standings };
    expect(standingOf(score, policy, 's', NOW)).toMatchObject({ word: 'On watch', block: true });
    expect(standingOf({ ...score, orders: 4 }, policy, 's', NOW)).toMatchObject({
      tone: null,
      tooFew: 1,
      block: false,
    });
    const lift = (until: string | null) => ({
      ...policy,
      lifted: [{ supplierId: 's', until, reason: 'New driver' }],
    });
    expect(standingOf(score, lift('2026-03-21T00:00:00Z'), 's', NOW)).toMatchObject({
      block: false,
      tone: 'poor',
    });
    expect(standingOf(score, lift('2026-03-20T00:00:00Z'), 's', NOW)).toMatchObject({ block: true });
  });

  it('goes by a policy whose standings follow each other down to 0', () => {
    expect(policyMistakes(USUAL_POLICY)).toEqual([]);
    const [good, fair] = USUAL_POLICY.standings;
    const weights = { onTime: 0, inFull: 0, told: 0, accepted: 0, price: 0, acknowledge: 0 };
    const mistakes = policyMistakes({ ...USUAL_POLICY, weights, standings: [fair!, good!] });
    expect(mistakes.map(({ pointer }) => pointer)).toEqual([
      '/weights',
      '/standings/1/from',
      '/standings/1/from',
    ]);
  });
});
