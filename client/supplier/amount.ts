import type { PortalLine } from '../../shared/purchasing/supplier-portal.schema.ts';
import type { Words } from './words.ts';

type AmountWords = Pick<Words, 'locale' | 'units'>;

/** Pieces go without a unit. */
const PIECES = new Set(['each', 'ea', 'piece', 'pc', 'pcs', 'unit']);

/** Exact, as it is invoiced: "12,345" */
export function figureWords(value: number, { locale }: Pick<Words, 'locale'>): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(value);
}

/** "20 kg", "18", "2 Flaschen" */
export function amountWords(value: number, unit: string, words: AmountWords): string {
  if (PIECES.has(unit)) return figureWords(value, words);
  return `${figureWords(value, words)} ${words.units[unit]?.[value === 1 ? 0 : 1] ?? unit}`;
}

/** "case of 10 kg", "Kiste zu 10 kg" */
export function packWords({ packName, packQuantity, unit }: PortalLine, words: Words): string {
  const pack = unitWord(packName, words);
  return packQuantity === 1 ? pack : words.packOf(pack, amountWords(packQuantity, unit, words));
}

/** One of it. */
export function unitWord(unit: string, { units }: AmountWords): string {
  return units[unit]?.[0] ?? unit;
}
