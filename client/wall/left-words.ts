import { isPieces, quantityWords } from '../stock/quantity-words.ts';
import { words } from './wall-words.ts';

/** Pieces and portions are counted, so that a figure of them needs no unit. */
export const isServing = (unit: string): boolean => isPieces(unit) || unit === 'portion';

export function servingWords(quantity: number, unit: string, locale: string | undefined): string {
  return quantityWords(quantity, isServing(unit) ? 'each' : unit, locale);
}

/** Pieces and portions need the word, measures speak for themselves: "7 left", "1.25 kg". */
export function leftWords(quantity: number, unit: string, locale: string | undefined): string {
  const amount = servingWords(quantity, unit, locale);
  return isServing(unit) ? words.left(amount) : amount;
}
