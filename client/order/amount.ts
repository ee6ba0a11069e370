import { quantityWords, thingWords } from '../stock/quantity-words.ts';
import type { Words } from './words.ts';

/** "4", "1.25 kg", "2 Portionen": the store's unit, in the customer's language where it is a word that we know. */
export function amountWords(quantity: number, unit: string, { locale, units }: Words): string {
  const word = units[unit];
  if (!word) return quantityWords(quantity, unit, locale);
  return `${quantityWords(quantity, '', locale)} ${word[quantity === 1 ? 0 : 1]}`;
}

/** "4 × Salmon fillet", "1.25 kg Butter" */
export function amountOf(quantity: number, unit: string, name: string, words: Words): string {
  return thingWords(amountWords(quantity, unit, words), name);
}
