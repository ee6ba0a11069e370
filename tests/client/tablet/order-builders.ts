import type { BackorderPromise, Order, OrderLine, OrderState } from '../../../shared/orders/order.schema.ts';
import type { Told } from '../../support/fake-live-server.ts';

export const PROMISE: BackorderPromise = {
  earliest: '2026-11-26T09:00:00.000Z',
  likely: '2026-11-26T11:00:00.000Z',
  latest: '2026-11-26T13:00:00.000Z',
  basis: { deliveries: [], record: 0, words: '' },
};

/** Four of a torte, all of them set aside. */
export function anOrderLine(over: Partial<OrderLine> = {}): OrderLine {
  const item = { lineId: 'line-1', itemId: 'torte', sku: 'TORTE', name: 'Torte', unit: 'portion' };
  const figures = { quantity: 4, fulfilled: 0, allocated: 4, backordered: 0, cancelled: 0, returned: 0 };
  return { ...item, ...figures, substitutions: [], ...over };
}

export function anOrderOf(name: string, number: number, over: Partial<Order> = {}): Order {
  const customer = { customerId: name, name, loyaltyTier: 0, language: 'en' as const, toldBy: [] };
  return {
    ...{ orderId: `order-${number}`, number, status: 'ready', shipComplete: false, placedBy: 'Tablet' },
    ...{ placedAt: '2026-11-24T10:00:00.000Z', statusUrl: 'https://larder.example/order/x' },
    customer: { ...customer, unsubscribed: false },
    lines: [anOrderLine()],
    ...over,
  };
}

/** What the stream tells of an order. */
export function toldOrder(
  { orderId, number, status, lines, ...rest }: Order,
  over: Partial<OrderState> = {},
): Told {
  const { shipComplete, placedAt, neededBy } = rest;
  const needed = neededBy === undefined ? {} : { neededBy };
  return {
    ...{ type: 'order', id: orderId, orderId, number, status, shipComplete, placedAt, lines },
    ...needed,
    ...over,
  };
}
