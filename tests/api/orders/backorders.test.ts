import { beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../shared/identity/audit.schema.ts';
import type { Problem } from '../../../shared/errors.ts';
import type {
  BackorderPolicy,
  BackorderReport,
  PolicyPreview,
} from '../../../shared/orders/backorder.schema.ts';
import type { Order, OrderInput } from '../../../shared/orders/order.schema.ts';
import type { ExpectedDelivery } from '../../../shared/purchasing/expected-delivery.schema.ts';
import { anOrder } from '../../support/builders.ts';
import { openShop, type Shop } from '../../support/shop.ts';

let shop: Shop;
let policyPath: string;

beforeEach(async () => {
  shop = await openShop();
  policyPath = `/stores/${shop.storeId}/backorder-policy`;
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

describe('the policy', () => {
  it('previews the new queue, changes nothing before it is saved, and then the queue is as previewed', async () => {
    await shop.place(of('plain', 1));
    shop.clock.advance({ hours: 1 });
    await shop.place(of('loyal', 1, { customer: { name: 'loyal', loyaltyTier: 3 } }));
    await shop.app.expectOk('PUT', policyPath, { preset: 'first-come' });
    const preview = await shop.app.expectOk<PolicyPreview>('POST', `${policyPath}/preview`, {
      preset: 'loyalty-first',
    });
    expect(preview).toMatchObject({
      moved: 2,
      queue: [
        { customer: 'loyal', from: 2, position: 1 },
        { customer: 'plain', from: 1, position: 2 },
      ],
    });
    expect(await names()).toEqual(['plain', 'loyal']);
    await shop.app.expectOk('PUT', policyPath, { preset: 'loyalty-first' });
    expect(await names()).toEqual(['loyal', 'plain']);
    expect((await audited())[0]).toMatchObject({
      action: 'backorder-policy.change',
      before: { preset: 'first-come' },
    });
  });

  it('with weights of its own is no preset any more, and what is left out stays', async () => {
    const weights = { age: 2, due: 0, loyalty: 0, importance: 0 };
    const changed = await shop.app.expectOk<BackorderPolicy>('PUT', policyPath, {
      weights,
      partialFill: false,
    });
    expect(changed).toMatchObject({ weights, partialFill: false, passSmaller: true });
    expect(changed.preset).toBeUndefined();
    expect(await shop.app.expectOk('GET', policyPath)).toEqual(changed);
  });

  it('that somebody else changed meanwhile is not overwritten', async () => {
    expect((await shop.app.request('GET', policyPath)).headers['etag']).toBe('"0"');
    const put = (tag: string) =>
      shop.app.request<Problem>('PUT', policyPath, { preset: 'due-first' }, { 'if-match': tag });
    expect(await put('"0"')).toMatchObject({ status: 200, body: { preset: 'due-first', version: 1 } });
    expect(await put('"0"')).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
    expect((await put('1')).status).toBe(400);
    expect((await put('"1"')).status).toBe(200);
    expect(await shop.app.expectOk('GET', policyPath)).toMatchObject({ version: 2 });
  });

  it('takes no weight below zero', async () => {
    const weights = { age: -1, due: 0, loyalty: 0, importance: 0 };
    const { status, body } = await shop.app.request<Problem>('PUT', policyPath, { weights });
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/weights/age']);
  });

  it('that fills nothing in part lets a smaller order pass, or not', async () => {
    await shop.app.expectOk('PUT', policyPath, { preset: 'first-come', partialFill: false });
    const big = await shop.place(of('big', 6));
    shop.clock.advance({ hours: 1 });
    const small = await shop.place(of('small', 2));
    await shop.app.receive(shop.storeId, { CAKE: 3 });
    expect((await shop.order(small)).status).toBe('ready');
    expect((await shop.order(big)).lines[0]!.waiting).toMatchObject({ because: 'whole' });
    await shop.app.expectOk('PUT', policyPath, { passSmaller: false });
    const late = await shop.place(of('late', 1));
    expect(late.lines[0]!.waiting).toMatchObject({
      because: 'queue',
      words: 'an earlier order waits for stock, and nobody may pass it',
    });
  });
});

describe('a promise', () => {
  it('moves with its delivery, is told beyond the threshold with the reason, and kept for the score', async () => {
    const { deliveryId } = await shop.expectDelivery('CAKE', 4);
    const order = await shop.place(of('ada', 4));
    const [told] = (await shop.status(order)).lines;
    const delay = (expectedAt: string) =>
      shop.app.expectOk('PATCH', `/stores/${shop.storeId}/expected-deliveries/${deliveryId}`, {
        expectedAt,
        reason: 'snow',
      });
    await delay('2026-03-22T09:00:00Z');
    expect(await shop.news()).toHaveLength(1);
    await delay('2026-03-24T08:00:00Z');
    expect((await shop.news()).at(-1)).toMatchObject({
      kind: 'moved',
      detail: { reason: 'snow', from: told!.expected!.latest, to: '2026-03-24T12:00:00.000Z' },
    });
    await shop.app.receive(shop.storeId, { CAKE: 4 });
    expect(
      await shop.app.expectOk<BackorderReport>('GET', `/stores/${shop.storeId}/backorders/report`),
    ).toMatchObject({
      promises: { n: 1, keptFirst: 1, keptLast: 1 },
    });
  });

  it('is renewed when the time has overtaken it', async () => {
    const { renewPromises } = await import('../../../server/orders/backorders.service.ts');
    await shop.expectDelivery('CAKE', 4, { expectedAt: '2026-03-20T15:00:00Z' });
    const order = await shop.place(of('ada', 4));
    shop.clock.advance({ hours: 30 });
    expect(await renewPromises(shop.app.app.ctx)).toBe(1);
    const { likely } = (await shop.order(order)).lines[0]!.promise!;
    expect(Date.parse(likely)).toBeGreaterThan(shop.clock.now().getTime());
    expect(await renewPromises(shop.app.app.ctx)).toBe(0);
  });

  it('is not made where nothing is on its way', async () => {
    const order = await shop.place(of('ada', 1));
    expect(order.lines[0]!.promise).toBeUndefined();
    expect(await shop.news()).toEqual([{ kind: 'backordered', detail: { quantity: 1, to: null } }]);
  });
});

describe('an expected delivery', () => {
  it.each([
    [{ sku: 'NOPE' }, '/sku', 'no item has SKU NOPE'],
    [{ expectedAt: '2026-03-01T08:00:00Z' }, '/expectedAt', 'is past'],
    [{ quantity: 0 }, '/quantity', '0.001'],
    [{ unit: 'kg' }, '/unit', 'cannot be turned into'],
  ])('with %o is refused by field and fix', async (wrong, pointer, detail) => {
    const input = { sku: 'CAKE', quantity: 1, expectedAt: '2026-03-22T08:00:00Z', ...wrong };
    const { status, body } = await shop.app.request<Problem>(
      'POST',
      `/stores/${shop.storeId}/expected-deliveries`,
      input,
    );
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer, detail: expect.stringContaining(detail) as string }]);
  });

  it('is listed soonest first, what is over last and newest first, page by page', async () => {
    const expectOn = (day: number) =>
      shop.expectDelivery('CAKE', 1, { expectedAt: `2026-03-${day}T08:00:00Z` });
    const path = `/stores/${shop.storeId}/expected-deliveries`;
    for (const day of [25, 23, 24, 22]) {
      const { deliveryId } = await expectOn(day);
      if (day % 2 === 0) await shop.app.expectOk('POST', `${path}/${deliveryId}/cancel`);
    }
    const listed = async (state: string): Promise<number[]> => {
      const days: number[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: { items: ExpectedDelivery[]; nextCursor: string | null } = await shop.app.expectOk(
          'GET',
          `${path}?state=${state}&limit=1${cursor && `&cursor=${cursor}`}`,
        );
        days.push(...page.items.map(({ expectedAt }) => new Date(expectedAt).getUTCDate()));
        cursor = page.nextCursor;
      }
      return days;
    };
    expect(await listed('open')).toEqual([23, 25]);
    expect(await listed('all')).toEqual([23, 25, 24, 22]);
    expect((await shop.app.request('GET', `${path}?cursor=eA`)).status).toBe(400);
  });

  it('that was called off is not promised any more, nor changed again', async () => {
    const { deliveryId } = await shop.expectDelivery('CAKE', 4);
    const order = await shop.place(of('ada', 4));
    const path = `/stores/${shop.storeId}/expected-deliveries/${deliveryId}`;
    await shop.app.expectOk('POST', `${path}/cancel`);
    expect((await shop.order(order)).lines[0]!.promise).toBeUndefined();
    expect((await shop.app.stock(shop.storeId))['CAKE']!.onOrder).toBe(0);
    expect((await shop.app.request('PATCH', path, { quantity: 5 })).status).toBe(409);
  });
});

