import type { OrderStatusView, StatusLine } from '../../../shared/orders/order-status.schema.ts';

/** Friday noon in Vienna. */
export const NOW = Date.parse('2026-03-20T11:00:00Z');

export function aStatusLine(over: Partial<StatusLine> = {}): StatusLine {
  const amounts = { quantity: 6, fulfilled: 0, ready: 2, awaited: 4, cancelled: 0 };
  return { lineId: 'line-1', name: 'Salmon fillet', unit: 'each', ...amounts, ...over };
}

export function aStatusView(over: Partial<OrderStatusView> = {}): OrderStatusView {
  return {
    ...{ number: 1042, status: 'partly-ready', customerName: 'Maja', language: 'en', shipComplete: false },
    store: { name: 'Trattoria', timeZone: 'Europe/Vienna' },
    placedAt: '2026-03-20T10:00:00Z',
    lines: [aStatusLine()],
    events: [{ at: '2026-03-20T10:00:00Z', kind: 'placed' }],
    unsubscribed: false,
    ...over,
  };
}
