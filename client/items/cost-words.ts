import type { UnitCost } from '../../shared/displays/item-overview.schema.ts';
import { moneyWords } from '../ui/money-words.ts';

/** Units whose cost is told for a larger one: by the kilogram, not by the gram. */
const TOLD_BY: Readonly<Record<string, { unit: string; times: number }>> = {
  g: { unit: 'kg', times: 1000 },
  ml: { unit: 'l', times: 1000 },
};

/** "€2.40 per kg", "€4.10 each"; nothing without a price. */
export function costWords(cost: number | null, currency: string, unit: string): string {
  if (cost === null) return '';
  const { unit: by, times } = TOLD_BY[unit] ?? { unit, times: 1 };
  const words = moneyWords({ amount: Math.round(cost * times), currency });
  return by === 'each' || by === '' ? `${words} each` : `${words} per ${by}`;
}

const NAMED = 3;

/** "without Dill, Salt and 2 more, which have no price"; nothing where every price is known. */
export function gapWords({ unpriced }: Pick<UnitCost, 'unpriced'>): string {
  if (unpriced.length === 0) return '';
  const more = unpriced.length - NAMED;
  const names = unpriced.slice(0, more === 1 ? NAMED + 1 : NAMED).join(', ');
  return `without ${names}${more > 1 ? ` and ${more} more` : ''}, which ${unpriced.length === 1 ? 'has' : 'have'} no price`;
}
