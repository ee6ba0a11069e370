import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inQueueOrder,
  PRESETS,
  scoreOf,
  scoreTerms,
  type Ranked,
} from '../../../server/settlement/priority.ts';

const NOW = new Date('2026-03-20T12:00:00Z');
const days = (n: number): Date => new Date(NOW.getTime() + n * 86_400_000);

const aLine = (lineId: string, overrides: Partial<Ranked> = {}): Ranked => ({
  lineId,
  placedAt: days(-1),
  neededBy: null,
  loyaltyTier: 0,
  importance: 'C',
  bump: 0,
  ...overrides,
});

const order = (lines: Ranked[], preset: keyof typeof PRESETS): string[] =>
  inQueueOrder(lines, PRESETS[preset], NOW).map(({ lineId }) => lineId);

describe('the queue', () => {
  const old = aLine('old', { placedAt: days(-3) });
  const loyal = aLine('loyal', { loyaltyTier: 3 });
  const due = aLine('due', { neededBy: days(1) });
  const plain = aLine('plain');

  it.each([
    ['first-come', ['old', 'due', 'loyal', 'plain']],
    ['loyalty-first', ['loyal', 'due', 'old', 'plain']],
    ['due-first', ['due', 'loyal', 'old', 'plain']],
  ] as const)('with the preset %s is %j', (preset, expected) => {
    expect(order([plain, due, loyal, old], preset)).toEqual(expected);
  });

  it('puts a full bump before everything that is not bumped', () => {
    expect(order([old, loyal, due, aLine('bumped', { bump: 1 })], 'balanced')[0]).toBe('bumped');
  });

  it('starves nobody: who waits long enough passes any newcomer', () => {
    const patient = aLine('patient', { placedAt: days(-400) });
    const star = aLine('star', { placedAt: NOW, loyaltyTier: 3, neededBy: days(0.1), importance: 'A' });
    for (const preset of ['first-come', 'loyalty-first', 'due-first', 'balanced'] as const)
      expect(order([star, patient], preset)).toEqual(['patient', 'star']);
  });

  it('breaks ties by the time of the order, then by id', () => {
    const weights = { age: 0, due: 0, loyalty: 0, importance: 0 };
    const lines = [aLine('b'), aLine('a'), aLine('c', { placedAt: days(-2) })];
    expect(inQueueOrder(lines, weights, NOW).map(({ lineId }) => lineId)).toEqual(['c', 'a', 'b']);
  });
});

describe('a score', () => {
  it('is the sum of its explained terms, worked by hand', () => {
    // 2 days × 0.3 + (1 − 7/14) × 3 + 2/3 × 2 + 0.5 × 1 + 0.25 × 100
    const line = aLine('x', {
      placedAt: days(-2),
      neededBy: days(7),
      loyaltyTier: 2,
      importance: 'B',
      bump: 0.25,
    });
    expect(scoreOf(line, PRESETS.balanced, NOW)).toBeCloseTo(0.6 + 1.5 + 4 / 3 + 0.5 + 25, 9);
  });

  it('always equals Σ weight × value, each value but age within [0, 1]', () => {
    const someLine = fc.record({
      lineId: fc.uuid(),
      placedAt: fc.integer({ min: -500, max: 0 }).map(days),
      neededBy: fc.option(fc.integer({ min: -30, max: 60 }).map(days)),
      loyaltyTier: fc.integer({ min: 0, max: 3 }),
      importance: fc.constantFrom('A' as const, 'B' as const, 'C' as const),
      bump: fc.constantFrom(0, 0.5, 1),
    });
    fc.assert(
      fc.property(someLine, fc.constantFrom(...Object.values(PRESETS)), (line, weights) => {
        const terms = scoreTerms(line, weights, NOW);
        const sum = terms.reduce((total, { weight, value }) => total + weight * value, 0);
        expect(scoreOf(line, weights, NOW)).toBeCloseTo(sum, 9);
        for (const { term, value } of terms) {
          expect(value).toBeGreaterThanOrEqual(0);
          if (term !== 'age') expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('says each term in words', () => {
    const line = aLine('x', { neededBy: days(-1), loyaltyTier: 1 });
    expect(scoreTerms(line, PRESETS.balanced, NOW).map(({ words }) => words)).toEqual([
      'waiting for 1 day',
      'was needed already',
      'loyalty tier 1 of 3',
      'class C item',
      'not moved by hand',
    ]);
  });
});
