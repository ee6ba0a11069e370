import { DateTime } from 'luxon';
import type { Rhythm } from '../../shared/displays/report-subscription.schema.ts';

export interface Schedule {
  every: Rhythm;
  /** Local time, "07:00". */
  at: string;
  /** Of its stores: it is due once it is that time in all of them. */
  zones: readonly string[];
}

/** A time that a report is of, and the instant from which on it is sent. */
export interface ReportPeriod {
  /** Names it: the same for everybody who works it out. */
  period: string;
  from: string;
  to: string;
  dueAt: Date;
}

/** The last period of which the report is due by `now`. */
export function lastDue(schedule: Schedule, now: Date): ReportPeriod {
  const { every } = schedule;
  // Somewhere it may be tomorrow already.
  let start = DateTime.fromJSDate(now, { zone: 'utc' }).plus({ days: 1 }).startOf(every);
  while (dueOn(schedule, start) > now) start = start.minus({ [every]: 1 });
  return periodBefore(schedule, start);
}

/** The first one after `now`. */
export function nextDue(schedule: Schedule, now: Date): ReportPeriod {
  const { every } = schedule;
  let start = DateTime.fromJSDate(now, { zone: 'utc' }).minus({ days: 1 }).startOf(every);
  while (dueOn(schedule, start) <= now) start = start.plus({ [every]: 1 });
  return periodBefore(schedule, start);
}

function periodBefore(schedule: Schedule, start: DateTime): ReportPeriod {
  const { every } = schedule;
  const from = start.minus({ [every]: 1 }).toISODate() ?? '';
  const to = start.minus({ days: 1 }).toISODate() ?? '';
  return { period: `${every} ${from}`, from, to, dueAt: dueOn(schedule, start) };
}

/** A time that a clock change skips moves to the next that there is; of one that it repeats, the first counts. */
function dueOn({ at, zones }: Schedule, day: DateTime): Date {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const instants = zones.map((zone) =>
    DateTime.fromISO(day.toISODate() ?? '', { zone })
      .set({ hour, minute })
      .toMillis(),
  );
  return new Date(Math.max(...instants));
}
