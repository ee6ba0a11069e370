import type { Backorder, BackorderPolicy } from '../../../shared/orders/backorder.schema.ts';
import type { BackorderPromise, Order, OrderLine } from '../../../shared/orders/order.schema.ts';
import type { Item } from '../../../shared/items/item.schema.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';

/** Friday noon in Vienna. */
export const NOW = Date.parse('2026-03-20T11:00:00Z');
export const TIMES = new StoreTimes('Europe/Vienna', 'en-GB');

export function aPromise(latest: string): BackorderPromise {
  return { earliest: latest, likely: latest, latest, basis: { deliveries: [], record: 0, words: '' } };
}

export function aLine(over: Partial<OrderLine> = {}): OrderLine {
  return {
    ...{ lineId: 'line-1', itemId: 'item-1', sku: 'SAL', name: 'Salmon fillet', unit: 'each' },
    ...{ quantity: 6, fulfilled: 0, allocated: 2, backordered: 4, cancelled: 0, returned: 0 },
    substitutions: [],
    ...over,
  };
}

export function anOrder(over: Partial<Order> = {}): Order {
  return {
    ...{ orderId: 'order-1', number: 1042, status: 'partly-ready', shipComplete: false, placedBy: 'Ada' },
    customer: {
      ...{ customerId: 'customer-1', name: 'Maja', loyaltyTier: 0, language: 'en', toldBy: [] },
      unsubscribed: false,
    },
    placedAt: '2026-03-20T10:00:00Z',
    statusUrl: 'http://localhost/order/token',
    lines: [aLine()],
    ...over,
  };
}

export function aBackorder(over: Partial<Backorder> = {}): Backorder {
  return {
    ...{ orderId: 'order-1', lineId: 'line-1', number: 1042, customer: 'Maja', itemId: 'item-1' },
    ...{ sku: 'SAL', name: 'Salmon fillet', unit: 'each', quantity: 4, position: 1, score: 1 },
    placedAt: '2026-03-20T10:00:00Z',
    explanation: [],
    waiting: { because: 'stock', itemIds: ['item-1'], words: 'waits for Salmon fillet' },
    ...over,
  };
}

export function aPolicy(over: Partial<BackorderPolicy> = {}): BackorderPolicy {
  return {
    preset: 'balanced',
    weights: { age: 1, due: 5, loyalty: 2.5, importance: 1 },
    ...{ partialFill: true, passSmaller: true, promiseThresholdMinutes: 60, quietHours: null },
    ...over,
  };
}

export function anItem(over: Partial<Item> = {}): Item {
  return {
    ...{ id: 'item-1', sku: 'SAL', name: 'Salmon fillet', unit: 'kg', category: 'Fish', importance: 'B' },
    ...{ sellable: true, stocked: true, recipe: [], recipeYield: 1, packs: [], version: 1 },
    ...{ parLevel: null, reorderPoint: null, shelfLifeDays: null },
    ...over,
  };
}
