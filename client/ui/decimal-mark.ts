import { locale } from './language.ts';

/** What stands between the whole of a number and its parts, where this page writes numbers. */
export const DECIMAL_MARK =
  new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
