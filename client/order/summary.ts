import type { OrderStatusView, StatusLine } from '../../shared/orders/order-status.schema.ts';

/** What a customer wants to know first, and the lines by what is left to do with them; a line may be in two lists. */
export interface Summary {
  standing: 'all-ready' | 'partly-ready' | 'waiting' | 'handed-over' | 'cancelled';
  ready: StatusLine[];
  awaited: StatusLine[];
  over: StatusLine[];
  /** When the last of what is awaited is expected; null while a part of it has no date. */
  until: string | null;
  /** Whether that is after it is needed. */
  isTooLate: boolean;
}

export function summaryOf({ lines, neededBy, status }: OrderStatusView): Summary {
  const ready = lines.filter((line) => line.ready > 0);
  const awaited = lines.filter((line) => line.awaited > 0);
  const until = lastOf(awaited);
  return {
    standing: standingOf(ready.length, awaited.length, status),
    ready,
    awaited,
    over: lines.filter((line) => line.ready === 0 && line.awaited === 0),
    until,
    isTooLate: until !== null && neededBy !== undefined && Date.parse(until) > Date.parse(neededBy),
  };
}

function standingOf(ready: number, awaited: number, status: OrderStatusView['status']): Summary['standing'] {
  if (awaited > 0) return ready > 0 ? 'partly-ready' : 'waiting';
  if (ready > 0) return 'all-ready';
  return status === 'cancelled' ? 'cancelled' : 'handed-over';
}

function lastOf(awaited: readonly StatusLine[]): string | null {
  const dates = awaited.map((line) => line.expected?.latest);
  if (dates.length === 0) return null;
  return dates.reduce<string | null>(
    (last, date) =>
      last === null || date === undefined ? null : Date.parse(date) > Date.parse(last) ? date : last,
    dates[0] ?? null,
  );
}
