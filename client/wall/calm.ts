import { quantityWords } from '../stock/quantity-words.ts';
import type { Aside } from './entry.ts';
import type { Kitchen } from './kitchen.ts';

/** Further above its reorder point than this, nothing needs watching. */
const WATCH_SHARE = 2.5;

/** What is closest to running low while nothing is. */
export function closestToLow({ items, stock, locale }: Kitchen, count: number): Aside[] {
  const near: { share: number; aside: Aside }[] = [];
  for (const { itemId, available, counted } of stock.values()) {
    const item = items.get(itemId);
    const low = item?.reorderPoint ?? (item?.parLevel ?? 0) / 3;
    if (!item?.stocked || !counted || available === null || low <= 0) continue;
    const share = available / low;
    if (share <= WATCH_SHARE)
      near.push({
        share,
        aside: { key: itemId, words: `${item.name} ${quantityWords(available, item.unit, locale)}` },
      });
  }
  return near
    .sort((a, b) => a.share - b.share)
    .slice(0, count)
    .map(({ aside }) => aside);
}

export function countDishes({ items }: Kitchen): number {
  let dishes = 0;
  for (const { sellable } of items.values()) if (sellable) dishes++;
  return dishes;
}
