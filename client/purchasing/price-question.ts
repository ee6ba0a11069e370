import type { Money } from '../../shared/money.ts';
import { oddPrice, timesWords } from '../../shared/suppliers/odd-price.ts';
import { moneyWords } from '../ui/money-words.ts';

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
  const words = `${moneyWords(price)} is ${timesWords(odd.times)} the ${moneyWords(agreed)} agreed. Did you mean ${moneyWords(meant)}?`;
  return { words, meant };
}
