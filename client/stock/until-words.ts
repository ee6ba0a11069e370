import type { Until } from '../../shared/stock/availability.schema.ts';
import type { StoreTimes } from './store-times.ts';

/** When a mark ends: the same words on every face. */
export function untilWords(until: Until, nowMs: number, times: StoreTimes): string {
  if (until === 'restock') return 'until restocked';
  return until === 'end-of-day' ? 'rest of the day' : `until ${times.when(new Date(until), nowMs)}`;
}
