import type { Until } from '../../shared/stock/availability.schema.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import type { Entry } from './entry.ts';

export function untilWords(until: Until, times: StoreTimes, nowMs: number): string {
  if (until === 'restock') return 'until restocked';
  return until === 'end-of-day' ? 'rest of the day' : `until ${times.when(new Date(until), nowMs)}`;
}

/** What stands below a name, most important first: why, since when, until when, by whom. */
export function detailParts({ why, since, until, by }: Entry, times: StoreTimes, nowMs: number): string[] {
  const age = since === null ? '' : times.age(new Date(since), nowMs);
  const end = until === null ? '' : untilWords(until, times, nowMs);
  return [why, age, end, by ?? ''].filter((part) => part !== '');
}
