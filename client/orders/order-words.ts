import type { BackorderPromise, OrderLine, Waiting } from '../../shared/orders/order.schema.ts';
import type { StoreTimes } from '../stock/store-times.ts';

/** How an order is called across the counter: "#1042". */
export const orderNumber = (number: number): string => `#${number}`;

/** "1 order", "3 orders", "10,000 orders" */
export function counted(count: number, thing: string): string {
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
}

/**
 * When what waits is expected, as its customer is told: the 80 % date. "~Thu 14:00", "was due 14:00" once that is past,
 * "no date yet" before anything is known.
 */
export function promiseWords(
  promise: Pick<BackorderPromise, 'latest'> | undefined,
  times: StoreTimes,
  nowMs: number,
): string {
  if (!promise) return 'no date yet';
  const at = Date.parse(promise.latest);
  return at < nowMs ? `was due ${times.when(at, nowMs)}` : `~${times.when(at, nowMs)}`;
}

export function neededWords(neededBy: string | undefined, times: StoreTimes, nowMs: number): string {
  return neededBy === undefined ? '' : `needed by ${times.when(Date.parse(neededBy), nowMs)}`;
}

/** What a line waits for in few words; nothing where it is simply the item itself. */
export function waitsWords(
  { because, itemIds }: Pick<Waiting, 'because' | 'itemIds'>,
  itemId: string,
  nameOf: (itemId: string) => string,
): string {
  const others = itemIds.filter((id) => id !== itemId).map(nameOf);
  const what = others.join(', ');
  switch (because) {
    case 'stock':
      return what === '' ? '' : `waits for ${what}`;
    case 'unavailable':
      return what === '' ? '86' : `${what} 86`;
    case 'order':
      return what === '' ? 'ships complete' : `ships complete, waits for ${what}`;
    case 'whole':
      return 'only all of it at once';
    case 'queue':
      return 'others before it';
  }
}

/** Whether a line will be, or is, later than its customer needs it or was told. */
export function isLate(
  { neededBy, promise }: { neededBy?: string; promise?: Pick<BackorderPromise, 'latest'> },
  nowMs: number,
): boolean {
  const latest = promise ? Date.parse(promise.latest) : Infinity;
  const needed = neededBy === undefined ? Infinity : Date.parse(neededBy);
  return latest < nowMs || needed < nowMs || (promise !== undefined && needed < latest);
}

/** What is still open of a line: set aside or waiting. */
export const openOf = ({ allocated, backordered }: Pick<OrderLine, 'allocated' | 'backordered'>): number =>
  allocated + backordered;
