import { amountText, decimalsOf, readAmount, type Money } from '../../shared/money.ts';
import { DECIMAL_MARK } from './decimal-mark.ts';
import { catalogue, locale as pageLocale } from './language.ts';

const words = catalogue(
  {
    whole: 'A whole number.',
    decimals: (most: number) => `A number with ${most} decimals at most, as 12.50.`,
  },
  {
    whole: 'Eine ganze Zahl.',
    decimals: (most) => `Eine Zahl mit höchstens ${most} Nachkommastellen, wie 12,50.`,
  },
);

/** "€12.50", as the reader's language writes it. */
export function moneyWords({ amount, currency }: Money, locale: string | undefined = pageLocale): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
    amount / 10 ** decimalsOf(currency),
  );
}

/** What stands in a field for an amount; empty for none. */
export function moneyField(money: Money | null): string {
  return money ? amountText(money).replace('.', DECIMAL_MARK) : '';
}

/** What somebody typed, with a comma or a point; null for nothing, and for what cannot be read. */
export function readMoney(text: string, currency: string): Money | null {
  const amount = readAmount(text.trim().replace(',', '.'), currency);
  return amount === null ? null : { amount, currency };
}

/** Why it cannot be read; undefined when it can, and for nothing. */
export function moneyMistake(text: string, currency: string): string | undefined {
  if (text.trim() === '' || readMoney(text, currency)) return undefined;
  const decimals = decimalsOf(currency);
  return decimals === 0 ? words.whole : words.decimals(decimals);
}
