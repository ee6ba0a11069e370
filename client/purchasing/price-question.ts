import type { Money } from '../../shared/money.ts';
import { oddPrice } from '../../shared/suppliers/odd-price.ts';
import { catalogue } from '../ui/language.ts';
import { moneyWords } from '../ui/money-words.ts';

const words = catalogue(
  {
    nothing: (price: string, agreed: string, meant: string) =>
      `${price} is nothing instead of the ${agreed} agreed. Did you mean ${meant}?`,
    times: (times: number, price: string, agreed: string, meant: string) =>
      `${price} is ${times} times the ${agreed} agreed. Did you mean ${meant}?`,
    part: (part: number, price: string, agreed: string, meant: string) =>
      `${price} is 1/${part} of the ${agreed} agreed. Did you mean ${meant}?`,
  },
  {
    nothing: (price, agreed, meant) => `${price} statt der vereinbarten ${agreed}. Meintest du ${meant}?`,
    times: (times, price, agreed, meant) =>
      `${price} ist das ${times}-Fache der vereinbarten ${agreed}. Meintest du ${meant}?`,
    part: (part, price, agreed, meant) =>
      `${price} ist 1/${part} der vereinbarten ${agreed}. Meintest du ${meant}?`,
  },
);

/** A price that is hard to believe: what to ask, and what was probably meant. */
export interface PriceQuestion {
  words: string;
  meant: Money;
}

/** What to ask about a price before it is taken; null where it can be believed, or nobody knows what was agreed. */
export function priceQuestion(price: Money | null, agreed: Money | undefined): PriceQuestion | null {
  if (!price || !agreed) return null;
  const odd = oddPrice({ packQuantity: 1, packPrice: price }, { packQuantity: 1, packPrice: agreed });
  if (!odd) return null;
  const meant = { amount: odd.meant, currency: price.currency };
  const [now, then, better] = [moneyWords(price), moneyWords(agreed), moneyWords(meant)];
  return { words: asked(odd.times)(now, then, better), meant };
}

/** The question by how often the price is what was agreed. */
function asked(times: number): (price: string, agreed: string, meant: string) => string {
  if (times === 0) return words.nothing;
  const often = Math.round(times >= 1 ? times : 1 / times);
  return (times >= 1 ? words.times : words.part).bind(null, often);
}
