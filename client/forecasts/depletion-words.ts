import type { DepletionTimes } from '../../shared/forecasts/forecast.schema.ts';
import type { StoreTimes } from '../stock/store-times.ts';

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
  if (ms <= nowMs + TODAY_MS / 2) return 'any moment';
  return `~${roughly(ms, Math.round, times, nowMs)}`;
}

/** "~19:45 (18:45–20:30)"; nothing where it does not run out more often than not. */
export function depletionWords(
  { p10, p50, p90 }: DepletionTimes,
  times: StoreTimes,
  nowMs: number,
): { about: string; range: string } | null {
  if (p50 === undefined) return null;
  const about = aboutWhen(p50, times, nowMs);
  const from = p10 === undefined ? '' : edge(p10, Math.floor, times, nowMs);
  const to = p90 === undefined ? '' : edge(p90, Math.ceil, times, nowMs);
  if (to === '') return { about, range: 'or much later' };
  return { about, range: from === to ? '' : `${from}–${sameDayLess(from, to)}` };
}

/** The same in one piece. */
export function depletionLine(depletion: DepletionTimes, times: StoreTimes, nowMs: number): string {
  const words = depletionWords(depletion, times, nowMs);
  if (!words) return '';
  return words.range === '' ? words.about : `${words.about} (${words.range})`;
}

/** "Sat 09:00" to "Sat 12:00" is "Sat 09:00–12:00". */
function sameDayLess(from: string, to: string): string {
  const [day = '', clock] = to.split(' ');
  return clock !== undefined && from.startsWith(`${day} `) ? clock : to;
}

/** Whether it is to run out before the day of the reader is over, or within hours where that is tomorrow. */
export function runsOutToday({ p50 }: DepletionTimes, times: StoreTimes, nowMs: number): boolean {
  if (p50 === undefined) return false;
  const ms = Date.parse(p50);
  return ms - nowMs <= TONIGHT_MS || (ms - nowMs < DAY && times.isSameDay(ms, nowMs));
}

/** A range is to hold what was promised, so that its ends are rounded outward; what is past counts as now. */
function edge(at: string, round: (n: number) => number, times: StoreTimes, nowMs: number): string {
  const ms = Date.parse(at);
  return ms <= nowMs ? 'now' : roughly(ms, round, times, nowMs);
}

function roughly(ms: number, round: (n: number) => number, times: StoreTimes, nowMs: number): string {
  const to = (step: number): number => round(ms / step) * step;
  if (times.isSameDay(ms, nowMs) || ms - nowMs < TONIGHT_MS) return times.clock(to(TODAY_MS));
  return ms - nowMs < DAYS_AHEAD_MS ? times.when(to(LATER_MS), nowMs) : times.weekday(ms, nowMs);
}

/** A chance as people say it: "3 in 10"; the ends in words, since nobody is sure. */
export function chanceWords(probability: number): string {
  const tenths = Math.round(probability * 10);
  if (tenths >= 10) return 'almost certain';
  return tenths <= 0 ? 'hardly' : `${tenths} in 10`;
}
