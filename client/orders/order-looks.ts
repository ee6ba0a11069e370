import type { Order } from '../../shared/orders/order.schema.ts';
import type { Tone } from '../stock/state.ts';
import type { Shape } from '../ui/shapes.ts';

export interface OrderLook {
  shape: Shape;
  word: string;
  tone: Tone;
}

/** Icon, word and colour of an order's status. */
export const ORDER_LOOKS: Readonly<Record<Order['status'], OrderLook>> = {
  backordered: { shape: 'stack', word: 'backordered', tone: 'backordered' },
  'partly-ready': { shape: 'bag', word: 'partly ready', tone: 'back' },
  ready: { shape: 'bag', word: 'ready', tone: 'back' },
  fulfilled: { shape: 'check', word: 'handed over', tone: 'stale' },
  cancelled: { shape: 'ring', word: 'cancelled', tone: 'stale' },
};
