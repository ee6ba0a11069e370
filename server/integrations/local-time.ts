import { IANAZone } from 'luxon';
import type { Read } from './csv-values.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

const DATE =
  /^(?:(?<year>\d{4})-(?<month>\d\d?)-(?<day>\d\d?)|(?<day>\d\d?)\.(?<month>\d\d?)\.(?<year>\d{4}),?)/;
const TIME = /^[ T](?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?/;
const ZONE = /^ ?(?:Z|(?<sign>[+-])(?<hours>\d\d):?(?<minutes>\d\d))$/i;

/** Reads instants as tills write them: with a zone, or in the local time of a store. */
export class LocalTime {
  readonly #zone: IANAZone;
  /** Offsets in ms before and after each day: reading a year of sales asks for a few hundred days. */
  readonly #offsets = new Map<number, { before: number; after: number }>();

  constructor(timeZone: string) {
    this.#zone = IANAZone.create(timeZone);
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
    const instant = zone ? local - offsetOf(zone.groups) : this.#toInstant(local);
    return { value: new Date(instant).toISOString() };
  }

  /**
   * `local` is a local time taken for UTC. A time that a clock change repeats is the first of the two; one that it skips
   * is read with the offset before, and so comes out as much later.
   */
  #toInstant(local: number): number {
    const { before, after } = this.#offsetsAround(local);
    if (before === after) return local - before;
    const isAfter = this.#offsetAt(local - before) !== before && this.#offsetAt(local - after) === after;
    return local - (isAfter ? after : before);
  }

  #offsetsAround(local: number): { before: number; after: number } {
    const day = Math.floor(local / DAY_MS);
    const known = this.#offsets.get(day);
    if (known) return known;
    // Wide enough for local days that are up to 14 hours away from those of UTC.
    const offsets = {
      before: this.#offsetAt((day - 1) * DAY_MS),
      after: this.#offsetAt((day + 2) * DAY_MS),
    };
    this.#offsets.set(day, offsets);
    return offsets;
  }

  #offsetAt(instant: number): number {
    return this.#zone.offset(instant) * MINUTE_MS;
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
