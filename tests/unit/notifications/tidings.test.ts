import { describe, expect, it } from 'vitest';
import { isStillTrue, tidingsOf, type News } from '../../../server/notifications/tidings.ts';
import type { Order, OrderLine } from '../../../shared/orders/order.schema.ts';

const THURSDAY = '2026-11-26T13:00:00.000Z';
const FRIDAY = '2026-11-27T13:00:00.000Z';

function aLine(lineId: string, overrides: Partial<OrderLine> = {}): OrderLine {
  const none = { fulfilled: 0, allocated: 0, backordered: 0, cancelled: 0, returned: 0 };
  const item = { itemId: lineId, sku: lineId, name: lineId, unit: 'kg', quantity: 6 };
  return { lineId, ...item, ...none, substitutions: [], ...overrides };
}

function anOrder(lines: OrderLine[], overrides: Partial<Order> = {}): Order {
  return {
    ...{
      orderId: 'o',
      number: 1,
      status: 'partly-ready',
      shipComplete: false,
      placedAt: THURSDAY,
      placedBy: 'API',
    },
    ...{ statusUrl: 'https://x', lines, ...overrides },
    customer: {
      ...{
        customerId: 'c',
        name: 'Ada',
        loyaltyTier: 0,
        language: 'en',
        toldBy: ['email'],
        unsubscribed: false,
      },
    },
  };
}

let id = 0;
const news = (kind: News['kind'], lineId: string, detail: News['detail'] = {}): News => ({
  ...{ id: ++id, kind, lineId, detail },
});
const waits = (backordered: number, latest = THURSDAY): Partial<OrderLine> => ({
  backordered,
  promise: { earliest: latest, likely: latest, latest, basis: { deliveries: [], record: 0, words: '' } },
});

describe('what several pieces of news come to', () => {
  it('is one message with the words of the weightiest, and how all of the order stands', () => {
    const order = anOrder([aLine('A', { allocated: 2, ...waits(4) }), aLine('B', waits(6, FRIDAY))]);
    const tidings = tidingsOf(
      [news('moved', 'B', { from: THURSDAY, to: FRIDAY }), news('ready', 'A', { quantity: 2 })],
      order,
    );
    expect(tidings).toMatchObject({
      kind: 'ready',
      ready: [{ quantity: 2 }],
      awaited: [
        { quantity: 4, until: THURSDAY },
        { quantity: 6, until: FRIDAY, was: THURSDAY },
      ],
    });
  });

  it('leaves out a date that moved before the goods came', () => {
    const order = anOrder([aLine('A', { allocated: 6 })]);
    const tidings = tidingsOf([news('moved', 'A', { from: null, to: FRIDAY }), news('ready', 'A')], order);
    expect(tidings).toMatchObject({ kind: 'ready', awaited: [] });
  });

  it('is nothing when a date went away and came back', () => {
    const order = anOrder([aLine('A', waits(6))]);
    const away = news('moved', 'A', { from: THURSDAY, to: FRIDAY });
    expect(tidingsOf([away], order)).not.toBeNull();
    expect(tidingsOf([away, news('moved', 'A', { from: FRIDAY, to: THURSDAY })], order)).toBeNull();
  });

  it('is told when goods that were ready are not any more, whatever the dates', () => {
    const order = anOrder([aLine('A', { backordered: 6 })]);
    const lost = news('moved', 'A', { from: null, to: null, reason: 'stock-lost' });
    expect(tidingsOf([lost], order)).toMatchObject({
      kind: 'moved',
      awaited: [{ until: null, reason: 'stock-lost' }],
    });
  });

  it('is nothing once the order is handed over, but what was cancelled of it', () => {
    const closed = anOrder([aLine('A', { fulfilled: 5, cancelled: 1 })], { closedAt: FRIDAY });
    expect(tidingsOf([news('ready', 'A')], closed)).toBeNull();
    expect(tidingsOf([news('ready', 'A'), news('cancelled', 'A', { quantity: 1 })], closed)).toMatchObject({
      kind: 'cancelled',
      ready: [],
      cancelled: [{ quantity: 1 }],
    });
  });

  it('adds up what was cancelled in parts, in thousandths', () => {
    const order = anOrder([aLine('A', { cancelled: 0.3, ...waits(5.7) })]);
    const parts = [
      news('cancelled', 'A', { quantity: 0.1 }),
      news('cancelled', 'A', { quantity: 0.2, reason: 'spoilt' }),
    ];
    expect(tidingsOf(parts, order)?.cancelled).toMatchObject([{ quantity: 0.3, reason: 'spoilt' }]);
  });

  it('asks only what is not answered yet', () => {
    const offer = {
      substitutionId: 's',
      itemId: 'T',
      sku: 'T',
      name: 'Trout',
      quantity: 4,
      askedAt: THURSDAY,
      unit: 'kg',
    };
    const asked = anOrder([aLine('A', { ...waits(4), substitutions: [{ ...offer, state: 'asked' }] })]);
    const declined = anOrder([aLine('A', { ...waits(4), substitutions: [{ ...offer, state: 'declined' }] })]);
    const question = news('substitute', 'A', { substitutionId: 's' });
    expect(tidingsOf([question], asked, new Map([['T', 'kg']]))).toMatchObject({
      kind: 'substitute',
      offers: [{ unit: 'kg' }],
    });
    expect(tidingsOf([question], declined)).toBeNull();
    expect([isStillTrue('substitute', asked), isStillTrue('substitute', declined)]).toEqual([true, false]);
  });
});

it.each([
  ['ready', { allocated: 1 }, { fulfilled: 6 }],
  ['moved', { backordered: 1 }, { allocated: 6 }],
  ['backordered', { backordered: 1 }, { allocated: 6 }],
] as const)('a message that says %s holds as long as it does', (kind, before, after) => {
  expect(isStillTrue(kind, anOrder([aLine('A', before)]))).toBe(true);
  expect(isStillTrue(kind, anOrder([aLine('A', after)]))).toBe(false);
  expect(isStillTrue(kind, anOrder([aLine('A', before)], { closedAt: FRIDAY }))).toBe(false);
});
