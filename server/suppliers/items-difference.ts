import { isDeepStrictEqual } from 'node:util';
import type { SupplierItem } from '../../shared/suppliers/supplier.schema.ts';
import type { SoldItem } from './supplier-item-rules.ts';

type Told = Record<string, unknown>;

export interface ItemsDifference {
  /** What to write: the items that are new or not as they were, and the ids of those that were touched or went. */
  items: SoldItem[];
  itemIds: string[];
  /** Of these it may be somebody else who is asked first, or last. */
  supplyIds: string[];
  /** For the record: of each item its SKU, and what is not as it was; null when nothing is. */
  told: { before: { items: Told[]; more?: number }; after: { items: Told[]; more?: number } } | null;
}

/** So many items of one change are told in the record; of more, only how many. */
const TOLD = 100;

/** What one list of what a supplier sells has other than another. */
export function differenceOfItems(
  before: ReadonlyMap<string, SupplierItem>,
  after: readonly SoldItem[],
): ItemsDifference {
  const kept = new Set(after.map(({ sku }) => sku));
  const gone = [...before.values()].filter(({ sku }) => !kept.has(sku));
  const items = after.filter((item) => !isSame(before.get(item.sku), item));
  const [was, is]: [Told[], Told[]] = [gone.map((item) => whole(asSold(item))), []];
  for (const item of items) {
    const known = before.get(item.sku);
    if (!known) is.push(whole(item));
    else {
      was.push(fieldsThatDiffer(asSold(known), item));
      is.push(fieldsThatDiffer(item, asSold(known)));
    }
  }
  const itemIds = [...gone, ...items].map(({ itemId }) => itemId);
  const told = itemIds.length === 0 ? null : { before: some(was), after: some(is) };
  const supplied = items.filter((item) => isSuppliedOtherwise(item, before.get(item.sku)));
  const supplyIds = [...gone, ...supplied].map(({ itemId }) => itemId);
  return { items, itemIds, supplyIds, told };
}

export function asSold({ name: _, unit: __, updatedAt: ___, ...sold }: SupplierItem): SoldItem {
  return sold;
}

function isSame(known: SupplierItem | undefined, item: SoldItem): boolean {
  return known !== undefined && isDeepStrictEqual(asSold(known), item);
}

function isSuppliedOtherwise(item: SoldItem, known: SupplierItem | undefined): boolean {
  return (
    known?.preferred !== item.preferred ||
    known.packQuantity !== item.packQuantity ||
    known.packPrice?.amount !== item.packPrice?.amount
  );
}

/** All that says something: no empty lists, no "no", nothing that is usual. */
function whole({ itemId: _, supplierSku, moq, ...item }: SoldItem): Told {
  const says = (value: unknown): boolean =>
    Array.isArray(value) ? value.length > 0 : value !== null && value !== false;
  return {
    ...Object.fromEntries(Object.entries(item).filter(([, value]) => says(value))),
    ...(supplierSku !== item.sku && { supplierSku }),
    ...(moq > 1 && { moq }),
  };
}

function fieldsThatDiffer(item: SoldItem, other: SoldItem): Told {
  const theirs: Told = { ...other };
  const own = Object.entries(item).filter(([field, value]) => !isDeepStrictEqual(value, theirs[field]));
  return { sku: item.sku, ...Object.fromEntries(own) };
}

function some(items: Told[]): { items: Told[]; more?: number } {
  const more = items.length - TOLD;
  return more > 0 ? { items: items.slice(0, TOLD), more } : { items };
}
