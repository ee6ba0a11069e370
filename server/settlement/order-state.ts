import type { BackorderState } from '../../shared/orders/backorder.schema.ts';
import type { BackorderPromise, OrderState, OrderStatus, Waiting } from '../../shared/orders/order.schema.ts';

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

export interface WaitingRow {
  lineId: string;
  orderId: string;
  number: number;
  itemId: string;
  backordered: number | null;
  neededBy: Date | null;
  waiting: Waiting | null;
  promise: BackorderPromise | null;
}

/** What screens know of a line that waits. */
export function toBackorderState(row: WaitingRow): BackorderState {
  const { lineId, orderId, number, itemId, backordered, neededBy, waiting, promise } = row;
  return {
    ...{ lineId, orderId, number, itemId },
    quantity: backordered ?? 0,
    ...(neededBy && { neededBy: neededBy.toISOString() }),
    waiting: waiting ?? { because: 'stock', itemIds: [itemId], words: '' },
    ...(promise && { promise }),
  };
}
