import { describe, expect, test } from 'vitest';
import { answerWords, lastPromise, lineParts } from '../../../client/orders/line-words.ts';
import { aLine, aPromise, NOW, TIMES } from './builders.ts';

const tomorrow = aPromise('2026-03-21T13:00:00Z');

describe('what became of a line', () => {
  test('is told part by part, without those of nothing', () => {
    const line = aLine({ quantity: 9, fulfilled: 2, returned: 1, cancelled: 1, promise: tomorrow });
    expect(lineParts(line, TIMES, NOW).map(({ words }) => words)).toEqual([
      '2 set aside',
      '4 waiting, ~Sat 14:00',
      '1 handed over',
      '1 returned',
      '1 cancelled',
    ]);
  });

  test('says when there is no date', () => {
    expect(lineParts(aLine({ allocated: 0 }), TIMES, NOW)).toEqual([
      { tone: 'backordered', words: '4 waiting, no date yet' },
    ]);
  });
});

describe('the answer to whoever orders', () => {
  test.each([
    [{ allocated: 6, backordered: 0 }, ['6 yours now']],
    [{ promise: tomorrow }, ['2 yours now', '4 backordered until Sat 14:00']],
    [{ allocated: 0, backordered: 6 }, ['6 backordered, no date yet']],
  ])('%o', (over, words) => {
    expect(answerWords(aLine(over), TIMES, NOW).map((part) => part.words)).toEqual(words);
  });
});

describe('the promise of an order', () => {
  const later = aPromise('2026-03-22T13:00:00Z');

  test('is that of its latest line', () => {
    expect(lastPromise([{ promise: later }, { promise: tomorrow }])).toBe(later);
    expect(lastPromise([{ promise: tomorrow }, { promise: later }])).toBe(later);
  });

  test('is none while a line has none', () => {
    expect(lastPromise([{ promise: later }, {}])).toBeUndefined();
    expect(lastPromise([])).toBeUndefined();
  });
});
