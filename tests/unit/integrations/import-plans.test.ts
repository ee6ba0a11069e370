import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findColumns } from '../../../server/integrations/csv-columns.ts';
import { planItems, readItem } from '../../../server/integrations/import-items.ts';
import { toItemsCsv, toRecipesCsv } from '../../../server/integrations/items-csv.ts';
import { planRecipes, readRecipeRow } from '../../../server/integrations/import-recipes.ts';
import { ProblemList } from '../../../server/integrations/problem-list.ts';
import { rowContext, type RowContext } from '../../../server/integrations/row-reader.ts';
import { withDefaults } from '../../../server/items/items.service.ts';
import { IMPORT_COLUMNS, type ImportKind } from '../../../shared/integrations/import.schema.ts';
import type { Item, ItemInput } from '../../../shared/items/item.schema.ts';
import type { CsvRow } from '../../../server/integrations/csv-table.ts';
import { aDish, anIngredient } from '../../support/builders.ts';
import { tableOf } from '../../support/csv-table.ts';

async function rowsOf<T>(
  kind: ImportKind,
  lines: string[],
  read: (row: CsvRow, context: RowContext) => T | undefined,
): Promise<{ rows: T[]; problems: ProblemList }> {
  const table = await tableOf(...lines);
  const columns = findColumns(IMPORT_COLUMNS[kind], table);
  if ('mistakes' in columns) throw new Error(JSON.stringify(columns.mistakes));
  const problems = new ProblemList();
  const context = rowContext(table, columns, problems);
  return { rows: table.rows.flatMap((row) => read(row, context) ?? []), problems };
}

const existing = (...inputs: ItemInput[]): Map<string, Item> =>
  new Map(inputs.map((input) => [input.sku, withDefaults(input, `id of ${input.sku}`)]));

const create = (input: ItemInput): Item => withDefaults(input, 'new id');

describe('a row of items', () => {
  it('says everything there is to say of an item', async () => {
    const { rows, problems } = await rowsOf(
      'items',
      [
        'SKU;Name;Unit;Category;Importance;Sellable;Stocked;Par level;Reorder point;Shelf-life days;Packs',
        'MILK;Milk;ml;Dairy;a;no;yes;12.000,5;5000,25;7;case = 12000 | bottle = 1000',
        'MILK;Milk;ml;Dairy;a;no;yes;12000,5;5000,25;7;case = 12000 | bottle = 1000',
      ],
      readItem,
    );
    expect(problems.told).toMatchObject([{ row: 2, column: 'par_level' }]);
    expect(rows.map(({ input }) => input)).toEqual([
      {
        ...{ sku: 'MILK', name: 'Milk', unit: 'ml', category: 'Dairy', importance: 'A' },
        ...{ sellable: false, stocked: true, parLevel: 12000.5, reorderPoint: 5000.25, shelfLifeDays: 7 },
        packs: [
          { name: 'bottle', quantity: 1000 },
          { name: 'case', quantity: 12000 },
        ],
      },
    ]);
  });

  it.each([
    ['importance', 'Z'],
    ['sellable', 'maybe'],
    ['par_level', '-1'],
    ['par_level', '1.2345'],
    ['shelf_life_days', '0'],
    ['shelf_life_days', '5000'],
    ['packs', 'case'],
    ['packs', 'case = 0'],
    ['packs', 'case = 6 | case = 12'],
    ['category', 'x'.repeat(61)],
    ['name', 'x'.repeat(121)],
  ])('is refused at %s for %j, which the report quotes', async (column, value) => {
    const cells: Record<string, string> = { sku: 'MILK', name: 'Milk', unit: 'ml', [column]: value };
    const lines = [Object.keys(cells).join(), Object.values(cells).join()];
    const { rows, problems } = await rowsOf('items', lines, readItem);
    expect(rows).toEqual([]);
    expect(problems.told).toMatchObject([{ row: 2, column }]);
    expect(problems.told[0]!.problem).toContain(`"${value.split(' ')[0]!.slice(0, 50)}`);
  });
});

describe('a plan of items', () => {
  it('counts what is there already, keeps what the file leaves out, and takes a SKU once', async () => {
    const items = existing(anIngredient('SALT'), anIngredient('MILK', { unit: 'ml', parLevel: 5 }));
    const lines = ['sku,name,unit', 'SALT,SALT,g', 'MILK,Whole milk,ml', 'EGG,Egg,each', 'EGG,Eggs,each'];
    const { rows, problems } = await rowsOf('items', lines, readItem);
    const plan = planItems(rows, items, create, problems);
    expect(plan.unchanged).toBe(1);
    expect(plan.items).toMatchObject([
      { id: 'id of MILK', name: 'Whole milk', parLevel: 5, sellable: false },
      { id: 'new id', sku: 'EGG', stocked: true, sellable: true },
    ]);
    expect(problems.told).toMatchObject([{ row: 5, column: 'sku' }]);
  });
});

