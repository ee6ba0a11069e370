import { beforeEach, expect, it } from 'vitest';
import { renewPromises } from '../../../server/orders/backorders.service.ts';
import { verifyDatabase } from '../../../server/settlement/verify.service.ts';
import type { Order } from '../../../shared/orders/order.schema.ts';
import { anOrder } from '../../support/builders.ts';
import { openShop, type Shop } from '../../support/shop.ts';

let shop: Shop;

/** A Friday, 12:00 in Vienna. Mill delivers on Tuesdays and Fridays at 07:00 what is ordered by 14:00 of the day before. */
beforeEach(async () => {
  shop = await openShop();
  await shop.stock({ CAKE: 0 });
  await soldBy('Mill', '{2,5}');
});

async function soldBy(name: string, deliveryDays: string, preferred = true): Promise<void> {
  await shop.app.database.pool.query(
    `with mill as (
       insert into supplier (id, name, channels, currency, lead_time_days, delivery_days, delivery_time, cut_off, created_at, updated_at)
       values (gen_random_uuid(), $1, '{email}', 'EUR', 1, $2, '07:00', '14:00', now(), now()) returning id)
     insert into supplier_item (supplier_id, item_id, supplier_sku, pack_name, pack_quantity, preferred, updated_at)
     select mill.id, item.id, item.sku, 'case', 6, $3, now() from mill, item where item.sku = 'CAKE'`,
    [name, deliveryDays, preferred],
  );
}

const promiseOf = async (order: Order) => (await shop.order(order)).lines[0]!.promise;

it('what nobody ordered yet is promised for the next delivery that an order makes, and moves at its cut-off', async () => {
  const order = await shop.place(anOrder({ CAKE: 4 }));
  expect(order.lines[0]!.promise).toMatchObject({
    latest: '2026-03-24T10:00:00.000Z',
    basis: {
      deliveries: [{ supplier: 'Mill', expectedAt: '2026-03-24T06:00:00.000Z' }],
      orderBy: '2026-03-23T13:00:00.000Z',
      words:
        'the next delivery from Mill that an order makes (not ordered yet), no past delivery to judge by',
    },
  });
  const renew = (): Promise<number> => renewPromises(shop.app.app.ctx);
  shop.clock.set('2026-03-23T12:59:59Z');
  expect(await renew()).toBe(0);
  shop.clock.set('2026-03-23T13:00:00Z');
  expect([await renew(), await renew()]).toEqual([1, 0]);
  expect(await promiseOf(order)).toMatchObject({
    latest: '2026-03-27T10:00:00.000Z',
    basis: { orderBy: '2026-03-26T13:00:00.000Z' },
  });
  expect((await shop.news()).map(({ kind, detail }) => [kind, detail['to']])).toEqual([
    ['backordered', '2026-03-24T10:00:00.000Z'],
    ['moved', '2026-03-27T10:00:00.000Z'],
  ]);
  expect((await verifyDatabase(shop.app.database.db)).differences).toEqual([]);
});

it('what is on its way comes first, and who stands behind it waits for what can be ordered', async () => {
  await soldBy('Daily', '{1,2,3,4,5,6,7}', false);
  const { deliveryId } = await shop.expectDelivery('CAKE', 4);
  const [first, second] = [await shop.place(anOrder({ CAKE: 4 })), await shop.place(anOrder({ CAKE: 1 }))];
  expect((await promiseOf(first))!.basis.deliveries).toMatchObject([{ deliveryId }]);
  expect((await promiseOf(second))!.basis.deliveries).toEqual([
    { itemId: second.lines[0]!.itemId, supplier: 'Mill', expectedAt: '2026-03-24T06:00:00.000Z' },
  ]);
  await shop.app.database.pool.query(`update supplier set active = false where name = 'Mill'`);
  await shop.app.expectOk('POST', `/stores/${shop.storeId}/expected-deliveries/${deliveryId}/cancel`);
  for (const order of [first, second])
    expect((await promiseOf(order))!.basis.deliveries).toMatchObject([{ supplier: 'Daily' }]);
});
