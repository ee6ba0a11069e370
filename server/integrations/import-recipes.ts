import { isDeepStrictEqual } from 'node:util';
import type { Item, RecipeLine } from '../../shared/items/item.schema.ts';
import { findCycle, findTooDeep, MAX_DEPTH, type RecipeNode } from '../items/recipe-graph.ts';
import { toStockUnit } from '../items/units.ts';
import type { CsvRow } from './csv-table.ts';
import type { ItemPlan } from './import-items.ts';
import type { ProblemList } from './problem-list.ts';
import { RowReader, type RowContext } from './row-reader.ts';

/** One component of one recipe. */
export interface RecipeRow {
  row: number;
  sku: string;
  component: string;
  quantity: number;
  unit: string | undefined;
  recipeYield: number | undefined;
  stocked: boolean | undefined;
}

const MAX_LINES = 200;
const MAX_TOLD = 20;
const MAX_YIELD = 1_000_000;

export function readRecipeRow(csv: CsvRow, context: RowContext): RecipeRow | undefined {
  const reader = new RowReader(csv, context);
  const fields = {
    sku: reader.required('sku'),
    component: reader.required('component_sku'),
    quantity: reader.positiveQuantity('quantity'),
    unit: reader.text('unit'),
    recipeYield: reader.quantity('yield'),
    stocked: reader.yesNo('stocked'),
  };
  if (fields.recipeYield === 0 || (fields.recipeYield ?? 0) > MAX_YIELD)
    reader.refuse(
      'yield',
      `"${fields.recipeYield}" is not between 0.001 and ${MAX_YIELD}; say what one batch makes`,
    );
  return reader.ok ? ({ row: csv.row, ...fields } as RecipeRow) : undefined;
}

/** Replaces the recipe of every item that the rows name; other recipes stay. */
export function planRecipes(
  rows: readonly RecipeRow[],
  existing: ReadonlyMap<string, Item>,
  problems: ProblemList,
): ItemPlan {
  const rowsOf = Map.groupBy(rows, ({ sku }) => sku);
  const planned = new Map<string, Item>();
  for (const [sku, lines] of rowsOf) {
    const item = existing.get(sku);
    if (item) planned.set(sku, withRecipe(item, lines, existing, problems));
    else problems.add(lines[0]!.row, 'sku', `"${sku}" is no item's SKU; import the items first`);
  }
  refuseTangles(planned, rowsOf, existing, problems);
  const plan: ItemPlan = { items: [], unchanged: 0, notes: [] };
  for (const [sku, item] of planned) {
    if (isDeepStrictEqual(item, existing.get(sku))) plan.unchanged += rowsOf.get(sku)!.length;
    else plan.items.push(item);
  }
  const madeToOrder = plan.items.filter(({ sku, stocked }) => !stocked && existing.get(sku)!.stocked);
  if (madeToOrder.length > 0)
    plan.notes.push(
      `Made to order from now on, and not counted: ${listOf(madeToOrder.map(({ sku }) => sku))}.`,
    );
  return plan;
}

function listOf(skus: readonly string[]): string {
  const rest = skus.length - MAX_TOLD;
  return skus.slice(0, MAX_TOLD).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function withRecipe(
  item: Item,
  rows: readonly RecipeRow[],
  existing: ReadonlyMap<string, Item>,
  problems: ProblemList,
): Item {
  if (rows.length > MAX_LINES)
    problems.add(
      rows[MAX_LINES]!.row,
      'sku',
      `"${item.sku}" has more than ${MAX_LINES} components; make some a recipe of their own`,
    );
  const isFirst = item.recipe.length === 0 && item.parLevel === null && item.reorderPoint === null;
  return {
    ...item,
    recipe: recipeOf(rows, existing, problems),
    recipeYield: agreed(rows, 'recipeYield', 'yield', problems) ?? 1,
    stocked: agreed(rows, 'stocked', 'stocked', problems) ?? (isFirst ? false : item.stocked),
  };
}

/** What the rows of one recipe say of the whole: those that say something have to say the same. */
function agreed<K extends 'recipeYield' | 'stocked'>(
  rows: readonly RecipeRow[],
  key: K,
  column: string,
  problems: ProblemList,
): RecipeRow[K] {
  const first = rows.find((row) => row[key] !== undefined);
  for (const { row, [key]: value } of rows) {
    if (value === undefined || value === first?.[key]) continue;
    problems.add(
      row,
      column,
      `"${value}" is not what row ${first?.row} says of the same recipe; give it once`,
    );
  }
  return first?.[key];
}

function recipeOf(
  rows: readonly RecipeRow[],
  existing: ReadonlyMap<string, Item>,
  problems: ProblemList,
): RecipeLine[] {
  const rowOf = new Map<string, number>();
  return rows.flatMap(({ row, component, quantity, unit }) => {
    const refuse = (column: string, problem: string): [] => {
      problems.add(row, column, problem);
      return [];
    };
    const item = existing.get(component);
    if (!item) return refuse('component_sku', `"${component}" is no item's SKU; import the items first`);
    const earlier = rowOf.get(component);
    if (earlier !== undefined)
      return refuse(
        'component_sku',
        `"${component}" is in row ${earlier} of this recipe already; add the two up`,
      );
    rowOf.set(component, row);
    const converted = toStockUnit(quantity, unit, item);
    if ('problem' in converted) return refuse('unit', `"${quantity} ${unit}": ${converted.problem}`);
    return [{ sku: component, quantity: converted.quantity }];
  });
}

/** Names each circle at a row that closes it, and recipes in recipes without end. */
function refuseTangles(
  planned: ReadonlyMap<string, Item>,
  rowsOf: ReadonlyMap<string, readonly RecipeRow[]>,
  existing: ReadonlyMap<string, Item>,
  problems: ProblemList,
): void {
  const graph = new Map([...existing, ...planned].map(([sku, item]) => [sku, nodeOf(item)]));
  for (let circle = findCycle(graph); circle; circle = findCycle(graph)) {
    const at = circle.findIndex((sku) => planned.has(sku));
    const [sku = '', component = ''] = circle.slice(at);
    const row = rowsOf.get(sku)!.find((it) => it.component === component)!.row;
    problems.add(
      row,
      'component_sku',
      `"${component}" makes the recipes go in a circle: ${circle.join(' → ')}`,
    );
    graph.delete(sku);
  }
  const tooDeep = findTooDeep(graph);
  if (tooDeep === null) return;
  const [first] = rowsOf.get(tooDeep) ?? [...rowsOf.values()][0]!;
  const problem = `"${first!.sku}" makes ${tooDeep} nest more than ${MAX_DEPTH} recipes; join some of them`;
  problems.add(first!.row, 'sku', problem);
}

function nodeOf({ stocked, recipeYield, recipe }: Item): RecipeNode {
  return {
    stocked,
    yield: recipeYield,
    lines: recipe.map(({ sku, quantity }) => ({ componentId: sku, quantity })),
  };
}
