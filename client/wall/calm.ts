import { quantityWords } from '../stock/quantity-words.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import { depletionWords, runsOutToday } from '../forecasts/depletion-words.ts';
import type { Kitchen } from './kitchen.ts';

/** Something to keep an eye on while nothing is low. */
export interface Watched {
  itemId: string;
  name: string;
  left: string;
  lowAt: string;
}

/** Something that probably runs out today. */
export interface StockOut {
  itemId: string;
  name: string;
  /** "~19:45", and "18:45–20:30" where that says more. */
  about: string;
  range: string;
  /** How many dishes go with it. */
  takes: number;
}

/** What probably runs out today, in the order of time; a dish only where no component of its own says it for it. */
export function likelyStockOuts(kitchen: Kitchen, times: StoreTimes, count: number): StockOut[] {
  const { items, stock, dishes, depletions, nowMs } = kitchen;
  const today = [...depletions.values()].filter(
    (it) => runsOutToday(it, times, nowMs) && stock.get(it.itemId)?.availability.state !== 'unavailable',
  );
  const told = new Set(today.map(({ itemId }) => itemId));
  return today
    .sort((a, b) => Date.parse(a.p50 ?? '') - Date.parse(b.p50 ?? '') || (a.itemId < b.itemId ? -1 : 1))
    .flatMap(({ itemId, ...depletion }): StockOut[] => {
      const item = items.get(itemId);
      const takes = (dishes.get(itemId) ?? []).filter((id) => id !== itemId).length;
      const words = depletionWords(depletion, times, nowMs);
      if (!item || !words || (!item.stocked && item.uses.some((use) => told.has(use.itemId)))) return [];
      return item.sellable || takes > 0 ? [{ itemId, name: item.name, ...words, takes }] : [];
    })
    .slice(0, count);
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