describe('a substitute', () => {
  const offer = (order: Order, quantity?: number) =>
    shop.act(order, 'substitute', {
      lineId: order.lines[0]!.lineId,
      sku: 'WINE',
      ...(quantity && { quantity }),
    });

  it('accepted becomes a line of the order, and what it stands for is cancelled', async () => {
    await shop.stock({ WINE: 5 });
    const order = await shop.place(of('ada', 4));
    const asked = await offer(order, 3);
    const { substitutionId } = asked.lines[0]!.substitutions[0]!;
    shop.clock.advance({ hours: 1 });
    const { lines } = await shop.act(order, `substitutions/${substitutionId}`, { accept: true });
    expect(lines).toMatchObject([
      { sku: 'CAKE', backordered: 1, cancelled: 3, substitutions: [{ state: 'accepted' }] },
      { sku: 'WINE', quantity: 3, allocated: 3 },
    ]);
    expect((await shop.news()).map(({ kind }) => kind)).toEqual(['backordered', 'substitute', 'ready']);
  });

  it('declined changes nothing, and is answered once', async () => {
    const order = await shop.place(of('ada', 4));
    const { substitutionId } = (await offer(order)).lines[0]!.substitutions[0]!;
    expect((await shop.act(order, `substitutions/${substitutionId}`, { accept: false })).lines).toMatchObject(
      [{ backordered: 4 }],
    );
    const path = `/stores/${shop.storeId}/orders/${order.orderId}/substitutions/${substitutionId}`;
    expect((await shop.app.request<Problem>('POST', path, { accept: true })).body.detail).toBe(
      'This offer was declined already.',
    );
  });

  it('is offered once at a time, for no more than waits, and not the same item', async () => {
    const order = await shop.place(of('ada', 4));
    const refuse = async (body: object): Promise<string | undefined> => {
      const path = `/stores/${shop.storeId}/orders/${order.orderId}/substitute`;
      return (await shop.app.request<Problem>('POST', path, { lineId: order.lines[0]!.lineId, ...body })).body
        .detail;
    };
    expect(await refuse({ sku: 'WINE', quantity: 5 })).toBe('/quantity: only 4 each of CAKE wait');
    expect(await refuse({ sku: 'CAKE' })).toBe('/sku: is what was ordered; name another item');
    await offer(order);
    expect(await refuse({ sku: 'WINE' })).toContain('has not answered the last offer yet');
  });

  it('is withdrawn by itself when the goods came after all', async () => {
    const order = await shop.place(of('ada', 4));
    const { substitutionId } = (await offer(order)).lines[0]!.substitutions[0]!;
    await shop.app.receive(shop.storeId, { CAKE: 4 });
    const path = `/stores/${shop.storeId}/orders/${order.orderId}/substitutions/${substitutionId}`;
    expect((await shop.app.request<Problem>('POST', path, { accept: true })).body.detail).toBe(
      'This offer was overtaken already.',
    );
  });
});
