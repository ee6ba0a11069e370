import type { SalePrice, SalePricesInput } from '../../shared/items/sale-price.schema.ts';
import { moneyField, moneyMistake, readMoney } from '../ui/money-words.ts';

/** What stands in the fields of a price list, by SKU. */
export type PriceTexts = Record<string, string>;

export function priceTexts(items: readonly SalePrice[]): PriceTexts {
  return Object.fromEntries(items.map(({ sku, price }) => [sku, moneyField(price ?? null)]));
}

/** What was changed and can be read, as it is sent. */
export function priceChanges(
  items: readonly SalePrice[],
  texts: PriceTexts,
  currency: string,
): SalePricesInput['prices'] {
  return items.flatMap(({ sku, price: was }) => {
    const text = texts[sku] ?? '';
    if (moneyMistake(text, currency)) return [];
    const price = readMoney(text, currency);
    return price?.amount === was?.amount ? [] : [{ sku, price }];
  });
}

/** Whether something in the fields cannot be read. */
export function hasMistake(texts: PriceTexts, currency: string): boolean {
  return Object.values(texts).some((text) => moneyMistake(text, currency) !== undefined);
}
