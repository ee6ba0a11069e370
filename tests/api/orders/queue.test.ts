import { beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../shared/identity/audit.schema.ts';
import type { BackorderPage } from '../../../shared/orders/backorder.schema.ts';
import type { OrderInput } from '../../../shared/orders/order.schema.ts';
import { anOrder } from '../../support/builders.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { AUTHORIZATION } from '../../support/test-key.ts';

let shop: Shop;

beforeEach(async () => {
  shop = await openShop();
  await shop.stock({ CAKE: 0 });
});

const of = (name: string, quantity: number, overrides: Partial<OrderInput> = {}): OrderInput =>
  anOrder(
    { CAKE: quantity },
    { ...overrides, customer: { name, email: `${name}@example.com`, ...overrides.customer } },
  );

const names = async (): Promise<string[]> => (await shop.queue()).map(({ customer }) => customer);

async function audited(): Promise<AuditEntry[]> {
  return (await shop.app.expectOk<{ items: AuditEntry[] }>('GET', `/stores/${shop.storeId}/audit`)).items;
}

describe('the queue', () => {
  it('is served in the order it shows, and says term by term why', async () => {
    await shop.place(of('plain', 2));
    await shop.place(of('loyal', 2, { customer: { name: 'loyal', loyaltyTier: 3 } }));
    await shop.place(of('urgent', 2, { neededBy: '2026-03-21T11:00:00Z' }));
    const queue = await shop.queue();
    expect(queue.map(({ customer, position }) => [customer, position])).toEqual([
      ['urgent', 1],
      ['loyal', 2],
      ['plain', 3],
    ]);
    for (const { score, explanation } of queue)
      expect(score).toBeCloseTo(
        explanation.reduce((sum, { weight, value }) => sum + weight * value, 0),
        3,
      );
    expect(queue[0]!.explanation).toContainEqual({
      term: 'due',
      weight: 3,
      value: expect.closeTo(13 / 14, 6) as number,
      words: 'needed in 1 day',
    });
    await shop.app.receive(shop.storeId, { CAKE: 3 });
    expect((await shop.queue()).map(({ customer, quantity }) => [customer, quantity])).toEqual([
      ['loyal', 1],
      ['plain', 2],
    ]);
  });

  it('comes in pages that neither repeat nor leave out a line, whatever is filled, placed or due meanwhile', async () => {
    await shop.place(of('a', 1));
    await shop.place(of('b', 1));
    await shop.place(of('c', 1, { neededBy: '2026-03-26T11:00:00Z' }));
    await shop.place(of('d', 1, { neededBy: '2026-03-26T11:00:00Z' }));
    const page = (more: string) =>
      shop.app.expectOk<BackorderPage>('GET', `/stores/${shop.storeId}/backorders?limit=2${more}`);
    const first = await page('');
    expect(first.items.map(({ customer }) => customer)).toEqual(['c', 'd']);
    expect(first).toMatchObject({ lines: 4, matching: 4 });
    await shop.app.receive(shop.storeId, { CAKE: 1 });
    await shop.place(of('e', 1, { neededBy: '2026-03-21T11:00:00Z' }));
    shop.clock.advance({ hours: 12 });
    const second = await page(`&cursor=${first.nextCursor}`);
    expect(second.items.map(({ customer, position }) => [customer, position])).toEqual([
      ['a', 3],
      ['b', 4],
    ]);
    expect((await page(`&cursor=${second.nextCursor}`)).nextCursor).toBeNull();
    const inTheMiddle = await page('&skip=1');
    expect(inTheMiddle.items.map(({ customer, position }) => [customer, position])).toEqual([
      ['d', 2],
      ['a', 3],
    ]);
    const window = await page(`&skip=2&asOf=${first.asOf}`);
    expect(window.items.map(({ customer, position }) => [customer, position])).toEqual([
      ['a', 3],
      ['b', 4],
    ]);
    const long = `/stores/${shop.storeId}/backorders?late=true&asOf=1969-12-31T23:59:59Z`;
    expect((await shop.app.request('GET', long)).status).toBe(422);
    for (const cursor of [
      '-1 2 3 01933e5f-7b00-7000-8000-000000000001',
      'x',
      '1 2 3 x',
      '1 NaN 3 01933e5f-7b00-7000-8000-000000000001',
    ])
      expect(
        (
          await shop.app.request(
            'GET',
            `/stores/${shop.storeId}/backorders?cursor=${Buffer.from(cursor).toString('base64url')}`,
          )
        ).status,
      ).toBe(400);
  });

  it('is searched by number, customer and item, and for what is late; places stay those of the whole', async () => {
    await shop.stock({ WINE: 0 });
    await shop.expectDelivery('CAKE', 2, { expectedAt: '2026-03-22T08:00:00Z' });
    await shop.place(of('100%', 1));
    const wine = await shop.place({ ...of('bo', 1), lines: [{ sku: 'WINE', quantity: 1 }] });
    await shop.place(of('cy', 1, { neededBy: '2026-03-21T11:00:00Z' }));
    const found = async (query: string) => {
      const { items, lines, matching } = await shop.app.expectOk<BackorderPage>(
        'GET',
        `/stores/${shop.storeId}/backorders?${query}`,
      );
      expect([lines, matching]).toEqual([3, items.length]);
      return items.map(({ customer, position }) => `${position} ${customer}`);
    };
    expect(await found('search=%232')).toEqual(['3 bo']);
    expect(await found('search=0%25')).toEqual(['2 100%']);
    expect(await found('search=cak')).toEqual(['1 cy', '2 100%']);
    expect(await found(`itemId=${wine.lines[0]!.itemId}`)).toEqual(['3 bo']);
    expect(await found('late=true')).toEqual(['1 cy']);
    shop.clock.advance({ hours: 72 });
    expect(await found('late=true&search=cake')).toEqual(['1 cy', '2 100%']);
  });

  it('is a table of its own, in which nothing is a formula', async () => {
    await shop.expectDelivery('CAKE', 9, { expectedAt: '2026-03-22T08:00:00Z' });
    await shop.place(of('=1+2', 2, { customer: { name: '=1+2', email: 'x@example.com' } }));
    await shop.place(
      of('Bo, the "baker"', 1, { customer: { name: 'Bo, the "baker"', email: 'b@example.com' } }),
    );
    const table = async (query: string): Promise<string[]> => {
      const path = `/stores/${shop.storeId}/backorders?format=csv${query}`;
      const { headers, body } = await shop.app.app.server.inject({
        ...{ url: `/api/v1${path}`, headers: AUTHORIZATION },
      });
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(body.charCodeAt(0)).toBe(0xfeff);
      return body.slice(1).trimEnd().split('\n');
    };
    const head = 'position,order,customer,item,sku,quantity,unit,ordered,needed by,waiting,promise';
    expect(await table('')).toEqual([
      head,
      `1,1,'=1+2,CAKE,CAKE,2,each,2026-03-20 12:00,,waits for stock,2026-03-22 13:00`,
      `2,2,"Bo, the ""baker""",CAKE,CAKE,1,each,2026-03-20 12:00,,waits for stock,2026-03-22 13:00`,
    ]);
    expect(await table('&search=nobody')).toEqual([head]);
  });

  it('is changed by hand with a reason, which is on record', async () => {
    await shop.place(of('first', 1));
    const second = await shop.place(of('second', 1));
    const line = `lines/${second.lines[0]!.lineId}/bump`;
    const unexplained = await shop.app.request(
      'POST',
      `/stores/${shop.storeId}/orders/${second.orderId}/${line}`,
      { bump: 1 },
    );
    expect(unexplained.status).toBe(422);
    await shop.act(second, line, { bump: 1, reason: 'a wedding' });
    expect(await names()).toEqual(['second', 'first']);
    expect((await shop.queue())[0]).toMatchObject({ bumpReason: 'a wedding' });
    expect((await audited())[0]).toMatchObject({
      action: 'backorder.bump',
      after: { bump: 1, reason: 'a wedding' },
    });
  });
});
