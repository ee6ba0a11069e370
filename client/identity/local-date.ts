const DAY_MS = 24 * 60 * 60_000;

/** The first instant of a day ("2026-03-20") in a time zone, also where its clocks skip midnight. */
export function startOfDate(date: string, timeZone: string): Date {
  const { guess, mended } = instantsOf(`${date}T00:00`, timeZone);
  return new Date(localDate(mended, timeZone) === date ? mended : guess);
}

/** The instant that the zone's clocks call "2026-03-20T14:00"; the later one of those that a change of clocks allows. */
export function instantOfLocal(time: string, timeZone: string): Date {
  return new Date(instantsOf(time, timeZone).mended);
}

/** "2026-03-20T14:00", as calendar and clock in the time zone have it. */
export function localTime(at: number, timeZone: string): string {
  return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 16);
}

/** Where clocks change nearby, the second try is right; in an hour that clocks skip, neither is. */
function instantsOf(time: string, timeZone: string): { guess: number; mended: number } {
  const wall = Date.parse(`${time}Z`);
  const guess = wall - offsetAt(wall, timeZone);
  return { guess, mended: wall - offsetAt(guess, timeZone) };
}

export function dateAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** "2026-03-20", as the calendar in the time zone has it. */
export function localDate(at: number, timeZone: string): string {
  return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the zone's clocks are ahead of UTC, in ms. */
function offsetAt(at: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const figures = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const made = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...figures,
  });
  formats.set(timeZone, made);
  return made;
}
