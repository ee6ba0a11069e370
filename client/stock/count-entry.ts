import type { Pack } from '../../shared/items/item.schema.ts';
import type { CountLine, CountShelf } from '../../shared/stock/count-sheet.schema.ts';
import type { Movement, MovementInput } from '../../shared/stock/movement.schema.ts';
import { fromThousandths, MAX_QUANTITY, toThousandths } from '../../shared/quantity.ts';
import { padUnits } from './number-pad.ts';

const TERM = /^(\d{1,7}(?:[.,]\d{1,3})?)\s*(\D.*)?$/;

/**
 * What somebody typed of a count, in the stock unit: "12", "3,5", "2 case + 3". Null for what cannot be read, undefined for
 * nothing: that is not counted, and no zero.
 */
export function readCount(
  text: string,
  { unit, packs }: { unit: string; packs: readonly Pack[] },
): number | null | undefined {
  if (text.trim() === '') return undefined;
  let thousandths = 0;
  for (const term of text.split('+')) {
    const [, digits, name = ''] = TERM.exec(term.trim()) ?? [];
    const size = digits === undefined ? null : sizeOf(name.trim().toLowerCase(), unit, packs);
    if (size === null) return null;
    thousandths += (toThousandths(Number(digits!.replace(',', '.'))) * size) / 1000;
  }
  const quantity = fromThousandths(Math.round(thousandths));
  return quantity <= MAX_QUANTITY ? quantity : null;
}

/** Thousandths of the stock unit in one of it; null for a unit that it does not have. */
function sizeOf(name: string, unit: string, packs: readonly Pack[]): number | null {
  if (name === '') return 1000;
  const units = padUnits(unit, packs);
  const found = units.find((it) => [it.name.toLowerCase(), `${it.name.toLowerCase()}s`].includes(name));
  return found?.size ?? null;
}

/** What stands in the fields of a sheet, by item. */
export type CountTexts = Readonly<Record<string, string>>;

/** One line that was counted. */
export interface Counted extends CountLine {
  counted: number;
  /** Counted less what should have been there. */
  difference: number;
}

/** What was counted, in the order of the sheet. */
export function countedOf(shelves: readonly CountShelf[], texts: CountTexts): Counted[] {
  return shelves
    .flatMap(({ lines }) => lines)
    .flatMap((line): Counted[] => {
      const counted = readCount(texts[line.itemId] ?? '', line);
      if (counted === null || counted === undefined) return [];
      const difference = fromThousandths(toThousandths(counted) - toThousandths(line.expected));
      return [{ ...line, counted, difference }];
    });
}

/** How many fields say what cannot be read. */
export function mistakesIn(shelves: readonly CountShelf[], texts: CountTexts): number {
  return shelves
    .flatMap(({ lines }) => lines)
    .filter((line) => readCount(texts[line.itemId] ?? '', line) === null).length;
}

/** What came and went after the count stays true: it is added to what was counted. */
export function countInput(counted: readonly Counted[], reason: string): MovementInput[] {
  return counted.map(({ sku, counted: quantity, since }) => ({
    ...{ type: 'count' as const, sku, reason },
    quantity: fromThousandths(Math.max(0, toThousandths(quantity) + toThousandths(since))),
  }));
}

/** What takes a saved count back; nothing where it changed nothing. */
export function undoInput(movements: readonly Movement[], reason: string): MovementInput[] {
  return movements
    .filter(({ quantity }) => quantity !== 0)
    .map(({ sku, quantity }) => ({ type: 'correction', sku, quantity: -quantity, reason }));
}

/** Sheets of what matters only: some shelves, or what was sold below its count. */
export function shownShelves(
  shelves: readonly CountShelf[],
  { shelf, onlyNeeded }: { shelf: string; onlyNeeded: boolean },
): CountShelf[] {
  return shelves
    .filter(({ name }) => shelf === '' || name === shelf)
    .map((one) => ({ ...one, lines: one.lines.filter(({ expected }) => !onlyNeeded || expected < 0) }))
    .filter(({ lines }) => lines.length > 0);
}
