import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verifyDatabase } from '../../../server/settlement/verify.service.ts';
import { aRecipe } from '../../support/builders.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { ModelStore, type Items } from './model.ts';
import { SKUS, someItems, someSteps, type Kitchens } from './model-steps.ts';

/** How long new sequences are tried; each ends with a look at everything. */
const TIME_LIMIT_MS = 20_000;

async function open(app: TestApp, clock: ManualClock, items: Items): Promise<Kitchens> {
  // Only here, where the database is used again and again, is what can never be deleted.
  await app.database.pool.query(
    `set session_replication_role = replica; truncate store, item cascade; reset session_replication_role`,
  );
  clock.set('2026-03-20T11:00:00Z');
  const kitchens: Kitchens = { app, clock, items, ids: new Map(), stores: [] };
  for (let n = 0; n < 2; n++) {
    kitchens.stores.push({ id: (await app.createStore()).id, model: new ModelStore(() => kitchens.items) });
  }
  for (const sku of SKUS) {
    const { recipe, stocked, yield: recipeYield } = items[sku]!;
    const item = { sku, name: sku, unit: 'each', stocked, recipe: aRecipe(recipe), recipeYield };
    kitchens.ids.set(sku, (await app.createItem(item)).id);
  }
  return kitchens;
}

async function expectSame({ app, stores }: Kitchens): Promise<void> {
  for (const { id, model } of stores) {
    const stock = Object.values(await app.stock(id));
    const found = stock.map(({ sku, onHand, counted, availability: { state, remaining } }) => ({
      sku,
      counted,
      ...(onHand !== null && { onHand }),
      availability: { state, ...(remaining !== undefined && { remaining }) },
    }));
    const expected = stock.map(({ sku, onHand }) => ({
      sku,
      counted: model.isCounted(sku),
      ...(onHand !== null && { onHand: model.onHand(sku).toNumber() }),
      availability: model.availability(sku),
    }));
    expect(found).toEqual(expected);
  }
}

it('whatever happens, stock and availability are what a plain model says', { timeout: 180_000 }, async () => {
  const clock = new ManualClock();
  const app = await startTestApp({ clock });
  const property = fc.asyncProperty(someItems, someSteps, async (items, steps) => {
    const kitchens = await open(app, clock, { ...items });
    for (const step of steps) {
      await step(kitchens);
      await expectSame(kitchens);
    }
    expect((await verifyDatabase(app.database.db)).differences).toEqual([]);
  });
  await fc.assert(property, { numRuns: 60, interruptAfterTimeLimit: TIME_LIMIT_MS });
});
