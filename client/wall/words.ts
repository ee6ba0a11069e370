import type { SupplierDelay } from '../../shared/purchasing/purchase-order.schema.ts';
import { aboutWhen, depletionLine } from '../forecasts/depletion-words.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import { neededWords, promiseWords } from '../orders/order-words.ts';
import { delayReason } from '../purchasing/delay-reason.ts';
import { untilWords } from '../stock/until-words.ts';
import { isList, takesWords, type Fullness } from './block.ts';
import type { Entry, Expected } from './entry.ts';
import { words } from './wall-words.ts';
import { NO_BREAK } from './wrap.ts';

/** What stands below a name, most important first: why, since when, until when, and by whom where there is room for it. */
export function detailParts(entry: Entry, fullness: Fullness, times: StoreTimes, nowMs: number): string[] {
  if (entry.state === 'late' && entry.delivery)
    return lateParts(entry, entry.delivery, fullness, times, nowMs);
  const { why, since, until, by, orders = 0, expected, delivery } = entry;
  const takes = isList(fullness) ? takesWords(entry) : '';
  const age = since === null ? '' : times.age(new Date(since), nowMs);
  const end = until === null ? '' : untilWords(until, nowMs, times);
  const who = fullness === 'full' && by !== null ? words.by(by) : '';
  const touched = orders === 0 ? '' : words.orders(orders);
  const due = expected ? expectedParts(expected, times, nowMs) : [];
  const gap = delivery ? words.delivery(delayWords(delivery, times, nowMs, words.moved)) : '';
  const out = outWords(entry, fullness, times, nowMs);
  return [out, why, takes, touched, gap, ...due, age, end, who].filter((part) => part !== '');
}

/** First when it comes, then who waits for it; then whose it is, why, and since when that is known. */
function lateParts(
  entry: Entry,
  delay: SupplierDelay,
  fullness: Fullness,
  times: StoreTimes,
  nowMs: number,
): string[] {
  const { orders = 0, usedIn = 0, why } = entry;
  const takes = isList(fullness) ? takesWords(entry) : '';
  const touched = orders === 0 ? '' : words.ordersWait(orders);
  const dishes = usedIn === 0 ? '' : words.inDishes(usedIn);
  const told = delay.kind === 'reported' ? words.told(times.ago(Date.parse(delay.since), nowMs)) : '';
  const when = entry.severalTimes ? firstWords(delay, times, nowMs) : delayWords(delay, times, nowMs);
  return [
    ...gapParts(entry, when, times, nowMs),
    takes,
    touched,
    why,
    delayReason(delay.reason ?? ''),
    dishes,
    told,
  ].filter((part) => part !== '');
}

/** "out ~14:15", "delivery now 16:30, was 12:00": what it comes to first, where it runs out before it comes. */
function gapParts(
  { out, outName, gap = '' }: Entry,
  comes: string,
  times: StoreTimes,
  nowMs: number,
): string[] {
  if (out?.p50 === undefined) return [comes, gap];
  const when = aboutWhen(out.p50, times, nowMs);
  const about = outName ? words.itemOut(outName, when) : words.out(when);
  return [inOnePiece(about), words.delivery(comes), gap];
}

/** "runs out ~19:45 (18:45–20:30)" */
function outWords({ out, state }: Entry, fullness: Fullness, times: StoreTimes, nowMs: number): string {
  const line = out ? depletionLine(out, times, nowMs) : '';
  if (line === '' || state === 'late') return '';
  return inOnePiece(isList(fullness) ? line : words.runsOut(line));
}

/** Of several: "first Sat 08:00". */
function firstWords(delay: SupplierDelay, times: StoreTimes, nowMs: number): string {
  const { now } = delay;
  if (now === undefined) return delayWords(delay, times, nowMs);
  return inOnePiece(words.first(times.when(Date.parse(now), nowMs)));
}

/** "now Tue 08:00, was Mon 08:00"; "overdue since 08:00" while nobody knows until when. */
function delayWords(
  { kind, was, now }: SupplierDelay,
  times: StoreTimes,
  nowMs: number,
  moved: (to: string, was: string) => string = words.now,
): string {
  const when = (at: string) => times.when(Date.parse(at), nowMs);
  if (now === undefined) return inOnePiece(words.overdue(when(was)));
  return inOnePiece((kind === 'predicted' ? words.probably : moved)(when(now), when(was)));
}

const inOnePiece = (said: string) => said.replaceAll(' ', NO_BREAK);

function expectedParts({ promise, neededBy, waits }: Expected, times: StoreTimes, nowMs: number): string[] {
  const promised = promise === undefined ? '' : promiseWords(promise ?? undefined, times, nowMs);
  return [promised, neededWords(neededBy, times, nowMs), waits];
}
