import { amountText, decimalsOf, readAmount, type Money } from '../../shared/money.ts';

/** "€12.50", as the reader's language writes it. */
export function moneyWords({ amount, currency }: Money, locale?: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
    amount / 10 ** decimalsOf(currency),
  );
}

/** What stands in a field for an amount; empty for none. */
export function moneyField(money: Money | null): string {
  return money ? amountText(money) : '';
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
  return decimals === 0 ? 'A whole number.' : `A number with ${decimals} decimals at most, as 12.50.`;
}
