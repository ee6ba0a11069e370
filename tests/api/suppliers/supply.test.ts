import { expect, it } from 'vitest';
import type { Supplier, SupplierPatch } from '../../../shared/suppliers/supplier.schema.ts';
import { anOrder } from '../../support/builders.ts';
import { openShop } from '../../support/shop.ts';

it('who sells an item, and when they deliver, is what a waiting customer is promised at once', async () => {
  const shop = await openShop();
  const { app } = shop;
  await shop.stock({ CAKE: 0 });
  const order = await shop.place(anOrder({ CAKE: 4 }));
  const promised = async (): Promise<unknown> => {
    const [line] = (await shop.order(order)).lines;
    return line!.promise?.basis.deliveries.map(({ supplier, expectedAt }) => [
      supplier,
      expectedAt.slice(0, 10),
    ]);
  };
  expect(await promised()).toBeUndefined();

  // It is a Friday.
  const add = async (name: string, more: object): Promise<string> => {
    const { id } = await app.expectOk<Supplier>('POST', '/suppliers', { name, ...more });
    return id;
  };
  const sell = (id: string, preferred: boolean) =>
    app.expectOk('PUT', `/suppliers/${id}/items`, { items: [{ sku: 'CAKE', packQuantity: 6, preferred }] });
  const mill = await add('Mill', { deliveryDays: [2] });
  await sell(mill, true);
  expect(await promised()).toEqual([['Mill', '2026-03-24']]);

  const farm = await add('Farm', { deliveryDays: [1] });
  await sell(farm, false);
  expect(await promised()).toEqual([['Mill', '2026-03-24']]);
  await sell(farm, true);
  expect(await promised()).toEqual([['Farm', '2026-03-23']]);

  const patch = (id: string, change: SupplierPatch) => app.expectOk('PATCH', `/suppliers/${id}`, change);
  await patch(farm, { closedOn: ['2026-03-23'] });
  expect(await promised()).toEqual([['Farm', '2026-03-30']]);
  await patch(farm, { active: false });
  expect(await promised()).toEqual([['Mill', '2026-03-24']]);
  await app.expectOk('PUT', `/suppliers/${mill}/items`, { items: [] });
  expect(await promised()).toBeUndefined();
});
