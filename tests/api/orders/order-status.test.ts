import { beforeEach, describe, expect, it } from 'vitest';
import type { OrderStatusView } from '../../../shared/orders/order-status.schema.ts';
import type { Order } from '../../../shared/orders/order.schema.ts';
import { anOrder } from '../../support/builders.ts';
import { openShop, tokenOf, type Shop } from '../../support/shop.ts';

let shop: Shop;
let order: Order;
let path: string;

beforeEach(async () => {
  shop = await openShop();
  await shop.stock({ CAKE: 2 });
  await shop.expectDelivery('CAKE', 9, { expectedAt: '2026-03-22T08:00:00Z' });
  order = await shop.place(anOrder({ CAKE: 6 }));
  path = `/order-status/${tokenOf(order.statusUrl)}`;
});

const asAnybody = <T = OrderStatusView>(method: 'GET' | 'POST', at: string, body?: object) =>
  shop.app.requestAs<T>({}, method, at, body);

describe('the link to an order', () => {
  it('shows whoever has it what is ready, what is awaited and until when, and no address', async () => {
    const { status, headers, body } = await asAnybody('GET', path);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{
        number: 1,
        status: 'partly-ready',
        customerName: 'Ada',
        store: { name: 'Trattoria', timeZone: 'Europe/Vienna' },
      },
      lines: [{ name: 'CAKE', ready: 2, awaited: 4, expected: { latest: '2026-03-22T12:00:00.000Z' } }],
      events: [{ kind: 'backordered', quantity: 4 }, { kind: 'placed' }],
    });
    expect(JSON.stringify(body)).not.toContain('ada@example.com');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  it('is answered with nothing while nothing has changed', async () => {
    const { headers } = await asAnybody('GET', path);
    const again = await shop.app.app.server.inject({
      ...{ method: 'GET', url: `/api/v1${path}` },
      headers: { 'if-none-match': String(headers['etag']) },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it.each(['nonsense', 'A'.repeat(87)])(
    'is no secret that can be guessed: %s opens nothing',
    async (token) => {
      expect((await asAnybody('GET', `/order-status/${token}`)).status).toBe(404);
    },
  );

  it('altered by a single letter opens nothing', async () => {
    const token = tokenOf(order.statusUrl);
    for (let at = 0; at < token.length; at += 7) {
      const altered = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect((await asAnybody('GET', `/order-status/${altered}`)).status).toBe(404);
    }
  });

  it('runs out some months after the order is over', async () => {
    await asAnybody('POST', `${path}/cancel`, {});
    shop.clock.advance({ hours: 24 * 89 });
    expect((await asAnybody('GET', path)).status).toBe(200);
    shop.clock.advance({ hours: 48 });
    expect((await asAnybody('GET', path)).status).toBe(404);
  });

  it('lets the customer cancel what waits', async () => {
    const { lineId } = order.lines[0]!;
    const { body } = await asAnybody('POST', `${path}/cancel`, { lines: [{ lineId, quantity: 4 }] });
    expect(body).toMatchObject({ status: 'ready', lines: [{ ready: 2, awaited: 0, cancelled: 4 }] });
  });

  it('lets the customer answer an offer', async () => {
    await shop.stock({ WINE: 9 });
    await shop.act(order, 'substitute', { lineId: order.lines[0]!.lineId, sku: 'WINE' });
    const asked = await asAnybody('GET', path);
    const { substitutionId } = asked.body.lines[0]!.substitution!;
    const { body } = await asAnybody('POST', `${path}/substitutions/${substitutionId}`, { accept: true });
    expect(body.lines).toMatchObject([{ cancelled: 4 }, { name: 'WINE', ready: 4 }]);
  });

  it('lets the customer be told nothing more, and again', async () => {
    expect((await asAnybody('POST', `${path}/subscription`, { subscribed: false })).body.unsubscribed).toBe(
      true,
    );
    expect((await shop.order(order)).customer.unsubscribed).toBe(true);
    expect((await asAnybody('POST', `${path}/subscription`, { subscribed: true })).body.unsubscribed).toBe(
      false,
    );
  });

  it('is another one with a secret of the settings', async () => {
    const other = await openShop();
    other.app.app.ctx.linkSecret = 's'.repeat(32);
    const placed = await other.place(anOrder({ CAKE: 1 }));
    expect((await other.status(placed)).number).toBe(1);
    other.app.app.ctx.linkSecret = undefined;
    expect((await other.app.requestAs({}, 'GET', `/order-status/${tokenOf(placed.statusUrl)}`)).status).toBe(
      404,
    );
  });
});
