import { stringify } from 'csv-stringify/sync';
import { expect, test } from 'vitest';
import { Session } from '../../../client/identity/session.svelte.ts';
import { DEMO_FILES, importDemoKitchen } from '../../../client/integrations/demo-kitchen.ts';
import { ITEMS } from '../../../server/demo/restaurant/restaurant.ts';
import { IMPORT_COLUMNS, type ImportKind } from '../../../shared/integrations/import.schema.ts';

const answered = (yes: boolean | undefined): string => (yes ? 'yes' : 'no');

const ROWS = {
  items: ITEMS.map(({ packs = [], ...item }) => ({
    ...item,
    sellable: answered(item.sellable),
    stocked: answered(item.stocked),
    par_level: item.parLevel,
    reorder_point: item.reorderPoint,
    shelf_life_days: item.shelfLifeDays,
    packs: packs.map(({ name, quantity }) => `${name} = ${quantity}`).join(' | '),
  })),
  recipes: ITEMS.flatMap(({ sku, recipe = [], recipeYield, stocked }) =>
    recipe.map((line) => ({
      ...{ sku, component_sku: line.sku, quantity: line.quantity, unit: line.unit },
      ...{ yield: recipeYield, stocked: answered(stocked) },
    })),
  ),
  'opening-stock': ITEMS.filter(({ stocked }) => stocked).map(({ sku, parLevel }) => ({
    sku,
    quantity: parLevel,
  })),
};

type Kind = keyof typeof ROWS;

test.each(DEMO_FILES)('the file of $kind says what the restaurant of the demo has', async ({ kind }) => {
  const columns = IMPORT_COLUMNS[kind].map(({ name }) => name);
  const rows: object[] = ROWS[kind as Kind];
  const file = stringify(rows, { header: true, columns });
  expect(rows.length).toBeGreaterThan(50);
  // Written anew by `npx vitest run --project client -u` when the restaurant changes.
  await expect(file).toMatchFileSnapshot(`../../../client/integrations/demo-kitchen/${kind}.csv`);
});

const read = (address: string): Promise<Response> => Promise.resolve(new Response(address));

test('the kitchen of the demo goes in file by file, for good', async () => {
  const sent: [string, ImportKind, string][] = [];
  const session = new Session(async (path, { body }) => {
    const form = body as FormData;
    const file = form.get('file') as File;
    sent.push([path, form.get('kind') as ImportKind, await file.text()]);
    return new Response('{}');
  });
  await importDemoKitchen(session, read);
  expect(sent).toEqual(DEMO_FILES.map(({ kind, address }) => ['/api/v1/imports?commit=true', kind, address]));
});

test('what the server refuses ends it, and is told', async () => {
  let asked = 0;
  const session = new Session(() => {
    asked++;
    return Promise.resolve(new Response('{"code":"unavailable"}', { status: 503 }));
  });
  await expect(importDemoKitchen(session, read)).rejects.toMatchObject({ code: 'unavailable' });
  expect(asked).toBe(1);
  await expect(importDemoKitchen(session, () => Promise.reject(new Error('cut')))).rejects.toMatchObject({
    code: 'unreachable',
  });
});
