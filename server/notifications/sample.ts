import type { MessageKind } from '../../shared/notifications/message.schema.ts';
import type { Order, OrderLine } from '../../shared/orders/order.schema.ts';
import { itemValues, orderValues, type Setting } from './message-values.ts';
import type { Values } from './template-text.ts';
import { tidingsOf, type News } from './tidings.ts';

const HOUR_MS = 3_600_000;
const SALMON = { lineId: '1', itemId: '1', sku: 'SALMON', name: 'Salmon fillet', unit: 'kg' };
const TART = { lineId: '2', itemId: '2', sku: 'TART', name: 'Lemon tart', unit: 'each' };
const TROUT = { itemId: '3', sku: 'TROUT', name: 'Trout fillet' };
const UNITS = new Map([[TROUT.itemId, 'kg']]);

/** What fills the placeholders of a template while it is looked at: an order of six, of which two are there. */
export function sampleValues(kind: MessageKind, setting: Setting, now: Date, publicUrl: string): Values {
  const order = sampleOrder(setting, now, publicUrl);
  if (kind === 'back-in-stock') return itemValues(order.customer.name, [SALMON.name], setting);
  return orderValues(tidingsOf(sampleNews(kind, now), order, UNITS)!, order, setting);
}

function sampleOrder({ language }: Setting, now: Date, publicUrl: string): Order {
  const at = now.toISOString();
  return {
    orderId: '1',
    number: 1042,
    status: 'partly-ready',
    customer: {
      ...{ customerId: '1', name: 'Maria Huber', email: 'maria@example.com', loyaltyTier: 1, language },
      ...{ toldBy: ['email'], unsubscribed: false },
    },
    shipComplete: false,
    placedAt: at,
    placedBy: 'Counter',
    statusUrl: `${publicUrl}/order/example`,
    lines: [
      { ...sampleLine(SALMON, 6), allocated: 2, backordered: 4, ...awaited(now) },
      { ...sampleLine(TART, 3), fulfilled: 2, cancelled: 1 },
    ],
  };
}

function sampleLine(item: typeof SALMON, quantity: number): OrderLine {
  const none = { fulfilled: 0, allocated: 0, backordered: 0, cancelled: 0, returned: 0 };
  return { ...item, quantity, ...none, substitutions: [] };
}

function awaited(now: Date): Pick<OrderLine, 'promise' | 'substitutions'> {
  const inHours = (hours: number): string => new Date(now.getTime() + hours * HOUR_MS).toISOString();
  const basis = { deliveries: [], record: 0, words: '' };
  const offer = {
    substitutionId: '1',
    ...TROUT,
    unit: 'kg',
    quantity: 4,
    state: 'asked' as const,
    askedAt: inHours(0),
  };
  return {
    promise: { earliest: inHours(46), likely: inHours(48), latest: inHours(50), basis },
    substitutions: [offer],
  };
}

function sampleNews(kind: MessageKind, now: Date): News[] {
  const { lineId } = kind === 'cancelled' ? TART : SALMON;
  const from = new Date(now.getTime() + 24 * HOUR_MS).toISOString();
  const detail = {
    ...(kind === 'moved' && { quantity: 4, from, to: null }),
    ...(kind === 'cancelled' && { quantity: 1 }),
    ...(kind === 'substitute' && { substitutionId: '1' }),
  };
  return [{ id: 1, kind, lineId, detail }];
}
