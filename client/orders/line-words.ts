import type { BackorderPromise, OrderLine } from '../../shared/orders/order.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import { promiseWords } from './order-words.ts';

export interface LinePart {
  tone: 'back' | 'backordered' | 'stale';
  words: string;
}

/** What became of a line, part by part; parts of nothing are left out. */
export function lineParts(line: OrderLine, times: StoreTimes, nowMs: number): LinePart[] {
  const amount = (quantity: number): string => quantityWords(quantity, line.unit);
  const parts: [number, LinePart['tone'], string][] = [
    [line.allocated, 'back', 'set aside'],
    [line.backordered, 'backordered', `waiting, ${promiseWords(line.promise, times, nowMs)}`],
    [line.fulfilled - line.returned, 'stale', 'handed over'],
    [line.returned, 'stale', 'returned'],
    [line.cancelled, 'stale', 'cancelled'],
  ];
  return parts
    .filter(([quantity]) => quantity > 0)
    .map(([quantity, tone, words]) => ({ tone, words: `${amount(quantity)} ${words}` }));
}

/** The answer to whoever orders, line by line: yours now, or backordered until when. */
export function answerWords(line: OrderLine, times: StoreTimes, nowMs: number): LinePart[] {
  const amount = (quantity: number): string => quantityWords(quantity, line.unit);
  const until = line.promise
    ? `backordered until ${times.when(Date.parse(line.promise.latest), nowMs)}`
    : 'backordered, no date yet';
  const parts: LinePart[] = [];
  if (line.allocated > 0) parts.push({ tone: 'back', words: `${amount(line.allocated)} yours now` });
  if (line.backordered > 0)
    parts.push({ tone: 'backordered', words: `${amount(line.backordered)} ${until}` });
  return parts;
}

/** An order is promised as late as the latest of its lines; undefined while one of them has no date. */
export function lastPromise(waiting: readonly Pick<OrderLine, 'promise'>[]): BackorderPromise | undefined {
  const promises = waiting.flatMap(({ promise }) => (promise ? [promise] : []));
  if (promises.length < waiting.length) return undefined;
  return promises.sort((a, b) => Date.parse(b.latest) - Date.parse(a.latest))[0];
}
