import type { Until } from '../../shared/stock/availability.schema.ts';
import { catalogue } from '../ui/language.ts';
import type { StoreTimes } from './store-times.ts';

const words = catalogue(
  {
    restock: 'until restocked',
    endOfDay: 'rest of the day',
    until: (when: string) => `until ${when}`,
  },
  {
    restock: 'bis zum Nachschub',
    endOfDay: 'für heute',
    until: (when) => `bis ${when}`,
  },
);

/** When a mark ends: the same words on every face. */
export function untilWords(until: Until, nowMs: number, times: StoreTimes): string {
  if (until === 'restock') return words.restock;
  return until === 'end-of-day' ? words.endOfDay : words.until(times.when(new Date(until), nowMs));
}
