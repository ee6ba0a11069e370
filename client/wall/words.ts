import type { StoreTimes } from '../stock/store-times.ts';
import { untilWords } from '../stock/until-words.ts';
import { takesWords, type Fullness } from './block.ts';
import type { Entry } from './entry.ts';

/** What stands below a name, most important first: why, since when, until when, and by whom where there is room for it. */
export function detailParts(entry: Entry, fullness: Fullness, times: StoreTimes, nowMs: number): string[] {
  const { why, since, until, by } = entry;
  const takes = fullness === 'list' ? takesWords(entry) : '';
  const age = since === null ? '' : times.age(new Date(since), nowMs);
  const end = until === null ? '' : untilWords(until, nowMs, times);
  const who = fullness === 'full' && by !== null ? `by ${by}` : '';
  return [why, takes, age, end, who].filter((part) => part !== '');
}
