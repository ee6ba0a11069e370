import type { BackorderPromise, OrderLine } from '../../shared/orders/order.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import { catalogue } from '../ui/language.ts';
import { promiseWords } from './order-words.ts';

const words = catalogue(
  {
    setAside: (amount: string) => `${amount} set aside`,
    waiting: (amount: string, promise: string) => `${amount} waiting, ${promise}`,
    handedOver: (amount: string) => `${amount} handed over`,
    returned: (amount: string) => `${amount} returned`,
    cancelled: (amount: string) => `${amount} cancelled`,
    yoursNow: (amount: string) => `${amount} yours now`,
    backordered: (amount: string) => `${amount} backordered, no date yet`,
    backorderedUntil: (amount: string, when: string) => `${amount} backordered until ${when}`,
  },
  {
    setAside: (amount) => `${amount} zurückgelegt`,
    waiting: (amount, promise) => `${amount} im Rückstand, ${promise}`,
    handedOver: (amount) => `${amount} übergeben`,
    returned: (amount) => `${amount} zurückgebracht`,
    cancelled: (amount) => `${amount} storniert`,
    yoursNow: (amount) => `${amount} sofort da`,
    backordered: (amount) => `${amount} im Rückstand, noch kein Termin`,
    backorderedUntil: (amount, when) => `${amount} im Rückstand bis ${when}`,
  },
);

export interface LinePart {
  tone: 'back' | 'backordered' | 'stale';
  words: string;
}

/** What became of a line, part by part; parts of nothing are left out. */
export function lineParts(line: OrderLine, times: StoreTimes, nowMs: number): LinePart[] {
  const amount = (quantity: number): string => quantityWords(quantity, line.unit);
  const parts: [number, LinePart['tone'], (amount: string) => string][] = [
    [line.allocated, 'back', words.setAside],
    [
      line.backordered,
      'backordered',
      (what) => words.waiting(what, promiseWords(line.promise, times, nowMs)),
    ],
    [line.fulfilled - line.returned, 'stale', words.handedOver],
    [line.returned, 'stale', words.returned],
    [line.cancelled, 'stale', words.cancelled],
  ];
  return parts
    .filter(([quantity]) => quantity > 0)
    .map(([quantity, tone, said]) => ({ tone, words: said(amount(quantity)) }));
}

/** The answer to whoever orders, line by line: yours now, or backordered until when. */
export function answerWords(line: OrderLine, times: StoreTimes, nowMs: number): LinePart[] {
  const amount = (quantity: number): string => quantityWords(quantity, line.unit);
  const until = line.promise && times.when(Date.parse(line.promise.latest), nowMs);
  const backordered = amount(line.backordered);
  const parts: LinePart[] = [];
  if (line.allocated > 0) parts.push({ tone: 'back', words: words.yoursNow(amount(line.allocated)) });
  if (line.backordered > 0)
    parts.push({
      tone: 'backordered',
      words: until ? words.backorderedUntil(backordered, until) : words.backordered(backordered),
    });
  return parts;
}

/** An order is promised as late as the latest of its lines; undefined while one of them has no date. */
export function lastPromise(waiting: readonly Pick<OrderLine, 'promise'>[]): BackorderPromise | undefined {
  const promises = waiting.flatMap(({ promise }) => (promise ? [promise] : []));
  if (promises.length < waiting.length) return undefined;
  return promises.sort((a, b) => Date.parse(b.latest) - Date.parse(a.latest))[0];
}
