import { describe, expect, test } from 'vitest';
import { amountOf, amountWords } from '../../../client/order/amount.ts';
import { eventWords } from '../../../client/order/event-words.ts';
import { OrderTimes } from '../../../client/order/order-times.ts';
import { languageOf, troubleWords, wordsOf } from '../../../client/order/words.ts';
import type { StatusEvent } from '../../../shared/orders/order-status.schema.ts';
import { NOW } from './builders.ts';

const [english, german] = [wordsOf('en'), wordsOf('de')];
const times = (language: 'en' | 'de', zone = 'Europe/Vienna') => new OrderTimes(zone, wordsOf(language));

describe('times', () => {
  test.each([
    ['2026-03-20T13:00:00Z', 'today, 14:00', 'heute, 14:00 Uhr'],
    ['2026-03-20T23:30:00Z', 'tomorrow, 00:30', 'morgen, 00:30 Uhr'],
    ['2026-03-26T13:00:00Z', 'Thu 26 Mar, 14:00', 'Do., 26. März, 14:00 Uhr'],
    // After the night in which Vienna's clocks go forward.
    ['2026-03-29T12:00:00Z', 'Sun 29 Mar, 14:00', 'So., 29. März, 14:00 Uhr'],
  ])('%s is told in the store’s zone and the customer’s language', (at, en, de) => {
    expect(
      times('en')
        .when(at, NOW)
        .replace(/,(?= \d+ Mar)/, ''),
    ).toBe(en);
    expect(times('de').when(at, NOW)).toBe(de);
  });

  test('today is the store’s today', () => {
    expect(times('en', 'Pacific/Honolulu').when('2026-03-20T23:30:00Z', NOW)).toBe('today, 13:30');
  });
});

describe('amounts', () => {
  test.each([
    [4, 'each', '4', '4'],
    [1, 'portion', '1 portion', '1 Portion'],
    [2, 'portion', '2 portions', '2 Portionen'],
    [1.25, 'kg', '1.25 kg', '1,25 kg'],
  ])('%d %s', (quantity, unit, en, de) => {
    expect(amountWords(quantity, unit, english)).toBe(en);
    expect(amountWords(quantity, unit, german)).toBe(de);
  });

  test('what is counted is counted with a sign, what is measured is not', () => {
    expect(amountOf(4, 'each', 'Buns', english)).toBe('4 × Buns');
    expect(amountOf(1.25, 'kg', 'Butter', german)).toBe('1,25 kg Butter');
  });
});

describe('what happened', () => {
  const told = (language: 'en' | 'de', event: Partial<StatusEvent>) =>
    eventWords(
      { at: '2026-03-20T10:00:00Z', kind: 'moved', name: 'Buns', quantity: 4, unit: 'each', ...event },
      wordsOf(language),
      times(language),
      NOW,
    );
  const [from, to] = ['2026-03-20T13:00:00Z', '2026-03-21T08:00:00Z'];

  test('says from when to when, and why, in the customer’s language', () => {
    expect(told('en', { from, to, reason: 'stock-lost' })).toBe(
      '4 × Buns: now expected by tomorrow, 09:00, was today, 14:00. There is less of it than we thought.',
    );
    expect(told('de', { from, to })).toBe(
      '4 × Buns: jetzt erwartet bis morgen, 09:00 Uhr, bisher heute, 14:00 Uhr.',
    );
  });

  test('repeats a reason that somebody wrote as it is', () => {
    expect(told('en', { kind: 'cancelled', reason: 'Kitchen closed. ' })).toBe(
      '4 × Buns was cancelled. The store says: Kitchen closed.',
    );
    expect(told('de', { kind: 'cancelled', reason: 'Ordered twice' })).toBe(
      '4 × Buns: storniert. Es war doppelt bestellt.',
    );
  });

  test('names what did not move only once, and of an offer only what it is for', () => {
    expect(told('en', { from: to, to })).toBe('4 × Buns: now expected by tomorrow, 09:00.');
    expect(told('en', { kind: 'substitute' })).toBe('The store offered something else for Buns.');
  });

  test('has a sentence for every kind, with or without dates', () => {
    const kinds = Object.keys(english.events) as StatusEvent['kind'][];
    for (const language of ['en', 'de'] as const)
      for (const kind of kinds)
        for (const dates of [{}, { to }, { from }, { from, to }])
          expect(told(language, { kind, ...dates })).toMatch(/^\S.*[^\s.]\.$/);
  });
});

test('both languages have the same words, and the same reasons and units to put into them', () => {
  expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
  expect(Object.keys(german.reasons)).toEqual(Object.keys(english.reasons));
});

test('trouble is told in the customer’s language, whatever its code', () => {
  expect(troubleWords(german, 'unreachable')).toContain('Keine Verbindung');
  expect(troubleWords(german, 'internal')).toBe(german.troubles.other);
});

test('before an order is there, the page speaks German to German browsers and English to all others', () => {
  expect(['de-AT', 'DE', 'en-US', 'fr'].map(languageOf)).toEqual(['de', 'de', 'en', 'en']);
});
