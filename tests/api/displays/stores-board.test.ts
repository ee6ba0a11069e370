import { expect, it } from 'vitest';
import type { StoresBoard } from '../../../shared/displays/stores-board.schema.ts';
import { anIngredient, anOrder, aStore } from '../../support/builders.ts';
import { someoneIn } from '../../support/principals.ts';
import { openShop } from '../../support/shop.ts';

it('an owner sees all stores, the worst first; somebody of one store that one', async () => {
  const { app, storeId } = await openShop();
  const other = await app.createStore(aStore({ name: 'Zur Post' }));
  await app.createItem(anIngredient('EGG', { unit: 'each', parLevel: 60 }));
  await app.receive(storeId, { EGG: 100 });
  await app.receive(other.id, { EGG: 10, WINE: 1 });
  await app.mark(other.id, 'CAKE', { state: 'unavailable' });
  await app.expectOk('POST', `/stores/${other.id}/orders`, anOrder({ WINE: 2 }));
  const board = await app.expectOk<StoresBoard>('GET', '/stores-board');
  expect(board.stores.map(({ storeId: id, off, low, waiting }) => [id, off, low, waiting])).toEqual([
    [other.id, 2, expect.any(Number), 1],
    [storeId, 0, 0, 0],
  ]);
  const { headers } = await someoneIn(app, storeId, 'staff');
  const own = await app.requestAs<StoresBoard>(headers, 'GET', '/stores-board');
  expect(own.body.stores.map(({ storeId: id }) => id)).toEqual([storeId]);
});
