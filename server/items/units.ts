import { convert } from 'convert';
import { Decimal } from 'decimal.js';
import type { Pack } from '../../shared/items/item.schema.ts';

export interface Measured {
  unit: string;
  packs: readonly Pack[];
}

export type Converted = { quantity: number } | { problem: string };

/**
 * A quantity in an item's stock unit, to three decimals. `unit` may be the stock unit, one of the item's packs, or any
 * unit of the same measure (kg for g, l for ml).
 */
export function toStockUnit(quantity: number, unit: string | undefined, item: Measured): Converted {
  if (unit === undefined || unit === item.unit) return { quantity };
  const pack = item.packs.find(({ name }) => name === unit);
  const factor = pack?.quantity ?? conversionFactor(unit, item.unit);
  if (factor === undefined)
    return { problem: `${unit} cannot be turned into ${item.unit}; use ${acceptedUnits(item)}` };
  const converted = new Decimal(quantity).times(factor).toDecimalPlaces(3).toNumber();
  if (converted === 0 && quantity !== 0) return { problem: `is less than 0.001 ${item.unit}` };
  return { quantity: converted };
}

function conversionFactor(from: string, to: string): number | undefined {
  try {
    // The library knows the units; it throws for one it does not know, and for two of different measures.
    return convert(1, from as 'kg').to(to as 'g');
  } catch {
    return undefined;
  }
}

/** Whether an item is sold in whole units only: its unit is a piece, not a measure that can be divided like g or ml. */
export function isSoldWhole(unit: string): boolean {
  return conversionFactor(unit, unit) === undefined;
}

function acceptedUnits({ unit, packs }: Measured): string {
  return [unit, ...packs.map(({ name }) => name)].join(' or ');
}
