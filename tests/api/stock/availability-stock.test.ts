import { describe, expect, it } from 'vitest';
import { aMovement, anIngredient } from '../../support/builders.ts';
import { followStore } from '../../support/live-screen.ts';
import { startMenu } from '../../support/menu.ts';

describe('86 by itself', () => {
  it('comes at nothing, takes the dishes off, and goes by itself with the next receipt', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 300, CREAM: 1000 });
    await app.sell(storeId, { 'SALMON-DISH': 2 });
    const gone = await app.stock(storeId);
    expect(gone['SALMON']).toMatchObject({
      onHand: 0,
      status: 'out',
      availability: { state: 'unavailable', cause: 'stock' },
    });
    expect(gone['SALMON-DISH']).toMatchObject({
      status: 'out',
      servings: 0,
      availability: {
        state: 'unavailable',
        cause: 'recipe',
        because: [{ itemId: gone['SALMON']!.itemId, problem: 'short', left: 0, needed: 150 }],
      },
    });

    await app.receive(storeId, { SALMON: 450 });
    const back = await app.stock(storeId);
    expect(back['SALMON']).toMatchObject({ status: 'ok', availability: { state: 'available' } });
    expect(back['SALMON-DISH']).toMatchObject({
      status: 'low',
      servings: 3,
      availability: { state: 'available' },
    });
  });

  it('takes a dish off that needs more than what is left, while the ingredient itself is still there', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 149, CREAM: 1000 });
    const { SALMON, 'SALMON-DISH': dish } = await app.stock(storeId);
    expect(SALMON!.availability).toEqual({ state: 'available' });
    expect(dish!.availability).toMatchObject({ because: [{ problem: 'short', left: 149, needed: 150 }] });
  });

  it('comes also with waste, a low count, a production and a correction', async () => {
    const { app, storeId } = await startMenu();
    await app.createItem(
      anIngredient('GRAVLAX', { stocked: true, recipe: [{ sku: 'SALMON', quantity: 1 }] }),
    );
    const cases = [
      aMovement('waste', 'SALMON', 100),
      aMovement('count', 'SALMON', 0),
      aMovement('production', 'GRAVLAX', 100),
      aMovement('correction', 'SALMON', -100),
    ];
    for (const movement of cases) {
      await app.record(storeId, aMovement('count', 'SALMON', 100));
      expect((await app.stock(storeId))['SALMON']!.availability.state).toBe('available');
      await app.record(storeId, movement);
      expect((await app.stock(storeId))['SALMON']!.availability).toMatchObject({
        state: 'unavailable',
        cause: 'stock',
      });
    }
  });

  it('never comes for what nobody ever counted, however much is sold or used', async () => {
    const { app, storeId } = await startMenu();
    await app.createItem(anIngredient('BRINE', { stocked: true, recipe: [{ sku: 'SALT', quantity: 10 }] }));
    await app.sell(storeId, { SOUP: 5 });
    await app.record(
      storeId,
      aMovement('waste', 'SALT', 1),
      aMovement('production', 'BRINE', 2),
      aMovement('correction', 'SALT', -3),
    );
    const { SALT, SOUP } = await app.stock(storeId);
    expect(SALT).toMatchObject({
      onHand: -34,
      counted: false,
      status: 'out',
      availability: { state: 'available' },
    });
    expect(SOUP).toMatchObject({ availability: { state: 'available' } });
  });

  it('starts with the first count, which then stands', async () => {
    const { app, storeId } = await startMenu();
    await app.sell(storeId, { SOUP: 5 });
    await app.record(storeId, aMovement('count', 'SALT', 1));
    const { SALT, SOUP } = await app.stock(storeId);
    expect(SALT).toMatchObject({ onHand: 1, counted: true });
    expect(SOUP!.availability).toMatchObject({
      state: 'unavailable',
      because: [{ problem: 'short', left: 1, needed: 2 }],
    });
  });

  it('leaves in force what a person said, and shows under it when that ends', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 150, CREAM: 1000 });
    await app.mark(storeId, 'SALMON', { state: 'unavailable', reason: 'smells' });
    await app.record(storeId, aMovement('waste', 'SALMON', 150));
    expect((await app.stock(storeId))['SALMON']!.availability).toMatchObject({
      cause: 'hand',
      reason: 'smells',
    });
    const undone = await app.mark(storeId, 'SALMON', { state: 'available' });
    // Said to be there: so it is, until somebody counts.
    expect(undone.availability).toMatchObject({ state: 'available', cause: 'hand' });
    await app.record(storeId, aMovement('count', 'SALMON', 0));
    expect((await app.stock(storeId))['SALMON']!.availability).toMatchObject({
      state: 'unavailable',
      cause: 'stock',
    });
  });
});

describe('running low', () => {
  it('is told once when the level falls to the reorder point', async () => {
    const { app, storeId } = await startMenu();
    const { itemId } = (await app.stock(storeId))['SALMON']!;
    await app.expectOk('PATCH', `/items/${itemId}`, { reorderPoint: 5000 });
    await app.receive(storeId, { SALMON: 10_000, CREAM: 10_000 });
    const screen = await followStore(await app.url(), storeId);
    await app.record(storeId, aMovement('waste', 'SALMON', 4999));
    expect((await app.stock(storeId))['SALMON']!.status).toBe('ok');
    await app.record(storeId, aMovement('waste', 'SALMON', 1));
    await app.record(storeId, aMovement('waste', 'SALMON', 1));
    await screen.until(() => screen.tables.stock.get(itemId)?.onHand === 4999);
    expect(screen.tables.stock.get(itemId)!.status).toBe('low');
    expect([...screen.tables.notice.values()].filter(({ kind }) => kind === 'low')).toMatchObject([
      { itemId },
    ]);
  });
});
