import type { Order } from '../../shared/orders/order.schema.ts';
import type { Tone } from '../stock/state.ts';
import { catalogue } from '../ui/language.ts';
import type { Shape } from '../ui/shapes.ts';

const words = catalogue(
  {
    backordered: 'backordered',
    partlyReady: 'partly ready',
    ready: 'ready',
    fulfilled: 'handed over',
    cancelled: 'cancelled',
  },
  {
    backordered: 'im Rückstand',
    partlyReady: 'teils bereit',
    ready: 'bereit',
    fulfilled: 'übergeben',
    cancelled: 'storniert',
  },
);

export interface OrderLook {
  shape: Shape;
  word: string;
  tone: Tone;
}

/** Icon, word and colour of an order's status. */
export const ORDER_LOOKS: Readonly<Record<Order['status'], OrderLook>> = {
  backordered: { shape: 'stack', word: words.backordered, tone: 'backordered' },
  'partly-ready': { shape: 'bag', word: words.partlyReady, tone: 'back' },
  ready: { shape: 'bag', word: words.ready, tone: 'back' },
  fulfilled: { shape: 'check', word: words.fulfilled, tone: 'stale' },
  cancelled: { shape: 'ring', word: words.cancelled, tone: 'stale' },
};
