import type { Importance, ItemInput, RecipeLine } from '../../../shared/items/item.schema.ts';

/** What is bought. Quantities in the stock unit; the shelf life in days, 0 for what keeps. */
export type StockRow = readonly [
  sku: string,
  name: string,
  unit: string,
  pack: string,
  packQuantity: number,
  par: number,
  low: number,
  importance: Importance,
  shelfLifeDays: number,
];

/**
 * What the kitchen makes ahead, `minutes` for a batch: counted like what is bought when it has a par, else only a step of
 * other recipes.
 */
export type PrepRow = readonly [
  sku: string,
  name: string,
  unit: string,
  batch: number,
  minutes: number,
  par: number,
  low: number,
  shelfLifeDays: number,
  recipe: string,
];

/** What is sold. */
export type DishRow = readonly [sku: string, name: string, recipe: string];

/** "mozzarella 110, flour 6 kg, pizza-dough 1": SKU, quantity, and the unit where it is not the stock unit. */
export function readRecipe(words: string): RecipeLine[] {
  return words.split(', ').map((line) => {
    const [sku = '', quantity = '', unit] = line.split(' ');
    return { sku, quantity: Number(quantity), ...(unit !== undefined && { unit }) };
  });
}

export function stockItem(category: string, sold: boolean, row: StockRow): ItemInput {
  const [sku, name, unit, pack, packQuantity, parLevel, reorderPoint, importance, shelfLife] = row;
  return {
    ...{ sku, name, unit, category, importance, parLevel, reorderPoint },
    stocked: true,
    sellable: sold,
    packs: [{ name: pack, quantity: packQuantity }],
    shelfLifeDays: shelfLife || null,
  };
}

export function prepItem(sold: boolean, row: PrepRow): ItemInput {
  const [sku, name, unit, batch, , par, reorderPoint, shelfLife, recipe] = row;
  const stocked = par > 0;
  return {
    ...{ sku, name, unit, stocked, sellable: sold, category: sold ? 'Desserts' : 'Prep' },
    importance: sold ? 'B' : 'A',
    recipe: readRecipe(recipe),
    recipeYield: batch,
    ...(stocked && { parLevel: par, reorderPoint, shelfLifeDays: shelfLife }),
  };
}

export function dishItem(category: string, [sku, name, recipe]: DishRow): ItemInput {
  return { sku, name, unit: 'portion', category, stocked: false, sellable: true, recipe: readRecipe(recipe) };
}
