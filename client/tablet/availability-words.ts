import type { Availability } from '../../shared/stock/availability.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import { listed } from './amount-words.ts';

export type NameOf = (itemId: string) => string;

/** "86", "7 left" or "available". */
export function stateWord({ state, remaining }: Pick<Availability, 'state' | 'remaining'>): string {
  if (state === 'unavailable') return '86';
  return state === 'limited' ? `${remaining ?? 0} left` : 'available';
}

/** Why in a few words, for a tile: "no salmon", "sold out", a reason. Empty when nobody said. */
export function whyShort({ state, cause, because = [], reason }: Availability, nameOf: NameOf): string {
  if (state === 'available') return '';
  if (cause === 'recipe' && because.length > 0) {
    return `${state === 'limited' ? 'few' : 'no'} ${listed(because.map((it) => nameOf(it.itemId)))}`;
  }
  if (reason) return reason;
  if (cause === 'stock') return 'ran out';
  return cause === 'countdown' ? 'countdown at 0' : '';
}

/** One line per reason, for the sheet. */
export function whyLines(availability: Availability, nameOf: NameOf, unitOf: NameOf): string[] {
  const { cause, because = [], reason } = availability;
  const lines = because.map(({ itemId, problem, left = 0, needed = 0 }) => {
    if (problem === 'unavailable') return `${nameOf(itemId)} is 86`;
    const amounts = `${quantityWords(left, unitOf(itemId))} left, one takes ${quantityWords(needed, unitOf(itemId))}`;
    return `${nameOf(itemId)}: ${amounts}`;
  });
  if (reason) lines.unshift(reason);
  if (cause === 'stock') lines.push('Ran out by itself');
  if (cause === 'countdown') lines.push('The countdown reached 0');
  return lines;
}
