import { describe, expect, it } from 'vitest';
import type { SalesAnswer } from '../../../shared/stock/sale.schema.ts';
import { aDish, anIngredient, aSale } from '../../support/builders.ts';
import { followStore } from '../../support/live-screen.ts';
import { startTestApp } from '../../support/test-app.ts';

describe('a sale over HTTP', () => {
  it('takes its ingredients from stock and reaches a screen in the same numbers', async () => {
    const app = await startTestApp();
    const { id: storeId } = await app.createStore();
    await app.createItem(anIngredient('DOUGH'));
    await app.createItem(aDish('PIZZA', { DOUGH: 180 }));
    await app.receive(storeId, { DOUGH: 400 });
    const screen = await followStore(await app.url(), storeId);

    const answer = await app.expectOk<SalesAnswer>('POST', `/stores/${storeId}/sales`, {
      sales: [aSale({ PIZZA: 2 })],
    });

    expect(answer.results).toMatchObject([{ status: 'accepted' }]);
    const stock = await app.stock(storeId);
    expect(stock['DOUGH']).toMatchObject({ onHand: 40, available: 40 });
    expect(stock['PIZZA']!.availability).toMatchObject({
      state: 'unavailable',
      because: [{ problem: 'short', left: 40, needed: 180 }],
    });
    await screen.until(
      () => screen.tables.stock.get(stock['PIZZA']!.itemId)?.availability.state === 'unavailable',
    );
    expect(screen.tables.stock.get(stock['DOUGH']!.itemId)).toMatchObject({ onHand: 40 });
  });
});
