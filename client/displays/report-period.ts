import { localDate } from '../identity/local-date.ts';

export type PeriodChoice = '7' | '30' | '90' | 'own';

export interface Period {
  /** First and last day, "2026-03-20". */
  from: string;
  to: string;
}

const DAY_MS = 24 * 60 * 60_000;

/** So many days up to today, as the store's calendar has them. */
export function lastDays(days: number, nowMs: number, timeZone: string): Period {
  const to = localDate(nowMs, timeZone);
  const from = new Date(Date.parse(`${to}T00:00:00Z`) - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  return { from, to };
}
