import { quantityWords } from '../stock/quantity-words.ts';
import type { Kitchen } from './kitchen.ts';

/** Something to keep an eye on while nothing is low. */
export interface Watched {
  itemId: string;
  name: string;
  left: string;
  lowAt: string;
}

/** What is closest to running low, measured against where it is low. */
export function closestToLow({ items, stock, locale }: Kitchen, count: number): Watched[] {
  const near: { share: number; watched: Watched }[] = [];
  for (const { itemId, available, counted } of stock.values()) {
    const item = items.get(itemId);
    const low = item?.reorderPoint ?? (item?.parLevel ?? 0) / 3;
    if (!item?.stocked || !counted || available === null || low <= 0) continue;
    const words = (quantity: number) => quantityWords(quantity, item.unit, locale);
    const watched = { itemId, name: item.name, left: words(available), lowAt: words(low) };
    near.push({ share: available / low, watched });
  }
  return near
    .sort((a, b) => a.share - b.share || a.watched.name.localeCompare(b.watched.name))
    .slice(0, count)
    .map(({ watched }) => watched);
}

export function countDishes({ items }: Kitchen): number {
  let dishes = 0;
  for (const { sellable } of items.values()) if (sellable) dishes++;
  return dishes;
}
