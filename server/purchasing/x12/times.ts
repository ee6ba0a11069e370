import { ZoneClock } from '../../platform/zone-clock.ts';

const MINUTE_MS = 60_000;

/** Zones that DTM04 (element 623) names by letters. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ UT: 'UTC', GM: 'UTC', ET: 'America/New_York', CT: 'America/Chicago', MT: 'America/Denver' },
  ...{ PT: 'America/Los_Angeles', ES: '-05:00', ED: '-04:00', CS: '-06:00', CD: '-05:00' },
  ...{ MS: '-07:00', MD: '-06:00', PS: '-08:00', PD: '-07:00' },
};

/** How the days and times of a message are meant: those of a store. */
export interface Clocks {
  timeZone: string;
  /** HH:MM, for a day without a time. */
  deliveryTime: string;
}

/** An instant as X12 has it. */
export interface X12Time {
  day: string;
  time: string;
  zone: string;
}

/** The minute of an instant by the clocks of a time zone; in UTC where they show it a second time. */
export function writeTime(at: string, timeZone: string): X12Time {
  const instant = Date.parse(at);
  const clock = new ZoneClock(timeZone);
  const shown = clock.localOf(instant);
  const isSecond = clock.instantOf(shown) !== instant;
  const local = new Date(isSecond ? instant : shown).toISOString();
  return {
    day: local.slice(0, 10).replaceAll('-', ''),
    time: local.slice(11, 16).replace(':', ''),
    zone: isSecond ? 'UT' : 'LT',
  };
}

/** What is wrong with which of the three, by the codes of AK403. */
export type TimeProblem = { part: keyof X12Time; detail: string; code: '7' | '8' | '9' };

/** An instant in UTC. Without a zone, or with LT, it is by the store's clocks; without a time, when the supplier delivers. */
export function readTime(
  { day, time, zone }: X12Time,
  { timeZone, deliveryTime }: Clocks,
): { value: string } | { problem: TimeProblem } {
  const local = localOf(day, time === '' ? deliveryTime.replace(':', '') : time);
  if (local === 'day')
    return { problem: { part: 'day', code: '8', detail: `"${day}" is no day; write it as 20261128` } };
  if (local === 'time')
    return { problem: { part: 'time', code: '9', detail: `"${time}" is no time of day; write it as 0930` } };
  const instant = instantOf(local, time === '' ? '' : zone, timeZone);
  if (instant === null)
    return {
      problem: {
        part: 'zone',
        code: '7',
        detail: `"${zone}" is a time zone that is not read; write UT or LT`,
      },
    };
  return { value: new Date(instant).toISOString() };
}

/** In ms, as if the clocks were those of UTC. */
function localOf(day: string, time: string): number | 'day' | 'time' {
  const [, year, month, date] = /^([1-9]\d{3})(\d\d)(\d\d)$/.exec(day) ?? [];
  const midnight = Date.parse(`${year}-${month}-${date}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).getUTCDate() !== Number(date)) return 'day';
  const [, hour, minute, second = '00'] = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d)?\d{0,2}$/.exec(time) ?? [];
  if (hour === undefined) return 'time';
  return midnight + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
}

function instantOf(local: number, zone: string, timeZone: string): number | null {
  if (zone === '' || zone === 'LT') return new ZoneClock(timeZone).instantOf(local);
  const offset = offsetOf(zone);
  if (offset !== null) return local - offset * MINUTE_MS;
  const named = NAMED[zone];
  return named === undefined ? null : new ZoneClock(named).instantOf(local);
}

/** Minutes east of UTC of the codes that stand for hours: 01 to 12, then 13 to 24 for −12 to −1, and fixed letters. */
function offsetOf(zone: string): number | null {
  const [, sign, hours] = /^([+-])(\d\d):00$/.exec(NAMED[zone] ?? '') ?? [];
  if (hours !== undefined) return (sign === '-' ? -1 : 1) * Number(hours) * 60;
  if (!/^(0[1-9]|1\d|2[0-4])$/.test(zone)) return null;
  return (Number(zone) <= 12 ? Number(zone) : Number(zone) - 25) * 60;
}
