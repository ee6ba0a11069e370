import { Decimal } from 'decimal.js';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { MovementType } from '../../shared/stock/movement.schema.ts';

/** A movement as reported, its quantity already in the stock unit. */
export interface Reported {
  itemId: string;
  sku: string;
  stocked: boolean;
  type: MovementType;
  quantity: number;
}

export interface Entry {
  itemId: string;
  /** Signed change of on hand. */
  quantity: number;
  counted: number | null;
}

/** What one unit of an item takes from stock, by item. */
export type Draws = ReadonlyMap<string, readonly { componentId: string; quantity: number }[]>;

export type Entries = { entries: Entry[] } | { field: 'sku' | 'quantity'; problem: string };

/**
 * The ledger entries of one reported movement in its own store. `onHand` is kept up as entries are made, so that a count
 * sees what came before it in the same request.
 */
export function entriesFor(
  reported: Reported,
  onHand: Map<string, number>,
  draws: Draws,
  productionDraws: Draws,
): Entries {
  const { type, quantity, itemId, sku, stocked } = reported;
  if (type !== 'correction' && type !== 'count' && quantity <= 0)
    return { field: 'quantity', problem: `must be more than 0, not ${quantity}` };
  if (quantity < 0 && type === 'count')
    return { field: 'quantity', problem: `a count cannot be negative, not ${quantity}` };
  const parts = draws.get(itemId);
  if (!stocked && type === 'waste' && parts) return { entries: book(taken(parts, quantity), onHand) };
  if (!stocked)
    return { field: 'sku', problem: `${sku} is made to order and not counted; name its ingredients` };
  const made = type === 'production' ? taken(productionDraws.get(itemId) ?? [], quantity) : [];
  return { entries: book([...made, ownEntry(reported, onHand.get(itemId) ?? 0)], onHand) };
}

function ownEntry({ type, quantity, itemId }: Reported, onHand: number): Entry {
  if (type === 'count') {
    const difference = fromThousandths(toThousandths(quantity) - toThousandths(onHand));
    return { itemId, quantity: difference, counted: quantity };
  }
  const outgoing = type === 'waste' || type === 'transfer' || type === 'sale';
  return { itemId, quantity: outgoing ? -quantity : quantity, counted: null };
}

function taken(draws: readonly { componentId: string; quantity: number }[], units: number): Entry[] {
  return draws.map(({ componentId, quantity }) => ({
    itemId: componentId,
    quantity: new Decimal(quantity).times(units).toDecimalPlaces(3).neg().toNumber(),
    counted: null,
  }));
}

function book(entries: Entry[], onHand: Map<string, number>): Entry[] {
  for (const { itemId, quantity } of entries) {
    onHand.set(itemId, fromThousandths(toThousandths(onHand.get(itemId) ?? 0) + toThousandths(quantity)));
  }
  return entries;
}
