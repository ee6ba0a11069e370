import { expect, it } from 'vitest';
import { receiptWords } from '../../../client/purchasing/receipt-words.ts';

const line = { name: 'Salmon', unit: 'kg', packName: 'case' };
const nothing = { lineId: 'line', received: 0, rejected: 0 };
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const trout = { itemId: 'trout', sku: 'TRT', name: 'Trout', unit: 'kg', quantity: 9 };

it('a receipt says what was sent back, how a price differs, and what came instead', () => {
  const back = { ...nothing, received: 12, rejected: 3, reason: 'too warm', lot: 'L-1' };
  expect(receiptWords(back, line)).toBe('12 kg Salmon, 3 kg sent back: too warm, lot L-1');
  const priced = (price: number) =>
    receiptWords({ ...nothing, received: 10, price: eur(price), agreedPrice: eur(18_000) }, line);
  expect(priced(19_500)).toMatch(/at .*195\.00 a case, .*15\.00 more than agreed$/);
  expect(priced(17_000)).toMatch(/10\.00 less than agreed$/);
  expect(priced(18_000)).toMatch(/180\.00 a case$/);
  expect(receiptWords({ ...nothing, substitute: { ...trout, insteadOf: 8 } }, line)).toBe(
    '9 kg Trout instead of Salmon, of which 8 kg are not waited for any more',
  );
  expect(receiptWords({ ...nothing, substitute: { ...trout, insteadOf: 0 } }, line)).toBe(
    '9 kg Trout instead of Salmon, which is still to come',
  );
});
