import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mistakesIn } from '../../../server/platform/validation.ts';
import {
  fromThousandths,
  isQuantity,
  MAX_QUANTITY,
  PositiveQuantity,
  Quantity,
  SignedQuantity,
  toThousandths,
} from '../../../shared/quantity.ts';

const thousandths = fc.integer({ min: -toThousandths(MAX_QUANTITY), max: toThousandths(MAX_QUANTITY) });

describe('a quantity', () => {
  it.each([0, 1, 0.001, 2.5, 0.1 + 0.2, 1_234_567.891, MAX_QUANTITY])('may be %d', (value) => {
    expect(isQuantity(value)).toBe(true);
    expect(mistakesIn(Quantity, value)).toEqual([]);
  });

  it.each([0.0001, 1.2345, MAX_QUANTITY + 0.001, 1e300, -0.001])('may not be %d', (value) => {
    expect(mistakesIn(Quantity, value)).toHaveLength(1);
  });

  it('is more than nothing where something is sold, received or used', () => {
    for (const value of [0, -1, 1e-7, 1e-9]) expect(mistakesIn(PositiveQuantity, value)).toHaveLength(1);
    expect(mistakesIn(PositiveQuantity, 0.001)).toEqual([]);
  });

  it('has either sign where stock is corrected', () => {
    expect(mistakesIn(SignedQuantity, -MAX_QUANTITY)).toEqual([]);
    expect(mistakesIn(SignedQuantity, -MAX_QUANTITY - 1)).toHaveLength(1);
  });

  it('keeps every thousandth on the way through a JavaScript number', () => {
    fc.assert(
      fc.property(thousandths, (whole) => {
        const quantity = fromThousandths(whole);
        expect(toThousandths(quantity)).toBe(whole);
        expect(isQuantity(quantity)).toBe(true);
        expect(mistakesIn(SignedQuantity, quantity)).toEqual([]);
      }),
    );
  });

  it('is refused with a fourth decimal, by the schema and by the rule alike', () => {
    const tenths = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(thousandths, tenths, (whole, tenth) => {
        const quantity = Number(
          `${Math.trunc(whole / 1000)}.${String(Math.abs(whole % 1000)).padStart(3, '0')}${tenth}`,
        );
        expect(isQuantity(quantity)).toBe(false);
        expect(mistakesIn(SignedQuantity, quantity)).not.toEqual([]);
      }),
    );
  });
});
