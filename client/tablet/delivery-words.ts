import type { StoreTimes } from '../stock/store-times.ts';
import type { Delivery } from './deliveries.svelte.ts';

/** When a delivery comes: "08:00", "now Tue 08:00, was Mon 08:00", "overdue since 08:00". */
export function comesWords({ delay, dueMs }: Delivery, times: StoreTimes, nowMs: number): string {
  const when = (at: string) => times.when(Date.parse(at), nowMs);
  if (!delay) return Number.isFinite(dueMs) ? times.when(dueMs, nowMs) : 'no date yet';
  if (delay.now === undefined) return `overdue since ${when(delay.was)}`;
  return `${delay.kind === 'predicted' ? 'probably' : 'now'} ${when(delay.now)}, was ${when(delay.was)}`;
}

export const linesWords = (count: number): string => `${count} ${count === 1 ? 'line' : 'lines'}`;
