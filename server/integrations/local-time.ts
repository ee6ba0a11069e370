import { ZoneClock } from '../platform/zone-clock.ts';
import type { Read } from './csv-values.ts';

const MINUTE_MS = 60 * 1000;

const DATE =
  /^(?:(?<year>\d{4})-(?<month>\d\d?)-(?<day>\d\d?)|(?<day>\d\d?)\.(?<month>\d\d?)\.(?<year>\d{4}),?)/;
const TIME = /^[ T](?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?/;
const ZONE = /^ ?(?:Z|(?<sign>[+-])(?<hours>\d\d):?(?<minutes>\d\d))$/i;

/** Reads instants as tills write them: with a zone, or in the local time of a store. */
export class LocalTime {
  readonly #clock: ZoneClock;

  constructor(timeZone: string) {
    this.#clock = new ZoneClock(timeZone);
  }

  /** An ISO 8601 instant in UTC, always the same one for the same text. */
  read(text: string): Read<string> {
    const date = DATE.exec(text);
    const time = date && TIME.exec(text.slice(date[0].length));
    const rest = time && text.slice(date[0].length + time[0].length);
    const local = time && utcOf({ ...date.groups, ...time.groups });
    const zone = rest ? ZONE.exec(rest) : null;
    if (local === null || local === undefined || (rest && !zone)) {
      const problem = `"${text}" is not a date with a time; write 2026-11-24 19:40, or with a zone 2026-11-24T19:40:00Z`;
      return { problem };
    }
    const instant = zone ? local - offsetOf(zone.groups) : this.#clock.instantOf(local);
    return { value: new Date(instant).toISOString() };
  }
}

/** Null for what no calendar has, such as 30 February or 25:00. */
function utcOf(parts: Record<string, string | undefined>): number | null {
  const names = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;
  const [year, month, day, hour, minute, second] = names.map((name) => Number(parts[name] ?? 0)) as Six;
  const ms = Number(`${parts['fraction'] ?? ''}000`.slice(0, 3));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, ms));
  const [realDay, realTime] = date.toISOString().split(/[T.]/);
  const said = [year, month, day, hour, minute, second].join();
  const real = [...realDay!.split('-'), ...realTime!.split(':')].map(Number).join();
  return real === said ? date.getTime() : null;
}

type Six = [number, number, number, number, number, number];

function offsetOf({ sign, hours, minutes }: Record<string, string | undefined> = {}): number {
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE_MS;
  return sign === '-' ? -offset : offset;
}
