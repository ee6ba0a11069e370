import { dateAfter, startOfDate } from './local-date.ts';

export interface AuditFilter {
  search: string;
  /** First and last day, "2026-03-20"; empty: no end. */
  from: string;
  to: string;
  /** Null: the organisation and all of its stores. */
  storeId: string | null;
}

/** The address of what the filter finds. Days are those of the store. */
export function auditPath(
  { search, from, to, storeId }: AuditFilter,
  timeZone: string,
  more: Record<string, string> = {},
): string {
  const query = new URLSearchParams({
    ...(search.trim() !== '' && { search: search.trim() }),
    ...(from !== '' && { from: startOfDate(from, timeZone).toISOString() }),
    ...(to !== '' && { to: startOfDate(dateAfter(to), timeZone).toISOString() }),
    ...more,
  });
  const path = storeId === null ? '/audit' : `/stores/${storeId}/audit`;
  return query.toString() === '' ? path : `${path}?${query.toString()}`;
}
