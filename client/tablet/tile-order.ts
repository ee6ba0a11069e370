import type { ItemState } from '../../shared/live/change.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';

/** One choice at a time: what a chip counts is what it shows. */
export type Scope =
  { kind: 'all' } | { kind: 'off' } | { kind: 'low' } | { kind: 'category'; category: string };
export type UsageCounts = Readonly<Record<string, number>>;

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Dishes before ingredients, then what this tablet touches most, then by name. */
export function inTileOrder<T extends Pick<ItemState, 'itemId' | 'name' | 'sellable'>>(
  items: Iterable<T>,
  usage: UsageCounts,
): T[] {
  const used = (item: T) => usage[item.itemId] ?? 0;
  return [...items].sort(
    (a, b) =>
      Number(b.sellable) - Number(a.sellable) || used(b) - used(a) || collator.compare(a.name, b.name),
  );
}

export function isOff(stock: StockState | undefined): boolean {
  return stock?.availability.state === 'unavailable';
}

/** About to go: little left in stock, or a countdown is running. */
export function isLow(stock: StockState | undefined): boolean {
  return (
    stock !== undefined && !isOff(stock) && (stock.status !== 'ok' || stock.availability.state === 'limited')
  );
}

/** Asks for the stock only where it matters: a list that does not depend on levels is not built anew with each sale. */
export function isIn(
  scope: Scope,
  item: Pick<ItemState, 'category'>,
  stock: () => StockState | undefined,
): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'off':
      return isOff(stock());
    case 'low':
      return isLow(stock());
    case 'category':
      return item.category.trim() === scope.category;
  }
}

/** Categories in the order of the alphabet; items without one stay under "all". */
export function categoriesOf(items: Iterable<Pick<ItemState, 'category'>>): string[] {
  const names = new Set(Array.from(items, (item) => item.category.trim()).filter((name) => name !== ''));
  return [...names].sort(collator.compare);
}
