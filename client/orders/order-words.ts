import type { BackorderPromise, OrderLine, Waiting } from '../../shared/orders/order.schema.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import { catalogue } from '../ui/language.ts';

const words = catalogue(
  {
    noDate: 'no date yet',
    wasDue: (when: string) => `was due ${when}`,
    neededBy: (when: string) => `needed by ${when}`,
    waitsFor: (what: string) => `waits for ${what}`,
    off: (what: string) => (what === '' ? '86' : `${what} 86`),
    complete: (what: string) => (what === '' ? 'ships complete' : `ships complete, waits for ${what}`),
    whole: 'only all of it at once',
    queue: 'others before it',
  },
  {
    noDate: 'noch kein Termin',
    wasDue: (when) => `war fällig ${when}`,
    neededBy: (when) => `gebraucht bis ${when}`,
    waitsFor: (what) => `wartet auf ${what}`,
    off: (what) => (what === '' ? '86' : `${what} 86`),
    complete: (what) => (what === '' ? 'nur komplett' : `nur komplett, wartet auf ${what}`),
    whole: 'nur alles auf einmal',
    queue: 'andere sind vorher dran',
  },
);

/** How an order is called across the counter: "#1042". */
export const orderNumber = (number: number): string => `#${number}`;

/** "1 order", "3 orders", "10,000 orders": for pages that speak English alone; `counting` speaks every language. */
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
  if (!promise) return words.noDate;
  const at = Date.parse(promise.latest);
  return at < nowMs ? words.wasDue(times.when(at, nowMs)) : `~${times.when(at, nowMs)}`;
}

export function neededWords(neededBy: string | undefined, times: StoreTimes, nowMs: number): string {
  return neededBy === undefined ? '' : words.neededBy(times.when(Date.parse(neededBy), nowMs));
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
      return what === '' ? '' : words.waitsFor(what);
    case 'unavailable':
      return words.off(what);
    case 'order':
      return words.complete(what);
    case 'whole':
      return words.whole;
    case 'queue':
      return words.queue;
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
