import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { Item } from '../../../shared/items/item.schema.ts';
import { aDish, anIngredient } from '../../support/builders.ts';
import { csv, sendCsv } from '../../support/csv-upload.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

async function items(app: TestApp): Promise<Record<string, Item>> {
  const { items } = await app.expectOk<{ items: Item[] }>('GET', '/items');
  return Object.fromEntries(items.map((item) => [item.sku, item]));
}

describe('an import', () => {
  it('is a dry run unless it is told to commit', async () => {
    const app = await startTestApp();
    const file = csv('sku,name,unit', 'FLOUR,Flour,g');
    const dry = await sendCsv(app, { kind: 'items', csv: file });
    expect(dry).toMatchObject({
      status: 200,
      body: { committed: false, rows: 1, accepted: 1, rejected: [] },
    });
    expect(await items(app)).toEqual({});

    const committed = await sendCsv(app, { kind: 'items', csv: file, commit: true });
    expect(committed).toMatchObject({
      status: 200,
      body: { committed: true, rows: 1, accepted: 1, rejected: [] },
    });
    expect(await items(app)).toMatchObject({ FLOUR: { name: 'Flour', unit: 'g', stocked: true } });
  });

  it('changes nothing at all where one row is wrong, and says so', async () => {
    const app = await startTestApp();
    const file = csv('sku,name,unit', 'FLOUR,Flour,g', 'SALT,,g');
    const answer = await sendCsv(app, { kind: 'items', csv: file, commit: true });
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      committed: false,
      rows: 2,
      accepted: 1,
      rejected: [{ row: 3, column: 'name', problem: 'is empty; fill it in' }],
      code: 'invalid',
      detail: 'The file has a mistake. Nothing was imported; mend it and send it again.',
      errors: [{ pointer: '/rows/3/name', detail: 'is empty; fill it in' }],
    });
    expect(await items(app)).toEqual({});
  });

  it('takes a restaurant from its items to its sales', async () => {
    const app = await startTestApp();
    const { id: storeId } = await app.createStore();
    const load = async (kind: 'items' | 'recipes' | 'opening-stock' | 'sales', ...lines: string[]) => {
      const answer = await sendCsv(app, { kind, csv: csv(...lines), storeId, commit: true });
      expect(answer.body).toMatchObject({ committed: true, rejected: [] });
      return answer.body;
    };
    await load(
      'items',
      'SKU;Name;Unit;Par Level;Packs',
      'FLOUR;Flour;g;5000,5;bag = 1000',
      'SAUCE;Sauce;ml;;',
      'TOMATO;Tomato;g;;',
      'PIZZA;Pizza;portion;;',
    );
    const recipes = await load(
      'recipes',
      'sku,component_sku,quantity,unit,yield',
      'PIZZA,FLOUR,0.2,kg,',
      'PIZZA,SAUCE,80,,',
      'SAUCE,TOMATO,1500,,1000',
    );
    await load('opening-stock', 'sku,quantity,unit', 'FLOUR,2,bag', 'TOMATO,3,kg');
    const sales = await load(
      'sales',
      'external_id,sold_at,sku,quantity',
      'T1,2026-03-19 19:00,PIZZA,2',
      'T2,2026-03-19T20:00:00Z,PIZZA,1',
      'T1,2026-03-19 19:00,PIZZA,1',
    );
    expect(recipes.notes).toEqual(['Made to order from now on, and not counted: PIZZA, SAUCE.']);
    expect(sales).toMatchObject({ rows: 3, accepted: 3, unchanged: 0 });
    const stock = await app.stock(storeId);
    expect(stock['FLOUR']).toMatchObject({ onHand: 2000 - 4 * 200, counted: true });
    expect(stock['TOMATO']).toMatchObject({ onHand: 3000 - 4 * 120 });
    expect(stock['PIZZA']).toMatchObject({ onHand: null });

    const again = await sendCsv(app, {
      kind: 'sales',
      csv: csv('external_id,sold_at,sku,quantity', 'T2,2026-03-19 21:00,PIZZA,1'),
      storeId,
      commit: true,
    });
    expect(again.body).toMatchObject({ committed: true, accepted: 1, unchanged: 1 });
    expect((await app.stock(storeId))['FLOUR']).toMatchObject({ onHand: 1200 });
  });
});

