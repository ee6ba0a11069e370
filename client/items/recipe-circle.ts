import type { Item } from '../../shared/items/item.schema.ts';

type Made = Pick<Item, 'sku' | 'name' | 'recipe'>;

/** Why an item cannot have a component that is made of the item itself, in words; undefined where it can. */
export function circleThrough(sku: string, component: string, all: readonly Made[]): string | undefined {
  if (sku === '') return undefined;
  if (component === sku) return 'It cannot be made of itself.';
  const bySku = new Map(all.map((item) => [item.sku, item]));
  const path = pathDown(component, sku, bySku, new Set());
  const names = path?.map((step) => bySku.get(step)?.name ?? step);
  return names && `It is made of this itself: ${names.join(' → ')}.`;
}

function pathDown(
  from: string,
  to: string,
  bySku: ReadonlyMap<string, Made>,
  seen: Set<string>,
): string[] | undefined {
  if (from === to) return [to];
  if (seen.has(from)) return undefined;
  seen.add(from);
  for (const { sku } of bySku.get(from)?.recipe ?? []) {
    const rest = pathDown(sku, to, bySku, seen);
    if (rest) return [from, ...rest];
  }
  return undefined;
}
