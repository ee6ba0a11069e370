import { readAmount } from '../../shared/money.ts';
import type { PriceListInput, SupplierPortalView } from '../../shared/purchasing/supplier-portal.schema.ts';

/** The prices that differ from what is known, and the lines whose price is none. What is left empty says nothing. */
export function newPrices(
  { lines, total: { currency } }: Pick<SupplierPortalView, 'lines' | 'total'>,
  typed: readonly string[],
): { prices: PriceListInput['prices']; wrong: number[] } {
  const prices: PriceListInput['prices'] = [];
  const wrong: number[] = [];
  lines.forEach(({ supplierSku, listPrice }, index) => {
    const text = (typed[index] ?? '').trim().replace(',', '.');
    if (text === '') return;
    const amount = readAmount(text, currency);
    if (amount === null) wrong.push(index);
    else if (amount !== listPrice?.amount) prices.push({ supplierSku, packPrice: { amount, currency } });
  });
  return { prices, wrong };
}
