import { expect, it } from 'vitest';
import type { ItemCosts, ItemOverview } from '../../../shared/displays/item-overview.schema.ts';
import { aDish, anIngredient, anOrder } from '../../support/builders.ts';
import { MONDAY, openBuyer } from '../../support/buyer.ts';
import { aScreen } from '../../support/principals.ts';

it('an item is seen with its recipes up and down, its suppliers, what comes of it and who waits for it', async () => {
  const buyer = await openBuyer();
  const { app, storeId } = buyer;
  await app.createItems([anIngredient('DILL', { name: 'Dill', unit: 'g' })]);
  await app.createItems([
    aDish('GRAVLAX', { SALMON: 2.4, DILL: 120 }, { name: 'Gravlax', recipeYield: 12 }),
    aDish('BOX', { SALMON: 1 }, { name: 'Fish box' }),
  ]);
  await app.receive(storeId, { SALMON: 4 });
  const placed = await app.expectOk<{ orderId: string; number: number }>(
    ...['POST' as const, `/stores/${storeId}/orders`, anOrder({ SALMON: 6 }, { customer: { name: 'Vera' } })],
  );
  const sent = await buyer.sent();
  const stock = await app.stock(storeId);
  const pathOf = (sku: string) => `/stores/${storeId}/items/${stock[sku]!.itemId}/overview`;
  const salmon = await app.expectOk<ItemOverview>('GET', pathOf('SALMON'));
  expect(salmon).toMatchObject({
    madeOf: [],
    usedIn: [
      { name: 'Fish box', quantity: 1, unit: 'kg', available: null },
      { name: 'Gravlax', quantity: 0.2, unit: 'kg', available: null },
    ],
    coming: [{ quantity: 20, expectedAt: MONDAY, purchaseOrder: { poId: sent.poId, number: sent.number } }],
    sources: [{ supplier: buyer.supplier.name, packQuantity: 10 }],
    claims: [{ number: placed.number, customer: 'Vera', allocated: 4, backordered: 2 }],
  });
  expect(Date.parse(salmon.claims?.[0]?.promised ?? '')).toBeGreaterThanOrEqual(Date.parse(MONDAY));
  expect((await app.expectOk<ItemOverview>('GET', pathOf('GRAVLAX'))).madeOf).toMatchObject([
    { name: 'Salmon', quantity: 0.2, unit: 'kg', available: 0, status: 'out' },
    { name: 'Dill', quantity: 10, unit: 'g', available: null },
  ]);
  const wall = await aScreen(app, storeId, 'wall');
  const seen = await app.requestAs<ItemOverview>(wall.headers, 'GET', pathOf('SALMON'));
  expect(seen.status).toBe(200);
  expect(seen.body.claims).toBeUndefined();
  const missing = `/stores/${storeId}/items/${storeId}/overview`;
  expect((await app.request('GET', missing)).status).toBe(404);
});

it('what one unit costs is told of what is bought and of what is made, with what has no price', async () => {
  const { app, storeId } = await openBuyer();
  await app.createItems([anIngredient('DILL', { name: 'Dill', unit: 'g' })]);
  await app.createItems([
    aDish('GRAVLAX', { SALMON: 2.4, DILL: 120 }, { name: 'Gravlax', recipeYield: 12 }),
    anIngredient('STOCK', { name: 'Fish stock', recipe: [{ sku: 'SALMON', quantity: 1 }], recipeYield: 7 }),
  ]);
  await app.createItems([aDish('BOX', { GRAVLAX: 2, STOCK: 1 }, { name: 'Fish box' })]);
  const { currency, items } = await app.expectOk<ItemCosts>('GET', `/stores/${storeId}/item-costs`);
  const stock = await app.stock(storeId);
  const costOf = (sku: string) => items.find(({ itemId }) => itemId === stock[sku]!.itemId);
  const box = 2 * 360 + 1800 / 7;
  expect(currency).toBe('EUR');
  expect(costOf('SALMON')).toMatchObject({ cost: 1800, unpriced: [] });
  expect(costOf('DILL')).toMatchObject({ cost: null, unpriced: ['Dill'] });
  expect(costOf('GRAVLAX')).toMatchObject({ cost: 360, unpriced: ['Dill'] });
  expect(costOf('BOX')!.cost).toBeCloseTo(box, 4);
  const overview = `/stores/${storeId}/items/${stock['BOX']!.itemId}/overview`;
  expect((await app.expectOk<ItemOverview>('GET', overview)).unitCost).toEqual({
    ...{ currency: 'EUR', cost: costOf('BOX')!.cost, unpriced: ['Dill'] },
  });
  const wall = await aScreen(app, storeId, 'wall');
  expect((await app.requestAs<ItemOverview>(wall.headers, 'GET', overview)).body.unitCost).toBeUndefined();
});
