import type { FieldError } from '../../shared/errors.ts';
import type { Money } from '../../shared/money.ts';
import type { SupplierItem, SupplierItemInput } from '../../shared/suppliers/supplier.schema.ts';

/** A new price of a pack, under the supplier's own code. Days as YYYY-MM-DD. */
export interface NewPrice {
  supplierSku: string;
  packPrice: Money;
  from?: string | undefined;
  until?: string | undefined;
}

/**
 * The whole list of a supplier with new prices in it: first the items that have one, in the order of the prices, then the
 * others. The mistakes point into `/prices`.
 */
export function pricedLines(
  current: readonly SupplierItem[],
  prices: readonly NewPrice[],
): { lines: SupplierItemInput[]; errors: FieldError[] } {
  const byCode = new Map(current.map((item) => [item.supplierSku, item]));
  const errors: FieldError[] = [];
  const priced = new Set<string>();
  const lines = prices.flatMap(({ supplierSku, packPrice, from = null, until = null }, index) => {
    const item = byCode.get(supplierSku);
    const problem = item
      ? priced.has(supplierSku) && 'has a price in this list already'
      : 'is no code of yours that we know';
    if (!item || problem) {
      errors.push({ pointer: `/prices/${index}/supplierSku`, detail: `${supplierSku} ${problem}` });
      return [];
    }
    priced.add(supplierSku);
    return [{ ...asInput(item), packPrice, priceFrom: from, priceUntil: until, priceBreaks: [] }];
  });
  const others = current.filter(({ supplierSku }) => !priced.has(supplierSku));
  return { lines: [...lines, ...others.map(asInput)], errors };
}

function asInput({
  itemId: _,
  name: __,
  unit: ___,
  updatedAt: ____,
  ...item
}: SupplierItem): SupplierItemInput {
  return item;
}
