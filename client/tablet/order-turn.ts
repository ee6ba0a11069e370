import type { OrderState } from '../../shared/orders/order.schema.ts';
import { fold } from '../../shared/items/fold.ts';

const TURN: Record<OrderState['status'], number> = {
  ready: 0,
  'partly-ready': 1,
  backordered: 2,
  fulfilled: 3,
  cancelled: 3,
};

/** What can be handed over first; in it what is needed first, and then the oldest. */
export function inTurn<T extends Pick<OrderState, 'status' | 'neededBy' | 'number'>>(
  orders: Iterable<T>,
): T[] {
  const due = new Map<T, number>();
  for (const order of orders)
    due.set(order, order.neededBy === undefined ? Infinity : Date.parse(order.neededBy));
  const dueMs = (order: T) => due.get(order) ?? Infinity;
  return [...due.keys()].sort(
    (a, b) =>
      TURN[a.status] - TURN[b.status] ||
      (dueMs(a) === dueMs(b) ? a.number - b.number : dueMs(a) < dueMs(b) ? -1 : 1),
  );
}

/** "1042" and "#10" find by number, anything else the beginning of a word of the customer's name. */
export function isMeant(
  { number }: Pick<OrderState, 'number'>,
  name: string | undefined,
  query: string,
): boolean {
  const asked = fold(query.trim());
  if (asked === '') return true;
  if (/^#?\d+$/.test(asked)) return `${number}`.startsWith(asked.replace('#', ''));
  const words = fold(name ?? '').split(/[^\p{L}\p{N}]+/u);
  return asked.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)));
}
