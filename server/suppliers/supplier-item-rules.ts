import type { FieldError } from '../../shared/errors.ts';
import { amountText, type Money } from '../../shared/money.ts';
import { toThousandths } from '../../shared/quantity.ts';
import { oddPrice, timesWords } from '../../shared/suppliers/odd-price.ts';
import type { SupplierItem, SupplierItemInput } from '../../shared/suppliers/supplier.schema.ts';
import { wrongCurrency } from './supplier-rules.ts';

/** What a supplier sells of an item, as it is written. */
export interface SoldItem extends Omit<SupplierItem, 'name' | 'unit' | 'updatedAt'> {}

/** What the rules have to know of an item that is named. */
export interface KnownItem {
  id: string;
  sku: string;
  stocked: boolean;
}

export interface ItemsToCheck {
  lines: readonly SupplierItemInput[];
  /** By SKU: those that are there of the items that the lines name, substitutes included. */
  known: ReadonlyMap<string, KnownItem>;
  /** What the supplier has sold so far, by SKU. */
  current: ReadonlyMap<string, SupplierItem>;
  currency: string;
  /** Whether a price that is hard to believe is meant. */
  isConfirmed: (sku: string) => boolean;
}

/** What the lines come to, and why they cannot be as they are. The mistakes point into `/items`. */
export function planItems(all: ItemsToCheck): { items: SoldItem[]; errors: FieldError[] } {
  const items: SoldItem[] = [];
  const errors: FieldError[] = [...mistakesInCodes(all.lines)];
  all.lines.forEach((line, index) => {
    const item = all.known.get(line.sku);
    const refuse = (field: string, detail: string): void => {
      errors.push({ pointer: `/items/${index}${field}`, detail });
    };
    if (!item) return refuse('/sku', `no item has SKU ${line.sku}`);
    if (!item.stocked)
      return refuse('/sku', `${line.sku} is made to order; name the ingredient that is delivered`);
    const sold = withItemDefaults(line, item.id);
    items.push(sold);
    refuseNesting(sold, refuse);
    refusePrices(sold, all, refuse);
    refuseSubstitutes(sold, all.known, refuse);
  });
  return { items, errors };
}

type Refuse = (field: string, detail: string) => void;

function withItemDefaults(line: SupplierItemInput, itemId: string): SoldItem {
  return {
    itemId,
    supplierSku: line.sku,
    packName: 'pack',
    nesting: [],
    packPrice: null,
    priceFrom: null,
    priceUntil: null,
    priceBreaks: [],
    moq: 1,
    preferred: false,
    substitutes: [],
    ...line,
  };
}

/** An item, or a code of the supplier's, that two lines have. */
function mistakesInCodes(lines: readonly SupplierItemInput[]): FieldError[] {
  const errors: FieldError[] = [];
  const [skus, codes] = [new Map<string, number>(), new Map<string, string>()];
  lines.forEach(({ sku, supplierSku = sku }, index) => {
    const earlier = skus.get(sku);
    const owner = codes.get(supplierSku);
    if (earlier !== undefined)
      errors.push({
        pointer: `/items/${index}/sku`,
        detail: `${sku} is in line ${earlier + 1} already; keep one of the two`,
      });
    else if (owner !== undefined)
      errors.push({
        pointer: `/items/${index}/supplierSku`,
        detail: `${supplierSku} is the supplier's code of ${owner} already; each item needs its own`,
      });
    else {
      skus.set(sku, index);
      codes.set(supplierSku, sku);
    }
  });
  return errors;
}

function refuseNesting({ nesting, packQuantity }: SoldItem, refuse: Refuse): void {
  if (nesting.length === 0) return;
  // Exact: each count is a whole number of thousandths, and so is the pack.
  const product = nesting.reduce((sum, { count }) => sum * BigInt(toThousandths(count)), 1n);
  const pack = BigInt(toThousandths(packQuantity)) * 1000n ** BigInt(nesting.length - 1);
  if (product === pack) return;
  const counts = nesting.map(({ count }) => count);
  const is = Number(product) / 1000 ** nesting.length;
  refuse(
    '/nesting',
    `${counts.join(' × ')} is ${is}, not ${packQuantity}; correct the counts or packQuantity`,
  );
}

function refusePrices(
  sold: SoldItem,
  { currency, current, isConfirmed }: ItemsToCheck,
  refuse: Refuse,
): void {
  const { packPrice, priceFrom, priceUntil, priceBreaks } = sold;
  if (packPrice && packPrice.currency !== currency)
    refuse('/packPrice/currency', wrongCurrency(packPrice.currency, currency));
  if (priceFrom !== null && priceUntil !== null && priceUntil < priceFrom)
    refuse('/priceUntil', `${priceUntil} is before ${priceFrom}, from which the price is valid; correct one`);
  if (priceBreaks.length > 0) refuseBreaks(priceBreaks, packPrice, currency, refuse);
  const odd = isConfirmed(sold.sku) ? null : oddPrice(sold, current.get(sold.sku));
  if (!packPrice || !odd) return;
  const before = current.get(sold.sku)!;
  const was = `what it was, ${spell(before.packPrice!)} for ${before.packQuantity}`;
  refuse(
    '/packPrice/amount',
    `${spell(packPrice)} for ${sold.packQuantity} is ${timesWords(odd.times)} ${was}; did you mean ${amountText({ amount: odd.meant, currency })}? If it is right, send confirmPrices: true`,
  );
}

function refuseBreaks(
  breaks: SoldItem['priceBreaks'],
  packPrice: Money | null,
  currency: string,
  refuse: Refuse,
): void {
  if (!packPrice) return refuse('/priceBreaks', 'need packPrice, what a pack costs below the first of them');
  let [packs, price] = [1, packPrice];
  breaks.forEach((step, index) => {
    const at = `/priceBreaks/${index}`;
    if (step.packPrice.currency !== currency)
      return refuse(`${at}/packPrice/currency`, wrongCurrency(step.packPrice.currency, currency));
    if (step.fromPacks <= packs)
      refuse(
        `${at}/fromPacks`,
        `${step.fromPacks} is not more than ${packs}; order them from few packs to many`,
      );
    if (step.packPrice.amount > price.amount)
      refuse(
        `${at}/packPrice/amount`,
        `${spell(step.packPrice)} from ${step.fromPacks} packs is dearer than ${spell(price)} for fewer; correct one`,
      );
    [packs, price] = [step.fromPacks, step.packPrice];
  });
}

function refuseSubstitutes(
  { sku, substitutes }: SoldItem,
  known: ReadonlyMap<string, KnownItem>,
  refuse: Refuse,
): void {
  substitutes.forEach((other, index) => {
    const at = `/substitutes/${index}`;
    if (other === sku) refuse(at, `${sku} cannot stand in for itself; remove it`);
    else if (!known.has(other)) refuse(at, `no item has SKU ${other}`);
    else if (!known.get(other)!.stocked) refuse(at, `${other} is made to order; name what is delivered`);
    else if (substitutes.indexOf(other) < index) refuse(at, `${other} is listed twice; keep one`);
  });
}

function spell(money: Money): string {
  return `${amountText(money)} ${money.currency}`;
}
