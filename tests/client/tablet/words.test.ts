import { describe, expect, it } from 'vitest';
import { exactAmount, listed, unitWord, withFraction } from '../../../client/tablet/amount-words.ts';
import { stateWord, whyShort } from '../../../client/tablet/availability-words.ts';
import { deedDone, refusalWords } from '../../../client/tablet/deed-words.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import { untilWords } from '../../../client/stock/until-words.ts';
import { nextTime } from '../../../client/tablet/next-time.ts';
import { anAction, OFF } from './builders.ts';

const VIENNA = 'Europe/Vienna';

describe('amounts in words', () => {
  it('keeps every digit where people check what they typed', () => {
    expect(exactAmount(12.345, 'kg')).toBe('12.345 kg');
    expect(exactAmount(0.35, 'kg')).toBe('0.35 kg');
  });

  it('leaves "each" out and takes the plural of what can be counted', () => {
    expect(exactAmount(7, 'each')).toBe('7');
    expect(exactAmount(2, 'box')).toBe('2 boxes');
    expect(exactAmount(1, 'bottle')).toBe('1 bottle');
    expect(exactAmount(3, 'kg')).toBe('3 kg');
    expect(unitWord('case', 0.5)).toBe('case');
    expect(unitWord('case', 2.5)).toBe('cases');
  });

  it('writes fractions as people do', () => {
    expect([2500, 250, 750, 3000, 1200].map(withFraction)).toEqual(['2½', '¼', '¾', '3', '1.2']);
  });

  it('keeps a list short', () => {
    expect(listed(['a', 'b', 'c'])).toBe('a, b, c');
    expect(listed(['a', 'b', 'c', 'd'])).toBe('a, b and 2 more');
  });
});

describe('availability in words', () => {
  const nameOf = (id: string) => id;

  it('says the state in the words of the kitchen', () => {
    expect(stateWord({ state: 'unavailable' })).toBe('86');
    expect(stateWord({ state: 'limited', remaining: 7 })).toBe('7 left');
  });

  it('says what is missing', () => {
    const because = [{ itemId: 'salmon', problem: 'unavailable' as const }];
    expect(whyShort({ state: 'unavailable', cause: 'recipe', because }, nameOf)).toBe('no salmon');
    expect(whyShort({ state: 'unavailable', cause: 'stock' }, nameOf)).toBe('ran out');
    expect(whyShort({ state: 'unavailable', cause: 'hand', reason: 'quality' }, nameOf)).toBe('quality');
  });

  it('says until when in the zone of the store', () => {
    const now = Date.parse('2026-11-24T10:00:00Z');
    const times = new StoreTimes(VIENNA, 'en-GB');
    expect(untilWords('2026-11-24T16:30:00Z', now, times)).toBe('until 17:30');
    expect(untilWords('2026-11-25T08:00:00Z', now, times)).toBe('until Wed 09:00');
    expect(untilWords('restock', now, times)).toBe('until restocked');
  });
});

describe('the next time', () => {
  it('finds the next time a clock in the store shows an hour', () => {
    const now = new Date('2026-11-24T10:00:30Z');
    expect(nextTime('17:30', now, VIENNA).toISOString()).toBe('2026-11-24T16:30:00.000Z');
    expect(nextTime('09:00', now, VIENNA).toISOString()).toBe('2026-11-25T08:00:00.000Z');
    expect(nextTime('11:00', now, VIENNA).toISOString()).toBe('2026-11-25T10:00:00.000Z');
  });

  it('finds it across a night in which the clocks change', () => {
    expect(nextTime('12:00', new Date('2026-03-28T20:00:00Z'), VIENNA).toISOString()).toBe(
      '2026-03-29T10:00:00.000Z',
    );
    expect(nextTime('12:00', new Date('2026-10-24T20:00:00Z'), VIENNA).toISOString()).toBe(
      '2026-10-25T11:00:00.000Z',
    );
  });
});

describe('deeds in words', () => {
  it('say what was done', () => {
    expect(deedDone(anAction({ deed: OFF }))).toBe('Salmon is 86');
    expect(deedDone(anAction({ deed: { kind: 'waste', quantity: 1.5 } }))).toBe('Salmon: 1.5 kg wasted');
  });

  it('show both values when something was refused', () => {
    const problem = {
      type: '',
      title: 'Conflict',
      status: 409,
      code: 'conflict',
      detail: 'It was taken off meanwhile.',
    };
    const limit = { kind: 'availability', availability: { state: 'limited', remaining: 7 } } as const;
    const board = { onHand: 3, availability: { state: 'unavailable', by: 'Anna' } } as const;
    expect(refusalWords({ action: anAction({ deed: limit }), problem, board })).toEqual({
      title: 'Not taken: Salmon: 7 left',
      why: 'It was taken off meanwhile.',
      board: 'The board says: 86 by Anna',
    });
    const errors = [{ pointer: '/quantity', detail: 'too much' }];
    expect(refusalWords({ action: anAction(), problem: { ...problem, errors }, board: null }).why).toBe(
      'too much',
    );
  });
});
