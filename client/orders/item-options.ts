import type { Item } from '../../shared/items/item.schema.ts';
import { padUnits } from '../stock/number-pad.ts';
import type { ComboOption } from '../ui/combo-options.ts';

/** Items to choose from by name, SKU or category; what is sold comes first. */
export function itemOptions(items: readonly Item[]): ComboOption[] {
  return [...items]
    .sort((a, b) => Number(b.sellable) - Number(a.sellable) || a.name.localeCompare(b.name))
    .map(({ sku, name, category }) => ({ value: sku, label: name, note: sku, search: category }));
}

/** Units that a quantity of the item may come in, its stock unit first. */
export function unitOptions(item: Item | undefined): { value: string; label: string }[] {
  if (!item) return [];
  const names = padUnits(item.unit, item.packs).map(({ name }) => name);
  return [item.unit, ...names.filter((name) => name !== item.unit)].map((name) => ({
    value: name,
    label: name,
  }));
}
