import { describe, expect, it } from 'vitest';
import { aDish, anIngredient, aRecipe, aSale } from '../../support/builders.ts';
import { startTestApp } from '../../support/test-app.ts';

describe('a recipe', () => {
  it('that goes in a circle is refused by name, and nothing of it is kept', async () => {
    const app = await startTestApp();
    await app.createItem(anIngredient('FLOUR'));
    const starter = await app.createItem(aDish('STARTER', { FLOUR: 1 }));
    await app.createItem(aDish('DOUGH', { STARTER: 1 }));
    await app.createItem(aDish('BREAD', { DOUGH: 1 }));

    const answer = await app.request('PATCH', `/items/${starter.id}`, {
      name: 'Old dough',
      recipe: aRecipe({ BREAD: 1 }),
    });

    expect(answer).toMatchObject({
      status: 422,
      body: {
        errors: [
          {
            pointer: '/recipe',
            detail: expect.stringMatching(
              /^goes in a circle: (STARTER → BREAD → DOUGH → STARTER|BREAD → DOUGH → STARTER → BREAD|DOUGH → STARTER → BREAD → DOUGH)$/,
            ) as string,
          },
        ],
      },
    });
    expect(await app.expectOk('GET', `/items/${starter.id}`)).toEqual(starter);
  });

  it('that names its own item is the smallest circle', async () => {
    const app = await startTestApp();
    const { id } = await app.createItem(anIngredient('DOUGH'));
    const answer = await app.request('PATCH', `/items/${id}`, { recipe: aRecipe({ DOUGH: 1 }) });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/recipe/0/sku', detail: 'DOUGH: goes in a circle: DOUGH → DOUGH' }] },
    });
    const created = await app.request('POST', '/items', aDish('CAKE', { CAKE: 1 }));
    expect(created).toMatchObject({
      status: 422,
      body: { errors: [{ detail: 'CAKE: goes in a circle: CAKE → CAKE' }] },
    });
  });

  it('with unknown, doubled or unconvertible components names each of them', async () => {
    const app = await startTestApp();
    await app.createItem(anIngredient('OIL', { unit: 'ml' }));
    const recipe = [
      { sku: 'OIL', quantity: 1 },
      { sku: 'GOLD', quantity: 1 },
      { sku: 'OIL', quantity: 2 },
    ];
    expect(await app.request('POST', '/items', { ...aDish('PIZZA', {}), recipe })).toMatchObject({
      status: 422,
      body: {
        detail: '2 mistakes',
        errors: [
          { pointer: '/recipe/1/sku', detail: 'PIZZA: no item has SKU GOLD' },
          { pointer: '/recipe/2/sku', detail: 'PIZZA: OIL is listed twice; add the two up' },
        ],
      },
    });
    const inKilos = { ...aDish('PIZZA', {}), recipe: [{ sku: 'OIL', quantity: 1, unit: 'kg' }] };
    expect(await app.request('POST', '/items', inKilos)).toMatchObject({
      status: 422,
      body: {
        errors: [{ pointer: '/recipe/0/unit', detail: 'PIZZA: OIL: kg cannot be turned into ml; use ml' }],
      },
    });
  });

  it('may name any convertible unit or pack, and is kept in the stock unit', async () => {
    const app = await startTestApp();
    await app.createItem(anIngredient('FLOUR', { packs: [{ name: 'bag', quantity: 25_000 }] }));
    const recipe = [{ sku: 'FLOUR', quantity: 0.01, unit: 'bag' }];
    const { recipe: kept } = await app.createItem(aDish('LOAF', {}, { recipe }));
    expect(kept).toEqual([{ sku: 'FLOUR', quantity: 250 }]);
  });

  it('keeps the order in which it was written', async () => {
    const app = await startTestApp();
    for (const sku of ['A', 'B', 'C']) await app.createItem(anIngredient(sku));
    const { recipe } = await app.createItem(aDish('DISH', { C: 1, A: 2, B: 3 }));
    expect(recipe.map(({ sku }) => sku)).toEqual(['C', 'A', 'B']);
  });

  it('takes what is nested, by its yield, from stock', async () => {
    const app = await startTestApp();
    const { id } = await app.createStore();
    for (const sku of ['TOMATO', 'DOUGH']) await app.createItem(anIngredient(sku));
    await app.createItem(aDish('SAUCE', { TOMATO: 1000 }, { recipeYield: 3, sellable: false }));
    await app.createItem(aDish('PIZZA', { DOUGH: 180, SAUCE: 0.5 }));
    await app.receive(id, { TOMATO: 10_000, DOUGH: 10_000 });

    await app.expectOk('POST', `/stores/${id}/sales`, { sales: [aSale({ PIZZA: 2 })] });

    const { TOMATO, DOUGH } = await app.stock(id);
    expect(DOUGH).toMatchObject({ onHand: 9_640 });
    // A third of a batch: 333.333 to the thousandth.
    expect(TOMATO).toMatchObject({ onHand: 9_666.667 });
  });

  it('when changed, takes the new components from then on, and leaves the past alone', async () => {
    const app = await startTestApp();
    const { id } = await app.createStore();
    for (const sku of ['BEEF', 'TOFU']) await app.createItem(anIngredient(sku));
    const burger = await app.createItem(aDish('BURGER', { BEEF: 150 }));
    await app.receive(id, { BEEF: 1000, TOFU: 1000 });
    const sell = () => app.expectOk('POST', `/stores/${id}/sales`, { sales: [aSale({ BURGER: 1 })] });

    await sell();
    await app.expectOk('PATCH', `/items/${burger.id}`, { recipe: aRecipe({ TOFU: 120 }) });
    await sell();

    const { BEEF, TOFU } = await app.stock(id);
    expect([BEEF!.onHand, TOFU!.onHand]).toEqual([850, 880]);
  });

  it('when changed, decides anew what can be served', async () => {
    const app = await startTestApp();
    const { id } = await app.createStore();
    for (const sku of ['BEEF', 'TOFU']) await app.createItem(anIngredient(sku));
    const burger = await app.createItem(aDish('BURGER', { BEEF: 150 }));
    await app.receive(id, { BEEF: 100, TOFU: 1000 });
    expect((await app.stock(id))['BURGER']).toMatchObject({
      availability: { state: 'unavailable', cause: 'recipe' },
    });

    await app.expectOk('PATCH', `/items/${burger.id}`, { recipe: aRecipe({ TOFU: 120 }) });

    expect((await app.stock(id))['BURGER']).toMatchObject({
      availability: { state: 'available' },
      servings: 8,
    });
  });
});
