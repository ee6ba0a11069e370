import { hash } from 'node:crypto';
import type { Cover } from './reorder-cover.ts';
import type { Money } from '../../shared/money.ts';
import type { PriceBreak } from '../../shared/suppliers/supplier.schema.ts';

/** What a supplier sells of an item. The prices are those that hold today. */
export interface SupplyChoice {
  supplierId: string;
  supplierSku: string;
  packName: string;
  /** In thousandths of the stock unit. */
  packQuantity: number;
  packPrice: Money | null;
  priceBreaks: readonly PriceBreak[];
  /** Least number of packs. */
  moq: number;
  preferred: boolean;
}

/** An item as reordering looks at it. Quantities in thousandths of the stock unit. */
export interface ReorderItem {
  itemId: string;
  sku: string;
  name: string;
  unit: string;
  /** Before the first count or receipt nobody knows what is there, so nothing is missing of it but what customers wait for. */
  counted: boolean;
  onHand: number;
  allocated: number;
  backordered: number;
  onOrder: number;
  /** In purchase orders that are not sent yet, so that one open need is not ordered twice. */
  inPreparation: number;
  parLevel: number | null;
  reorderPoint: number | null;
  /** The most that may be there or on its way: what is used before it spoils, what the shelf takes. */
  mostHeld?: number | undefined;
  /** What its forecast says it takes to last; without one its par level does. */
  cover?: Cover | undefined;
  /** When it most likely runs out, what is on order included; undefined where it lasts for days. */
  runsOutAt?: Date | undefined;
  /** When the first of what is on order comes. */
  nextArrivalAt?: Date | undefined;
  choices: readonly SupplyChoice[];
}

/** Ordered when `projected` is not above `point`, so that it rises to `level`. In thousandths. */
export interface Levels {
  projected: number;
  point: number;
  level: number;
}

/**
 * Where there is a forecast, what it takes to last; else the reorder point is a third of the par level where none is given, as it is for the stock status. What is ordered always
 * brings an item above its reorder point: otherwise the same need would be there again. Without both, and before it was
 * counted, an item is ordered only for who waits for it.
 */
export function levelsOf(item: ReorderItem): Levels {
  const projected = item.onHand - item.allocated + item.onOrder + item.inPreparation - item.backordered;
  if (item.cover) {
    const level = Math.min(item.cover.level, Math.max(1, item.mostHeld ?? Infinity));
    return { projected, point: Math.min(item.cover.point, level - 1), level };
  }
  const kept = item.counted ? Math.max(item.parLevel ?? 0, item.reorderPoint ?? 0) : 0;
  const point = kept > 0 ? (item.reorderPoint ?? Math.floor(kept / 3)) : -1;
  const level = Math.max(kept, point + 1);
  return { projected, point, level: Math.min(level, item.mostHeld ?? level) };
}

export function isNeeded(item: ReorderItem, { projected, point, level }: Levels): boolean {
  const isKept = point >= 0 || item.backordered > 0;
  return isKept && projected <= point && projected < level;
}

/** Whether nothing can be given out: what makes a need an emergency. */
export function isOut({ onHand, allocated }: ReorderItem): boolean {
  return onHand - allocated <= 0;
}

/**
 * Stands for what an item's need was judged by: what is on its way already, and the levels to keep. What is on hand is
 * left out: it changes with every sale, and less of it makes no order wrong.
 */
export function basisOf({ itemId, onOrder, inPreparation, parLevel, reorderPoint }: ReorderItem): string {
  const figures = [itemId, onOrder, inPreparation, parLevel ?? '', reorderPoint ?? ''];
  return hash('sha256', figures.join(' ')).slice(0, 16);
}

/** Why a line that was proposed may not be ordered any more; null when it may. */
export function whyMet(item: ReorderItem, basis: string): string | null {
  if (basisOf(item) !== basis)
    return `${item.name}: something was ordered, came in or was changed since this was proposed; look at the proposals again`;
  const { projected, level } = levelsOf(item);
  return projected >= level ? `${item.name}: there is enough of it by now` : null;
}
