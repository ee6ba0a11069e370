import { describe, expect, it } from 'vitest';
import { noticesOf } from '../../../server/settlement/notices.ts';
import type { Derived } from '../../../server/settlement/recipe-cascade.ts';
import type { Availability } from '../../../shared/stock/availability.schema.ts';

type Side = { status?: Derived['status'] } & Partial<Availability>;

function derived({ status = 'ok', state = 'available', ...rest }: Side): Derived {
  return { status, servings: null, availability: { state, ...rest } };
}

function notices(before: Side, after: Side, kind = { stocked: true, sellable: true }): unknown[] {
  return noticesOf({ itemId: 'salmon', ...kind, ...derived(before) }, derived(after));
}

const because = [{ itemId: 'dill', problem: 'unavailable' as const }];

describe('a screen is told', () => {
  it.each<[string, Side, Side, object]>([
    [
      'what ran out',
      {},
      { status: 'out', state: 'unavailable', cause: 'stock' },
      { kind: 'unavailable', cause: 'stock' },
    ],
    [
      "what was 86'd, by whom and why",
      {},
      { state: 'unavailable', cause: 'hand', by: 'Ada', reason: 'burnt' },
      { kind: 'unavailable', cause: 'hand', by: 'Ada', reason: 'burnt' },
    ],
    [
      'which ingredient took a dish off',
      {},
      { state: 'unavailable', cause: 'recipe', because },
      { kind: 'unavailable', cause: 'recipe', because },
    ],
    [
      'what is limited now',
      {},
      { state: 'limited', cause: 'hand', remaining: 7, by: 'Ada' },
      { kind: 'limited', cause: 'hand', by: 'Ada' },
    ],
    [
      'what is limited instead of off',
      { state: 'unavailable' },
      { state: 'limited', cause: 'hand' },
      { kind: 'limited', cause: 'hand' },
    ],
    ['what is back', { status: 'out', state: 'unavailable', cause: 'stock' }, {}, { kind: 'back' }],
    ['what is low', {}, { status: 'low' }, { kind: 'low' }],
  ])('%s', (_, before, after, notice) => {
    expect(notices(before, after)).toEqual([{ itemId: 'salmon', ...notice }]);
  });

  it.each<[string, Side, Side]>([
    ['nothing changed', { state: 'unavailable', cause: 'stock' }, { state: 'unavailable', cause: 'stock' }],
    ['a countdown goes on', { state: 'limited', remaining: 7 }, { state: 'limited', remaining: 6 }],
    [
      'only the cause changed',
      { state: 'unavailable', cause: 'hand' },
      { state: 'unavailable', cause: 'stock' },
    ],
    ['what is off anyway becomes low', { state: 'unavailable' }, { state: 'unavailable', status: 'low' }],
    ['it is low after it was out, which is good news', { status: 'out' }, { status: 'low' }],
  ])('nothing when %s', (_, before, after) => {
    expect(notices(before, after)).toEqual([]);
  });

  it('nothing of a part of a recipe that is neither sold nor counted', () => {
    const part = { stocked: false, sellable: false };
    expect(notices({}, { state: 'unavailable', cause: 'recipe', because }, part)).toEqual([]);
  });

  it('nothing where nothing follows', () => {
    expect(noticesOf({ itemId: 'salmon', stocked: true, sellable: true, ...derived({}) }, undefined)).toEqual(
      [],
    );
  });
});
