import type { AuditEntry } from '../../shared/identity/audit.schema.ts';
import { dateAfter, localDate } from './local-date.ts';

export interface AuditDay {
  /** "Today", "Yesterday", "Friday, 20 March 2026". */
  name: string;
  entries: AuditEntry[];
}

/** Entries under the days of the store, in the order they came. */
export function byDay(
  entries: readonly AuditEntry[],
  timeZone: string,
  nowMs: number,
  locale?: string,
): AuditDay[] {
  const days = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    const date = localDate(Date.parse(entry.at), timeZone);
    days.set(date, [...(days.get(date) ?? []), entry]);
  }
  return [...days].map(([date, found]) => ({ name: nameOf(date, timeZone, nowMs, locale), entries: found }));
}

function nameOf(date: string, timeZone: string, nowMs: number, locale: string | undefined): string {
  const today = localDate(nowMs, timeZone);
  if (date === today) return 'Today';
  if (dateAfter(date) === today) return 'Yesterday';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}
