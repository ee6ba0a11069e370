import { describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../../shared/displays/search.schema.ts';
import { anIngredient, anOrder, aStore } from '../../support/builders.ts';
import { openBuyer } from '../../support/buyer.ts';
import { aScreen, someoneIn } from '../../support/principals.ts';

async function openSearch() {
  const buyer = await openBuyer();
  const { app, storeId } = buyer;
  await app.createItem(anIngredient('CREME-1', { name: 'Crème brûlée 100%', category: 'Süßes' }));
  await app.createItem(anIngredient('SALMON-S', { name: 'Smoked salmon' }));
  const titles = async (text: string, headers?: Record<string, string>): Promise<string[]> => {
    const path = `/stores/${storeId}/search?q=${encodeURIComponent(text)}`;
    const { items } = headers
      ? (await app.requestAs<SearchAnswer>(headers, 'GET', path)).body
      : await app.expectOk<SearchAnswer>('GET', path);
    return items.map(({ kind, title }) => `${kind}: ${title}`);
  };
  return { ...{ buyer, app, storeId, titles } };
}

describe('a search in a store', () => {
  it('finds items, orders, purchase orders, suppliers and screens, what is called so first', async () => {
    const { buyer, app, storeId, titles } = await openSearch();
    await aScreen(app, storeId, 'wall', 'Salmon wall');
    const customer = { name: 'Sally Salmon', email: 'sally@example.com' };
    const placed = await app.expectOk<{ number: number }>(
      ...['POST' as const, `/stores/${storeId}/orders`, anOrder({ CAKE: 1 }, { customer })],
    );
    const sent = await buyer.sent();
    expect(await titles('salmon')).toEqual([
      ...['item: Salmon', 'screen: Salmon wall', 'item: Smoked salmon'],
      `order: #${placed.number} Sally Salmon`,
    ]);
    expect(await titles(`#${sent.number}`)).toContain(
      `purchase-order: #${sent.number} ${buyer.supplier.name}`,
    );
    const word = buyer.supplier.name.split(' ')[0]!;
    expect((await titles(word))[0]).toBe(`supplier: ${buyer.supplier.name}`);
  });

  it('reads over accents, ligatures, case and the order of words, and takes signs as they are', async () => {
    const { titles } = await openSearch();
    const found = ['item: Crème brûlée 100%'];
    for (const text of ['creme', 'BRULEE creme', 'sussE', 'creme-1', '100%']) {
      expect(await titles(text), text).toEqual(found);
    }
    for (const text of ['creme tart', '%', '_', '\\', ' # ', '100_']) {
      expect(await titles(text), text).toEqual(text === '%' ? found : []);
    }
  });

  it('shows nobody what is another store’s, or what they may not see', async () => {
    const { buyer, app, storeId, titles } = await openSearch();
    const other = await app.createStore(aStore({ name: 'Elsewhere' }));
    await aScreen(app, other.id, 'wall', 'Salmon elsewhere');
    await aScreen(app, storeId, 'wall', 'Salmon here');
    await app.expectOk(
      'POST',
      `/stores/${other.id}/orders`,
      anOrder({ CAKE: 1 }, { customer: { name: 'Salmon' } }),
    );
    expect(await titles('salmon')).toEqual(['item: Salmon', 'screen: Salmon here', 'item: Smoked salmon']);
    const { headers } = await someoneIn(app, storeId, 'staff');
    expect(await titles('salmon', headers)).toEqual(['item: Salmon', 'item: Smoked salmon']);
    expect(buyer.storeId).toBe(storeId);
  });
});
