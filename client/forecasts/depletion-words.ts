import type { DepletionTimes } from '../../shared/forecasts/forecast.schema.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import { catalogue } from '../ui/language.ts';

const words = catalogue(
  {
    anyMoment: 'any moment',
    muchLater: 'or much later',
    now: 'now',
    certain: 'almost certain',
    hardly: 'hardly',
    chance: (tenths: number) => `${tenths} in 10`,
  },
  {
    anyMoment: 'jeden Moment',
    muchLater: 'oder viel später',
    now: 'jetzt',
    certain: 'so gut wie sicher',
    hardly: 'kaum',
    chance: (tenths) => `${tenths} von 10`,
  },
);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Nobody knows it better than this: today to the quarter of an hour, later to the hour, days ahead to the day. */
const TODAY_MS = 15 * MINUTE;
const LATER_MS = HOUR;
/** So far ahead a time needs no day, whatever day that is. */
const TONIGHT_MS = 6 * HOUR;
const DAYS_AHEAD_MS = 2 * DAY;

/** "~19:45", "~Thu 11:00", "~Sat"; "any moment" where that is now or was to be already. */
export function aboutWhen(at: string, times: StoreTimes, nowMs: number): string {
  const ms = Date.parse(at);
  if (ms <= nowMs + TODAY_MS / 2) return words.anyMoment;
  return `~${said(roughly(ms, Math.round, times, nowMs))}`;
}

/** "~19:45 (18:45–20:30)"; nothing where it does not run out more often than not. */
export function depletionWords(
  { p10, p50, p90 }: DepletionTimes,
  times: StoreTimes,
  nowMs: number,
): { about: string; range: string } | null {
  if (p50 === undefined) return null;
  const about = aboutWhen(p50, times, nowMs);
  if (p90 === undefined) return { about, range: words.muchLater };
  const from = p10 === undefined ? null : edge(p10, Math.floor, times, nowMs);
  const to = edge(p90, Math.ceil, times, nowMs);
  return { about, range: rangeWords(from, to) };
}

/** The same in one piece. */
export function depletionLine(depletion: DepletionTimes, times: StoreTimes, nowMs: number): string {
  const time = depletionWords(depletion, times, nowMs);
  if (!time) return '';
  return time.range === '' ? time.about : `${time.about} (${time.range})`;
}

/** A time as far as it is known: without a day where that is plain, without a clock time where nobody could tell. */
interface Rough {
  day: string;
  clock: string;
}

const said = ({ day, clock }: Rough): string => [day, clock].filter((part) => part !== '').join(' ');

/** "Sat 09:00" to "Sat 12:00" is "Sat 09:00–12:00"; nothing where both are the same. */
function rangeWords(from: Rough | null, to: Rough): string {
  const [start, end] = [from ? said(from) : '', said(to)];
  if (start === end) return '';
  return `${start}–${from?.day === to.day && to.clock !== '' ? to.clock : end}`;
}

/** Whether it is to run out before the day of the reader is over, or within hours where that is tomorrow. */
export function runsOutToday({ p50 }: DepletionTimes, times: StoreTimes, nowMs: number): boolean {
  if (p50 === undefined) return false;
  const ms = Date.parse(p50);
  return ms - nowMs <= TONIGHT_MS || (ms - nowMs < DAY && times.isSameDay(ms, nowMs));
}

/** A range is to hold what was promised, so that its ends are rounded outward; what is past counts as now. */
function edge(at: string, round: (n: number) => number, times: StoreTimes, nowMs: number): Rough {
  const ms = Date.parse(at);
  return ms <= nowMs ? { day: '', clock: words.now } : roughly(ms, round, times, nowMs);
}

function roughly(ms: number, round: (n: number) => number, times: StoreTimes, nowMs: number): Rough {
  const to = (step: number): number => round(ms / step) * step;
  if (times.isSameDay(ms, nowMs) || ms - nowMs < TONIGHT_MS)
    return { day: '', clock: times.clock(to(TODAY_MS)) };
  if (ms - nowMs >= DAYS_AHEAD_MS) return { day: times.weekday(ms, nowMs), clock: '' };
  const hour = to(LATER_MS);
  const day = times.isSameDay(hour, nowMs) ? '' : times.weekday(hour, nowMs);
  return { day, clock: times.clock(hour) };
}

/** A chance as people say it: "3 in 10"; the ends in words, since nobody is sure. */
export function chanceWords(probability: number): string {
  const tenths = Math.round(probability * 10);
  if (tenths >= 10) return words.certain;
  return tenths <= 0 ? words.hardly : words.chance(tenths);
}
