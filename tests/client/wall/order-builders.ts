import type { BackorderState } from '../../../shared/orders/backorder.schema.ts';
import type { BackorderPromise, OrderState } from '../../../shared/orders/order.schema.ts';
import { NOW } from './builders.ts';

export const inHours = (hours: number): string => new Date(NOW + hours * 60 * 60_000).toISOString();

/** A promise whose 80 % date is in so many hours. */
export function promisedIn(hours: number): BackorderPromise {
  const latest = inHours(hours);
  return { earliest: latest, likely: latest, latest, basis: { deliveries: [], record: 0, words: '' } };
}

type Line = OrderState['lines'][number];

/** Ten of salmon, all of it set aside. */
export function aLine(over: Partial<Line> = {}): Line {
  const figures = { quantity: 10, fulfilled: 0, allocated: 10, backordered: 0, cancelled: 0 };
  return { lineId: 'line-1', itemId: 'salmon', ...figures, ...over };
}

export function anOrder(number: number, over: Partial<OrderState> = {}): OrderState {
  const head = { orderId: `order-${number}`, number, status: 'ready' as const, shipComplete: false };
  return { ...head, placedAt: inHours(-5), lines: [aLine()], ...over };
}

/** A line that waits for salmon, without a date. */
export function aBackorder(number: number, over: Partial<BackorderState> = {}): BackorderState {
  const itemId = over.itemId ?? 'salmon';
  const waiting = { because: 'stock' as const, itemIds: [itemId], words: `waits for ${itemId}` };
  const head = { lineId: `line-of-${number}`, orderId: `order-${number}`, number, itemId };
  return { ...head, quantity: 2000, waiting, ...over };
}
