import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../server/platform/idempotency.store.ts';

/** The same value with the keys of every object the other way round. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, reordered(entry)] as const);
  return Object.fromEntries(entries.reverse());
}

describe('the fingerprint of a request', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(fingerprintOf(reordered(value)).equals(fingerprintOf(value))).toBe(true);
      }),
    );
  });

  it('differs whenever the content does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(fingerprintOf(a).equals(fingerprintOf(b))).toBe(sorted(a) === sorted(b));
      }),
    );
  });

  it.each([
    [
      ['ab', 'c'],
      ['a', 'bc'],
    ],
    [
      { a: 1, b: 2 },
      { a: '1', b: 2 },
    ],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: null }, {}],
    [{ a: {} }, { a: [] }],
  ])('tells %j from %j', (a, b) => {
    expect(fingerprintOf(a).equals(fingerprintOf(b))).toBe(false);
  });

  it('refuses what is nested without end, as nobody means it', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(() => fingerprintOf(deep)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    entry !== null && typeof entry === 'object' && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  );
}
