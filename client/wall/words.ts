import type { StoreTimes } from '../stock/store-times.ts';
import { neededWords, counted, promiseWords } from '../orders/order-words.ts';
import { untilWords } from '../stock/until-words.ts';
import { takesWords, type Fullness } from './block.ts';
import type { Entry, Expected } from './entry.ts';

/** What stands below a name, most important first: why, since when, until when, and by whom where there is room for it. */
export function detailParts(entry: Entry, fullness: Fullness, times: StoreTimes, nowMs: number): string[] {
  const { why, since, until, by, orders = 0, expected } = entry;
  const takes = fullness === 'list' ? takesWords(entry) : '';
  const age = since === null ? '' : times.age(new Date(since), nowMs);
  const end = until === null ? '' : untilWords(until, nowMs, times);
  const who = fullness === 'full' && by !== null ? `by ${by}` : '';
  const touched = orders === 0 ? '' : counted(orders, 'order');
  const due = expected ? expectedParts(expected, times, nowMs) : [];
  return [why, takes, touched, ...due, age, end, who].filter((part) => part !== '');
}

function expectedParts({ promise, neededBy, waits }: Expected, times: StoreTimes, nowMs: number): string[] {
  const promised = promise === undefined ? '' : promiseWords(promise ?? undefined, times, nowMs);
  return [promised, neededWords(neededBy, times, nowMs), waits];
}
