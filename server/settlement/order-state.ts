import type { OrderState, OrderStatus } from '../../shared/orders/order.schema.ts';

export interface LineFigures {
  fulfilled: number;
  allocated: number;
  backordered: number;
}

/** Where an order stands, from its lines. */
export function orderStatusOf(lines: readonly LineFigures[]): OrderStatus {
  const some = (figure: keyof LineFigures): boolean => lines.some((line) => line[figure] > 0);
  if (some('backordered')) return some('allocated') ? 'partly-ready' : 'backordered';
  if (some('allocated')) return 'ready';
  return some('fulfilled') ? 'fulfilled' : 'cancelled';
}

export interface OrderRow extends Omit<OrderState, 'status' | 'neededBy' | 'placedAt'> {
  neededBy: Date | null;
  placedAt: Date;
  closedAt: Date | null;
}

/** What screens know of an order: nothing of its customer. */
export function toOrderState({ neededBy, placedAt, closedAt: _, ...row }: OrderRow): OrderState {
  return {
    ...row,
    status: orderStatusOf(row.lines),
    ...(neededBy && { neededBy: neededBy.toISOString() }),
    placedAt: placedAt.toISOString(),
  };
}