describe('a plan of recipes', () => {
  const HEADER = 'sku,component_sku,quantity,unit,yield,stocked';
  const plan = async (items: Map<string, Item>, ...lines: string[]) => {
    const { rows, problems } = await rowsOf('recipes', [HEADER, ...lines], readRecipeRow);
    return { ...planRecipes(rows, items, problems), problems: problems.told };
  };

  it('turns quantities into the stock unit of each component', async () => {
    const items = existing(
      anIngredient('FLOUR'),
      anIngredient('OIL', { unit: 'ml', packs: [{ name: 'tin', quantity: 5000 }] }),
      anIngredient('DOUGH'),
    );
    const { items: planned } = await plan(items, 'DOUGH,FLOUR,0.75,kg,1200,', 'DOUGH,OIL,0.01,tin,,');
    expect(planned).toMatchObject([
      {
        recipe: [
          { sku: 'FLOUR', quantity: 750 },
          { sku: 'OIL', quantity: 50 },
        ],
        recipeYield: 1200,
      },
    ]);
  });

  it('makes an item to order with its first recipe, unless it has a level to hold or the file says otherwise', async () => {
    const items = existing(
      ...[
        anIngredient('FLOUR'),
        anIngredient('PIZZA'),
        anIngredient('CAKE'),
        anIngredient('PIE', { parLevel: 3 }),
      ],
      aDish('BREAD', { FLOUR: 100 }, { stocked: true }),
    );
    const lines = ['PIZZA,FLOUR,1,,,', 'CAKE,FLOUR,1,,,yes', 'PIE,FLOUR,1,,,', 'BREAD,FLOUR,2,,,'];
    const { items: planned, notes } = await plan(items, ...lines);
    expect(Object.fromEntries(planned.map(({ sku, stocked }) => [sku, stocked]))).toEqual({
      ...{ PIZZA: false, CAKE: true, PIE: true, BREAD: true },
    });
    expect(notes).toEqual(['Made to order from now on, and not counted: PIZZA.']);
  });

  it('leaves a recipe alone that is there already', async () => {
    const items = existing(anIngredient('FLOUR'), aDish('PIZZA', { FLOUR: 100 }));
    expect(await plan(items, 'PIZZA,FLOUR,0.1,kg,,')).toEqual({
      items: [],
      unchanged: 1,
      notes: [],
      problems: [],
    });
  });

  it('breaks no circle that the file itself undoes', async () => {
    const items = existing(anIngredient('FLOUR'), aDish('A', { FLOUR: 1 }), aDish('B', { A: 1 }));
    const { problems } = await plan(items, 'A,B,1,,,', 'B,FLOUR,1,,,');
    expect(problems).toEqual([]);
  });
});

describe('items written as CSV', () => {
  const quantity = fc.integer({ min: 1, max: 9_999_999 }).map((thousandths) => thousandths / 1000);
  const word = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() === text);
  const pack = fc.record({ name: fc.stringMatching(/^[a-z]{1,9}$/), quantity });
  const packs = fc
    .uniqueArray(pack, { maxLength: 3, selector: ({ name }) => name })
    .map((found) => found.sort((a, b) => a.quantity - b.quantity));
  const item = fc.record(
    {
      ...{ sku: word, name: word, unit: fc.constantFrom('g', 'each') },
      ...{ importance: fc.constantFrom('A', 'B', 'C'), sellable: fc.boolean(), stocked: fc.boolean() },
      ...{ category: word, parLevel: quantity, shelfLifeDays: fc.integer({ min: 1, max: 3650 }) },
      packs: packs.filter((found) => found.length > 0),
    },
    { requiredKeys: ['sku', 'name', 'unit'] },
  );

  it('are read as they were', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(item as fc.Arbitrary<ItemInput>, { minLength: 1, maxLength: 5 }),
        async (items) => {
          const { rows, problems } = await rowsOf('items', toItemsCsv(items).split('\n'), readItem);
          expect(problems.told).toEqual([]);
          expect(rows.map(({ input }) => input)).toEqual(items);
        },
      ),
    );
  });

  it('have their recipes in a file of their own', async () => {
    const cake = aDish('CAKE', { FLOUR: 200.5, EGG: 2 }, { recipeYield: 12, stocked: true });
    const { rows } = await rowsOf(
      'recipes',
      toRecipesCsv([anIngredient('FLOUR'), cake]).split('\n'),
      readRecipeRow,
    );
    expect(rows).toMatchObject([
      { sku: 'CAKE', component: 'FLOUR', quantity: 200.5, recipeYield: 12, stocked: true },
      { sku: 'CAKE', component: 'EGG', quantity: 2, recipeYield: 12, stocked: true },
    ]);
  });
});
