import { describe, expect, it } from 'vitest';
import { quantityWords } from '../../../client/stock/quantity-words.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';

describe('a quantity', () => {
  it.each([
    [1250, 'g', '1.25 kg'],
    [999, 'g', '999 g'],
    [0.35, 'l', '350 ml'],
    [0, 'kg', '0 kg'],
    [7, 'each', '7'],
    [2, 'portion', '2 portions'],
    [1, 'portion', '1 portion'],
    [0.5, 'case', '0.5 cases'],
    [12.3456, 'kg', '12.3 kg'],
    [1234567, 'each', '1,234,567'],
    [-300, 'g', '-300 g'],
    [3, 'Kisten', '3 Kisten'],
  ])('of %d %s reads "%s"', (value, unit, words) => {
    expect(quantityWords(value, unit, 'en')).toBe(words);
  });

  it('is written as the locale writes numbers', () => {
    expect(quantityWords(1250, 'g', 'de')).toBe('1,25 kg');
  });
});

describe('an instant', () => {
  const times = new StoreTimes('Europe/Vienna', 'en-GB');
  const now = Date.parse('2026-11-24T18:40:00Z');

  it.each([
    ['2026-11-24T17:05:00Z', '18:05'],
    ['2026-11-25T07:00:00Z', 'Wed 08:00'],
    ['2026-11-20T12:00:00Z', 'Fri 13:00'],
    ['2026-12-24T12:00:00Z', '24 Dec'],
  ])('%s is said as "%s"', (at, words) => {
    expect(times.when(new Date(at), now)).toBe(words);
  });

  it.each([
    ['2026-11-24T18:39:30Z', 'just now'],
    ['2026-11-24T18:28:00Z', '12 min ago'],
    ['2026-11-24T17:05:00Z', 'since 18:05'],
    ['2026-11-23T17:05:00Z', 'since Mon 18:05'],
  ])('as an age, %s is said as "%s"', (at, words) => {
    expect(times.age(new Date(at), now)).toBe(words);
  });

  it('is in the zone of the store, whatever that of the screen', () => {
    expect(new StoreTimes('America/New_York', 'en-GB').clock(now)).toBe('13:40');
    expect(new StoreTimes('Asia/Kolkata', 'en-GB').when(now, now)).toBe('00:10');
  });
});
