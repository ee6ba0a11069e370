import type { Problem } from '../../shared/errors.ts';
import type { Deed } from './action.ts';

const LINE_PRICE = /^\/lines\/(\d+)\/price$/;

/** Whether the server did not believe a price: it knew what was agreed, where this tablet did not. */
export function isPriceAsked({ errors = [] }: Problem): boolean {
  return errors.some(({ pointer }) => LINE_PRICE.test(pointer));
}

/** The deed with those prices confirmed that were asked about. */
export function withPricesConfirmed(deed: Deed, { errors = [] }: Problem): Deed {
  if (deed.kind !== 'delivery') return deed;
  const asked = new Set(errors.flatMap(({ pointer }) => LINE_PRICE.exec(pointer)?.[1] ?? []));
  const lines = deed.lines.map((line, at) => (asked.has(`${at}`) ? { ...line, priceConfirmed: true } : line));
  return { ...deed, lines };
}
