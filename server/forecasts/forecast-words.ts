import type { ItemFit } from './fit-store.ts';

/** How much is known of an item's demand, for whoever reads its forecast. */
export function knowledgeOf(model: ItemFit['model'] | null): string {
  if (model === null) return 'Not forecast yet: nothing was sold';
  const { days, borrowed, level } = model;
  if (borrowed !== undefined && days === 0) return `Too new to tell: borrowed from ${borrowed}`;
  if (borrowed !== undefined)
    return `Too new to tell: ${count(days, 'day')} known, the rest borrowed from ${borrowed}`;
  if (!(level > 0)) return days === 0 ? 'Nothing is known yet' : `Nothing sold in ${count(days, 'day')}`;
  if (days < 14) return `Too new to tell: ${count(days, 'day')} of sales`;
  return `${count(Math.floor(days / 7), 'week')} of sales`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
