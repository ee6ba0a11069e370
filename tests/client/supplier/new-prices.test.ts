import { expect, it } from 'vitest';
import { newPrices } from '../../../client/supplier/new-prices.ts';
import type { PortalLine } from '../../../shared/purchasing/supplier-portal.schema.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

it('new prices are those that differ; what is empty says nothing, and what is no amount is told', () => {
  const line = (supplierSku: string, amount?: number) =>
    ({ supplierSku, ...(amount !== undefined && { listPrice: eur(amount) }) }) as PortalLine;
  const view = { lines: [line('A', 1_250), line('B', 900), line('C'), line('D', 500)], total: eur(0) };
  expect(newPrices(view, ['12.50', '9,75', '', 'cheap'])).toEqual({
    prices: [{ supplierSku: 'B', packPrice: eur(975) }],
    wrong: [3],
  });
});
