import { isPieces, unitName } from '../stock/quantity-words.ts';
import { DECIMAL_MARK } from '../ui/decimal-mark.ts';
import { catalogue, locale } from '../ui/language.ts';

/** Amounts with every digit, where people check what they typed; elsewhere `quantityWords` rounds for a glance. */

const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });

const words = catalogue(
  { andMore: (names: string, count: number) => `${names} and ${count} more` },
  { andMore: (names, count) => `${names} und ${count} weitere` },
);

/** The word of a unit beside a number: "cases" beside 2 and 0, "case" beside ½, nothing for pieces. */
export function unitWord(unit: string, quantity: number): string {
  return isPieces(unit) ? '' : unitName(unit, quantity !== 0 && Math.abs(quantity) <= 1);
}

export function exactAmount(quantity: number, unit: string): string {
  return `${exact.format(quantity)} ${unitWord(unit, quantity)}`.trimEnd();
}

/** A number that is being typed, just as it is: "2." would lose its point, were it formatted. */
export const typedWords = (digits: string): string => digits.replace('.', DECIMAL_MARK);

const FRACTIONS: Record<number, string> = { 250: '¼', 500: '½', 750: '¾' };

/** Thousandths with ½, ¼ and ¾ as people write them: 2500 is "2½". */
export function withFraction(thousandths: number): string {
  const fraction = FRACTIONS[thousandths % 1000];
  if (fraction === undefined) return exact.format(thousandths / 1000);
  const whole = Math.floor(thousandths / 1000);
  return whole === 0 ? fraction : exact.format(whole) + fraction;
}

/** "salmon, dill and 2 more" */
export function listed(names: readonly string[], shown = 2): string {
  if (names.length <= shown + 1) return names.join(', ');
  return words.andMore(names.slice(0, shown).join(', '), names.length - shown);
}
