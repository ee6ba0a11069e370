import { describe, expect, it } from 'vitest';
import { differenceOf } from '../../../server/identity/audit-difference.ts';

describe('what a change is remembered by', () => {
  it('is the fields that differ, as they were and as they are', () => {
    const before = { name: 'Salt', unit: 'g', recipe: [{ sku: 'A' }] };
    expect(differenceOf(before, { ...before, name: 'Sea salt' })).toEqual({
      before: { name: 'Salt' },
      after: { name: 'Sea salt' },
    });
    expect(differenceOf(before, { ...before, recipe: [{ sku: 'B' }] })).toEqual({
      before: { recipe: [{ sku: 'A' }] },
      after: { recipe: [{ sku: 'B' }] },
    });
  });

  it('says of a field that came or went that it was not there', () => {
    expect(differenceOf({}, { reason: 'burnt' })).toEqual({
      before: { reason: null },
      after: { reason: 'burnt' },
    });
    expect(differenceOf({ reason: 'burnt' }, {})).toEqual({
      before: { reason: 'burnt' },
      after: { reason: null },
    });
  });

  it('is nothing where nothing differs', () => {
    expect(differenceOf({ name: 'Salt', packs: [] }, { packs: [], name: 'Salt' })).toBeNull();
  });
});
