import Type, { type Static } from 'typebox';

/** An amount in minor units (cents) of an ISO 4217 currency. */
export const Money = /* @__PURE__ */ Type.Object(
  {
    amount: Type.Integer({
      minimum: 0,
      maximum: 1_000_000_000_000,
      description: 'Minor units: 1250 is 12.50',
    }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
  },
  { additionalProperties: false },
);
export type Money = Static<typeof Money>;

/** How many decimals an amount of this currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** The plain figure, as it is typed and told to programs: 1250 EUR → "12.50". */
export function amountText({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency);
  const digits = `${amount}`.padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Minor units of a plain figure, "12.5" → 1250; null for what is none, or has more decimals than the currency. */
export function readAmount(text: string, currency: string): number | null {
  const decimals = decimalsOf(currency);
  const [, whole = '', fraction = ''] = /^(\d{1,10})(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === '' || fraction.length > decimals) return null;
  return Number(whole + fraction.padEnd(decimals, '0'));
}
