import { expect, it } from 'vitest';
import { orderByThemselves } from '../../../server/purchasing/proposals.service.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { ExpectedDelivery } from '../../../shared/purchasing/expected-delivery.schema.ts';
import type {
  PurchaseOrder,
  PurchaseOrderSummary,
} from '../../../shared/purchasing/purchase-order.schema.ts';
import { anOrder } from '../../support/builders.ts';
import { eur, MONDAY, openBuyer, type Buyer } from '../../support/buyer.ts';
import { startTestApp } from '../../support/test-app.ts';

async function ordersOf(buyer: Buyer): Promise<PurchaseOrder[]> {
  const { items } = await buyer.app.expectOk<{ items: PurchaseOrderSummary[] }>('GET', buyer.path());
  return Promise.all(
    items.map(({ poId }) => buyer.app.expectOk<PurchaseOrder>('GET', buyer.path(`/${poId}`))),
  );
}

it('orders by itself what its supplier may be sent unasked: once, also from two processes, and never below the minimum', async () => {
  const buyer = await openBuyer();
  const { app, supplier } = buyer;
  const other = await startTestApp({ clock: buyer.clock, database: app.database });
  const order = async () =>
    (await Promise.all([orderByThemselves(app.app.ctx), orderByThemselves(other.app.ctx)])).reduce(
      (sum, sent) => sum + sent,
    );
  await app.receive(buyer.storeId, { SALMON: 3 });
  expect(await order(), 'nobody said so').toBe(0);

  const change = (patch: object) => app.expectOk('PATCH', `/suppliers/${supplier.id}`, patch);
  await change({ ordering: 'automatic', minimumOrder: eur(50_000) });
  expect(await order(), 'below the minimum').toBe(0);
  await change({ minimumOrder: null, automaticUpTo: eur(17_999) });
  expect(await order(), 'above what it may').toBe(0);
  await change({ automaticUpTo: eur(18_000) });
  expect(await order()).toBe(1);
  expect(await order()).toBe(0);
  const [sent, ...more] = await ordersOf(buyer);
  expect(more).toEqual([]);
  expect(sent).toMatchObject({ state: 'sent', createdBy: 'Larder', total: eur(18_000) });
  expect(sent!.events.map(({ kind, via }) => [kind, via])).toEqual([
    ['drafted', 'automatic'],
    ['sent', 'automatic'],
  ]);

  // It is used up: only what is missing beyond what is coming is ordered next.
  await app.sell(buyer.storeId, { SALMON: 3 });
  await app.expectOk('POST', `/stores/${buyer.storeId}/orders`, anOrder({ SALMON: 6 }));
  expect(await order()).toBe(1);
  expect(await ordersOf(buyer)).toHaveLength(2);
});

it('tells of a delivery which purchase order it is of and who waits for it, and leaves changing it to the order', async () => {
  const buyer = await openBuyer();
  const path = `/stores/${buyer.storeId}/expected-deliveries`;
  const { app } = buyer;
  await app.receive(buyer.storeId, { SALMON: 1, CAKE: 1 });
  for (const quantity of [2, 3])
    await app.expectOk('POST', `/stores/${buyer.storeId}/orders`, anOrder({ SALMON: quantity }));
  const { poId, number } = await buyer.sent({ lines: [{ sku: 'SALMON', packs: 1 }] });
  const byHand = await app.expectOk<ExpectedDelivery>('POST', path, {
    ...{ sku: 'CAKE', quantity: 2, expectedAt: MONDAY },
  });
  expect(byHand).toMatchObject({ waiting: 0 });
  const { items } = await app.expectOk<{ items: ExpectedDelivery[] }>('GET', path);
  const salmon = items.find(({ sku }) => sku === 'SALMON')!;
  expect(salmon).toMatchObject({ purchaseOrder: { poId, number }, waiting: 2 });
  expect(items.find(({ sku }) => sku === 'CAKE')).not.toHaveProperty('purchaseOrder');
  const refusals = [
    await app.request<Problem>('PATCH', `${path}/${salmon.deliveryId}`, { quantity: 5 }),
    await app.request<Problem>('POST', `${path}/${salmon.deliveryId}/cancel`),
  ];
  for (const { status, body } of refusals) {
    expect(status).toBe(409);
    expect(body.detail).toMatch(/^This delivery belongs to purchase order #1; /);
  }
  await app.expectOk('PATCH', `${path}/${byHand.deliveryId}`, { quantity: 5 });
});
