import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PageQuery, readPage, toPage } from '../../../server/platform/paging.ts';
import { mistakesIn } from '../../../server/platform/validation.ts';

describe('a page', () => {
  it('leads from one to the next without losing or repeating anything', () => {
    const keys = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 10 }), (unsorted, limit) => {
        const all = unsorted.sort();
        const read: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const { after } = readPage(cursor === '' ? {} : { cursor });
          const rows = all.filter((key) => after === undefined || key > after).slice(0, limit);
          const page: { items: string[]; nextCursor: string | null } = toPage(rows, limit, (key) => key);
          read.push(...page.items);
          cursor = page.nextCursor;
        }
        expect(read).toEqual(all);
      }),
    );
  });

  it('has no next one when it is not full', () => {
    expect(toPage(['a'], 2, String)).toEqual({ items: ['a'], nextCursor: null });
    expect(toPage([], 2, String)).toEqual({ items: [], nextCursor: null });
  });

  it.each([
    'not base64 url!',
    'YQ==',
    Buffer.from([0xff, 0xfe]).toString('base64url'),
    Buffer.from('a\0b').toString('base64url'),
  ])('is refused for a cursor that was never given out: %s', (cursor) => {
    expect(() => readPage({ cursor })).toThrow('The cursor is not one that was given out.');
  });

  it.each(['1', '10', '999', '1000'])('may have %s entries', (limit) => {
    expect(mistakesIn(PageQuery, { limit })).toEqual([]);
    expect(readPage({ limit }).limit).toBe(Number(limit));
  });

  it.each(['0', '-1', '1001', '2.5', 'ten', ''])('may not have "%s" entries', (limit) => {
    expect(mistakesIn(PageQuery, { limit })).toEqual([
      { pointer: '/limit', detail: `a whole number from 1 to 1000, not "${limit}"` },
    ]);
  });
});
