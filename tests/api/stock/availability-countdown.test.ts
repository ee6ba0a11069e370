import { describe, expect, it } from 'vitest';
import { aMovement, aRecipe } from '../../support/builders.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startMenu } from '../../support/menu.ts';

describe('a countdown', () => {
  it('goes down with sales, to 86 at nothing', async () => {
    const { app, storeId } = await startMenu();
    const said = await app.mark(storeId, 'SOUP', { state: 'limited', remaining: 3, reason: 'last pot' });
    expect(said.availability).toMatchObject({
      state: 'limited',
      remaining: 3,
      cause: 'hand',
      reason: 'last pot',
    });

    await app.sell(storeId, { SOUP: 1 });
    expect((await app.stock(storeId))['SOUP']!.availability).toMatchObject({
      state: 'limited',
      remaining: 2,
    });
    await app.sell(storeId, { SOUP: 2 });
    expect((await app.stock(storeId))['SOUP']!.availability).toMatchObject({
      state: 'unavailable',
      cause: 'countdown',
      remaining: 0,
    });
  });

  it('oversold is at nothing, and the next limit starts anew', async () => {
    const { app, storeId } = await startMenu();
    await app.mark(storeId, 'SOUP', { state: 'limited', remaining: 2 });
    await app.sell(storeId, { SOUP: 5 });
    expect((await app.stock(storeId))['SOUP']!.availability).toMatchObject({
      state: 'unavailable',
      remaining: 0,
    });
    await app.mark(storeId, 'SOUP', { state: 'limited', remaining: 4 });
    await app.sell(storeId, { SOUP: 1 });
    expect((await app.stock(storeId))['SOUP']!.availability).toMatchObject({
      state: 'limited',
      remaining: 3,
    });
  });

  it('of a component goes down with every dish that takes it, and limits each by what it needs', async () => {
    const { app, storeId } = await startMenu();
    const { itemId } = await app.mark(storeId, 'SAUCE', { state: 'limited', remaining: 2 });
    const stock = await app.stock(storeId);
    const because = [{ itemId, problem: 'limited', left: 2, needed: 0.5 }];
    expect(stock['SALMON-DISH']!.availability).toMatchObject({
      state: 'limited',
      remaining: 4,
      cause: 'recipe',
      because,
    });
    expect(stock['SOUP']!.availability).toMatchObject({ state: 'limited', remaining: 10 });

    await app.sell(storeId, { 'SALMON-DISH': 3, SOUP: 1 });

    const after = await app.stock(storeId);
    expect(after['SAUCE']!.availability).toMatchObject({ remaining: 0.3 });
    expect(after['SALMON-DISH']!.availability).toMatchObject({
      state: 'unavailable',
      because: [{ itemId, problem: 'limited', left: 0.3, needed: 0.5 }],
    });
    expect(after['SOUP']!.availability).toMatchObject({ state: 'limited', remaining: 1 });
  });

  it('is not counted down by waste or by sales that were made before it', async () => {
    const clock = new ManualClock();
    const { app, storeId } = await startMenu({ clock });
    await app.sell(storeId, { SOUP: 1 });
    await app.mark(storeId, 'SOUP', { state: 'limited', remaining: 3 });
    await app.record(storeId, aMovement('waste', 'SOUP', 1));
    // The till was offline: this was sold a quarter of an hour before somebody looked into the pot.
    await app.sell(storeId, { SOUP: 1 }, { soldAt: '2026-03-20T10:45:00Z' });
    expect((await app.stock(storeId))['SOUP']!.availability).toMatchObject({ remaining: 3 });
    // A till that is a few minutes slow does count.
    await app.sell(storeId, { SOUP: 1 }, { soldAt: '2026-03-20T10:52:00Z' });
    expect((await app.stock(storeId))['SOUP']!.availability).toMatchObject({ remaining: 2 });
  });

  it('counts a sale that comes twice once', async () => {
    const { app, storeId } = await startMenu();
    await app.mark(storeId, 'SOUP', { state: 'limited', remaining: 3 });
    const sales = [
      { externalId: 'T1', soldAt: '2026-03-20T11:00:00Z', lines: [{ sku: 'SOUP', quantity: 1 }] },
    ];
    for (let time = 0; time < 3; time++) await app.expectOk('POST', `/stores/${storeId}/sales`, { sales });
    expect((await app.stock(storeId))['SOUP']!.availability).toMatchObject({ remaining: 2 });
  });

  it('until restock ends when the goods are in', async () => {
    const { app, storeId } = await startMenu();
    await app.mark(storeId, 'SALMON', { state: 'limited', remaining: 300, until: 'restock' });
    await app.receive(storeId, { SALMON: 1000 });
    expect((await app.stock(storeId))['SALMON']!.availability).toEqual({ state: 'available' });
  });

  it('is not restated by a recipe that changes afterwards', async () => {
    const { app, storeId } = await startMenu();
    await app.mark(storeId, 'SAUCE', { state: 'limited', remaining: 2 });
    await app.sell(storeId, { 'SALMON-DISH': 1 });
    const { itemId } = (await app.stock(storeId))['SALMON-DISH']!;

    await app.expectOk('PATCH', `/items/${itemId}`, { recipe: aRecipe({ SALMON: 150, SAUCE: 1 }) });
    expect((await app.stock(storeId))['SAUCE']!.availability).toMatchObject({ remaining: 1.5 });
    await app.sell(storeId, { 'SALMON-DISH': 1 });
    expect((await app.stock(storeId))['SAUCE']!.availability).toMatchObject({ remaining: 0.5 });
  });
});
