import { describe, expect, it } from 'vitest';
import { amountText, readAmount } from '../../../shared/money.ts';
import { oddPrice } from '../../../shared/suppliers/odd-price.ts';

describe('an amount', () => {
  it.each([
    [0, 'EUR', '0.00'],
    [5, 'EUR', '0.05'],
    [1250, 'EUR', '12.50'],
    [1250, 'JPY', '1250'],
    [1250, 'KWD', '1.250'],
  ])('of %s minor units in %s is written %s, and read as the same', (amount, currency, text) => {
    expect(amountText({ amount, currency })).toBe(text);
    expect(readAmount(text, currency)).toBe(amount);
  });

  it.each([
    ['12.5', 'EUR', 1250],
    ['12.', 'EUR', 1200],
    ['12.505', 'EUR', null],
    ['1.5', 'JPY', null],
    ['', 'EUR', null],
    ['-1', 'EUR', null],
    ['1,5', 'EUR', null],
  ])('"%s" in %s is read as %s', (text, currency, amount) => {
    expect(readAmount(text, currency)).toBe(amount);
  });
});

describe('a price', () => {
  const price = (amount: number, packQuantity = 10) => ({ packQuantity, packPrice: { amount } });

  it.each([
    [125_000, 1249, 1250],
    [1_250_000, 1249, 1250],
    [12, 1249, 1200],
    [0, 1249, 1249],
    [124_000, 1249, null],
    [13, 1249, null],
    [125_000, 0, null],
  ])('of %s after %s was meant as %s', (now, before, meant) => {
    expect(oddPrice(price(now), price(before))?.meant ?? null).toBe(meant);
  });

  it('is held against what one unit cost, and against nothing where there was none', () => {
    expect(oddPrice(price(125_000, 1000), price(1250, 10))).toBeNull();
    expect(oddPrice(price(1250, 1000), price(1250, 1))?.meant).toBe(1_250_000);
    expect(oddPrice(price(125_000), undefined)).toBeNull();
    expect(oddPrice(price(125_000), { packQuantity: 1, packPrice: null })).toBeNull();
  });
});
