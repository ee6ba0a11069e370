import { quantityWords } from '../stock/quantity-words.ts';

/** Amounts with every digit, where people check what they typed; elsewhere {@link quantityWords} rounds for a glance. */

const exact = new Intl.NumberFormat(undefined, { maximumFractionDigits: 3 });

/** The word of a unit beside a number: "cases" beside 2 and 0, "case" beside ½, nothing for pieces. */
export function unitWord(unit: string, quantity: number): string {
  const sample = quantity !== 0 && Math.abs(quantity) <= 1 ? 1 : 2;
  return quantityWords(sample, unit).replace(/^\S+\s?/, '');
}

export function exactAmount(quantity: number, unit: string): string {
  return `${exact.format(quantity)} ${unitWord(unit, quantity)}`.trimEnd();
}

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
  return `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`;
}
