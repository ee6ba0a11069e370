import { aDish, anIngredient } from './builders.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app.ts';

/**
 * A store that serves salmon (150 g each, with 0.5 portions of sauce) and soup (0.2 portions of sauce and salt, which
 * nobody ever counted). Sauce is made to order from cream, 400 g for four portions.
 */
export async function startMenu(options: TestAppOptions = {}): Promise<{ app: TestApp; storeId: string }> {
  const app = await startTestApp(options);
  const { id: storeId } = await app.createStore();
  await createMenu(app);
  return { app, storeId };
}

export async function createMenu(app: TestApp): Promise<void> {
  for (const sku of ['SALMON', 'CREAM', 'SALT']) await app.createItem(anIngredient(sku));
  await app.createItem(aDish('SAUCE', { CREAM: 400 }, { recipeYield: 4, sellable: false }));
  await app.createItem(aDish('SALMON-DISH', { SALMON: 150, SAUCE: 0.5 }));
  await app.createItem(aDish('SOUP', { SAUCE: 0.2, SALT: 2 }));
}
