import { oddPrice, type OddPrice } from '../../shared/suppliers/odd-price.ts';
import type { SupplierItem, SupplierItemInput } from '../../shared/suppliers/supplier.schema.ts';
import { readQuantity } from '../orders/line-task.ts';
import { moneyField, moneyMistake, readMoney } from '../ui/money-words.ts';

/** A row of something that there may be several of: a layer of a pack, a price from so many packs on. */
export interface RowDraft {
  id: number;
  first: string;
  second: string;
}

/** What a supplier sells of an item, as it is filled in. */
export interface SupplierItemDraft {
  sku: string;
  supplierSku: string;
  packName: string;
  packQuantity: string;
  /** What a layer is called, and how many there are. */
  nesting: RowDraft[];
  price: string;
  priceFrom: string;
  priceUntil: string;
  /** From how many packs on, and what each costs. */
  breaks: RowDraft[];
  moq: string;
  preferred: boolean;
  substitutes: string[];
}

let rows = 0;

export function rowDraft(first = '', second = ''): RowDraft {
  return { id: ++rows, first, second };
}

export function itemDraftOf(item: SupplierItem | null): SupplierItemDraft {
  return {
    sku: item?.sku ?? '',
    supplierSku: item && item.supplierSku !== item.sku ? item.supplierSku : '',
    packName: item?.packName ?? '',
    packQuantity: item ? `${item.packQuantity}` : '',
    nesting: (item?.nesting ?? []).map(({ name, count }) => rowDraft(name, `${count}`)),
    price: moneyField(item?.packPrice ?? null),
    priceFrom: item?.priceFrom ?? '',
    priceUntil: item?.priceUntil ?? '',
    breaks: (item?.priceBreaks ?? []).map(({ fromPacks, packPrice }) =>
      rowDraft(`${fromPacks}`, moneyField(packPrice)),
    ),
    moq: `${item?.moq ?? 1}`,
    preferred: item?.preferred ?? false,
    substitutes: [...(item?.substitutes ?? [])],
  };
}

/** What in a draft cannot even be sent, by field. */
export function itemMistakes(draft: SupplierItemDraft, currency: string): Record<string, string> {
  const found = {
    sku: draft.sku === '' ? 'Choose an item.' : undefined,
    packQuantity:
      readQuantity(draft.packQuantity) === null
        ? 'A number above 0, with three decimals at most.'
        : undefined,
    price: moneyMistake(draft.price, currency),
    moq: /^[1-9]\d{0,5}$/.test(draft.moq.trim()) ? undefined : 'A whole number from 1 on.',
    nesting: draft.nesting.some((row) => isFilled(row) && !(row.first.trim() && readQuantity(row.second)))
      ? 'Each part needs a name and how many there are.'
      : undefined,
    breaks: draft.breaks.some((row) => isFilled(row) && !readBreak(row, currency))
      ? 'Each needs a number of packs from 2 on, and a price.'
      : undefined,
  };
  return Object.fromEntries(Object.entries(found).flatMap(([field, why]) => (why ? [[field, why]] : [])));
}

/** A draft without mistakes, as it is sent. */
export function itemInputOf(draft: SupplierItemDraft, currency: string): SupplierItemInput {
  const { sku, supplierSku, packName, packQuantity, nesting, price, priceFrom, priceUntil } = draft;
  return {
    sku,
    supplierSku: supplierSku.trim() || sku,
    packName: packName.trim() || 'pack',
    packQuantity: readQuantity(packQuantity) ?? 0,
    nesting: nesting
      .filter(isFilled)
      .map(({ first, second }) => ({ name: first.trim(), count: readQuantity(second) ?? 0 })),
    packPrice: readMoney(price, currency),
    priceFrom: priceFrom || null,
    priceUntil: priceUntil || null,
    priceBreaks: draft.breaks.filter(isFilled).flatMap((row) => readBreak(row, currency) ?? []),
    moq: Number(draft.moq),
    preferred: draft.preferred,
    substitutes: draft.substitutes,
  };
}

/** Whether it has what few items have. */
export function isRare({ nesting, breaks, substitutes, priceFrom, priceUntil }: SupplierItemDraft): boolean {
  return [nesting, breaks, substitutes, priceFrom, priceUntil].some(({ length }) => length > 0);
}

/** A line of the list as it goes back when another is changed. */
export function asInput({
  itemId: _,
  name: __,
  unit: ___,
  updatedAt: ____,
  ...line
}: SupplierItem): SupplierItemInput {
  return line;
}

/** Whether the price has to be asked about. */
export function priceQuestion(line: SupplierItemInput, before: SupplierItem | null): OddPrice | null {
  return oddPrice(
    { packQuantity: line.packQuantity, packPrice: line.packPrice ?? null },
    before ?? undefined,
  );
}

function isFilled({ first, second }: RowDraft): boolean {
  return first.trim() !== '' || second.trim() !== '';
}

function readBreak(
  { first, second }: RowDraft,
  currency: string,
): NonNullable<SupplierItemInput['priceBreaks']>[number] | null {
  const packPrice = readMoney(second, currency);
  const fromPacks = /^\d{1,6}$/.test(first.trim()) ? Number(first) : 0;
  return packPrice && fromPacks >= 2 ? { fromPacks, packPrice } : null;
}