describe('items from a file', () => {
  it('change what the file says of them, and keep what it leaves out', async () => {
    const app = await startTestApp();
    await app.createItem(anIngredient('FLOUR', { parLevel: 500, category: 'Dry' }));
    await app.createItem(anIngredient('SALT'));
    const file = csv('sku,name,unit,par_level', 'FLOUR,Wheat flour,g,', 'SALT,SALT,g,', 'OIL,Oil,ml,3.5');
    const { body } = await sendCsv(app, { kind: 'items', csv: file, commit: true });
    expect(body).toMatchObject({ rows: 3, accepted: 3, unchanged: 1 });
    expect(await items(app)).toMatchObject({
      FLOUR: { name: 'Wheat flour', parLevel: 500, category: 'Dry', sellable: false },
      OIL: { parLevel: 3.5, sellable: true },
    });
  });
});

describe('recipes from a file', () => {
  it('name the circle they would go in', async () => {
    const app = await startTestApp();
    await app.createItem(anIngredient('A'));
    await app.createItem(aDish('B', { A: 1 }));
    await app.createItem(aDish('C', { B: 1 }));
    const file = csv('sku,component_sku,quantity', 'A,C,1');
    for (const commit of [false, true]) {
      const { body } = await sendCsv(app, { kind: 'recipes', csv: file, commit });
      expect(body).toMatchObject({
        committed: false,
        rejected: [
          { row: 2, column: 'component_sku', problem: '"C" makes the recipes go in a circle: A → C → B → A' },
        ],
      });
    }
    expect((await items(app))['A']).toMatchObject({ recipe: [] });
  });
});

describe('recipes in recipes', () => {
  const chain = (length: number): string[] => Array.from({ length }, (_, n) => `S${n},S${n + 1},1`);
  const NAMES = Array.from({ length: 2_001 }, (_, n) => `S${n},Step ${n},g`);

  it('may nest twenty deep, and are refused in good time beyond that', async () => {
    const app = await startTestApp();
    await sendCsv(app, { kind: 'items', csv: csv('sku,name,unit', ...NAMES), commit: true });
    const load = (length: number) =>
      sendCsv(app, {
        kind: 'recipes',
        csv: csv('sku,component_sku,quantity', ...chain(length)),
        commit: true,
      });
    expect(await load(2_000)).toMatchObject({
      status: 422,
      body: {
        rejected: [
          { row: 2, column: 'sku', problem: '"S0" makes S0 nest more than 20 recipes; join some of them' },
        ],
      },
    });
    expect(await load(20)).toMatchObject({ status: 200 });
    const refused = await app.request<Problem>('POST', '/items', aDish('TOP', { S0: 1 }));
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/recipe', detail: 'makes TOP nest more than 20 recipes' }] },
    });
  });
});

describe('opening stock from a file', () => {
  it('is counted once under one key, whatever was sold since', async () => {
    const app = await startTestApp();
    const { id: storeId } = await app.createStore();
    await app.createItem(anIngredient('FLOUR'));
    const upload = {
      kind: 'opening-stock' as const,
      csv: csv('sku,quantity', 'FLOUR,100'),
      storeId,
      commit: true,
      idempotencyKey: 'opening-1',
    };
    await sendCsv(app, upload);
    const movements = [{ type: 'waste', sku: 'FLOUR', quantity: 30 }];
    await app.expectOk('POST', `/stores/${storeId}/movements`, { movements });
    expect(await sendCsv(app, upload)).toMatchObject({ status: 200, body: { committed: true, accepted: 1 } });
    expect((await app.stock(storeId))['FLOUR']).toMatchObject({ onHand: 70 });

    const other = await sendCsv(app, { ...upload, csv: csv('sku,quantity', 'FLOUR,101') });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });
});

describe('100,000 rows of sales', () => {
  it('are imported in one go', { timeout: 120_000 }, async () => {
    const app = await startTestApp();
    const { id: storeId } = await app.createStore();
    await app.createItem(anIngredient('DOUGH'));
    await app.createItem(aDish('PIZZA', { DOUGH: 180 }));
    await app.createItem(aDish('CALZONE', { DOUGH: 200.125 }));
    const lines = Array.from({ length: 100_000 }, (_, index) => {
      const ticket = Math.floor(index / 4);
      const minute = String(ticket % 60).padStart(2, '0');
      return `T${ticket},2026-03-19 12:${minute},${index % 4 === 0 ? 'CALZONE' : 'PIZZA'},1`;
    });
    const file = csv('external_id,sold_at,sku,quantity', ...lines);
    const { body } = await sendCsv(app, { kind: 'sales', csv: file, storeId, commit: true });
    expect(body).toMatchObject({ committed: true, rows: 100_000, accepted: 100_000, rejected: [] });
    expect((await app.stock(storeId))['DOUGH']).toMatchObject({ onHand: -(75_000 * 180 + 25_000 * 200.125) });
    const { rows } = await app.database.pool.query('select count(*) as sales from sale');
    expect(rows).toEqual([{ sales: 25_000 }]);
  });
});
