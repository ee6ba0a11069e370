import { stringify } from 'csv-stringify/sync';
import type { ItemInput } from '../../shared/items/item.schema.ts';

/** Items as an import takes them; their recipes are a file of their own. */
export function toItemsCsv(items: readonly ItemInput[]): string {
  const rows = items.map((item) => ({
    sku: item.sku,
    name: item.name,
    unit: item.unit,
    category: item.category,
    importance: item.importance,
    sellable: yesNo(item.sellable),
    stocked: yesNo(item.stocked),
    par_level: item.parLevel,
    reorder_point: item.reorderPoint,
    shelf_life_days: item.shelfLifeDays,
    packs: item.packs?.map(({ name, quantity }) => `${name} = ${quantity}`).join(' | '),
  }));
  return stringify(rows, { header: true });
}

/** The recipes of those items that have one. */
export function toRecipesCsv(items: readonly ItemInput[]): string {
  const rows = items.flatMap(({ sku, recipe = [], recipeYield, stocked }) =>
    recipe.map(({ sku: component_sku, quantity, unit }) => ({
      ...{ sku, component_sku, quantity, unit },
      yield: recipeYield,
      stocked: yesNo(stocked),
    })),
  );
  return stringify(rows, { header: true });
}

function yesNo(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? 'yes' : 'no';
}
