import { describe, expect, it } from 'vitest';
import type { Item } from '../../../shared/items/item.schema.ts';
import { aDish, anIngredient } from '../../support/builders.ts';
import { startTestApp } from '../../support/test-app.ts';

const NOWHERE = '019c8a4e-0000-7000-8000-000000000000';

interface Page {
  items: Item[];
  nextCursor: string | null;
}

describe('an item', () => {
  it('is kept with everything that was said of it', async () => {
    const app = await startTestApp();
    await app.createItem(anIngredient('TOMATO'));
    const sauce = anIngredient('SAUCE', {
      name: 'Tomato sauce',
      importance: 'A',
      sellable: true,
      stocked: true,
      recipe: [{ sku: 'TOMATO', quantity: 1.5 }],
      recipeYield: 2.5,
      packs: [
        { name: 'jar', quantity: 500 },
        { name: 'bucket', quantity: 5000 },
      ],
      parLevel: 3000,
      reorderPoint: 0.5,
      shelfLifeDays: 4,
    });
    const created = await app.createItem(sauce);
    expect(created).toEqual({ ...sauce, id: created.id, version: 1 });
    expect(await app.expectOk('GET', `/items/${created.id}`)).toEqual(created);
  });

  it('is counted where it has no recipe, and made to order where it has one', async () => {
    const app = await startTestApp();
    const defaults = {
      category: '',
      importance: 'B',
      sellable: true,
      recipeYield: 1,
      packs: [],
      parLevel: null,
      reorderPoint: null,
      shelfLifeDays: null,
    };
    const water = await app.createItem({ sku: 'WATER', name: 'Water', unit: 'each' });
    expect(water).toMatchObject({ ...defaults, stocked: true, recipe: [] });
    const spritz = await app.createItem({
      sku: 'SPRITZ',
      name: 'Spritz',
      unit: 'each',
      recipe: [{ sku: 'WATER', quantity: 1 }],
    });
    expect(spritz).toMatchObject({ ...defaults, stocked: false });
  });

  it('is listed page by page, in the order of its SKU', async () => {
    const app = await startTestApp();
    for (const sku of ['C', 'A', 'B']) await app.createItem(anIngredient(sku));
    const first = await app.expectOk<Page>('GET', '/items?limit=2');
    expect(first.items.map(({ sku }) => sku)).toEqual(['A', 'B']);
    const rest = await app.expectOk<Page>('GET', `/items?limit=2&cursor=${first.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ sku: 'C' }], nextCursor: null });
  });

  it('cannot take a SKU that is in use', async () => {
    const app = await startTestApp();
    await app.createItem(anIngredient('SALT', { name: 'Sea salt' }));
    expect(await app.request('POST', '/items', anIngredient('SALT'))).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: 'SKU SALT is already used by Sea salt.' },
    });
  });

  it('takes a SKU once, however many ask for it at the same time', async () => {
    const app = await startTestApp();
    const asked = Array.from({ length: 8 }, () => app.request('POST', '/items', anIngredient('SALT')));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
  });

  it.each([
    [
      {
        packs: [
          { name: 'case', quantity: 12 },
          { name: 'case', quantity: 24 },
        ],
      },
      '/packs/1/name',
      'SALT: case is listed twice; keep one',
    ],
    [{ packs: [{ name: 'case', quantity: 0 }] }, '/packs/0/quantity', 'must be >= 0.001, not 0'],
    [{ importance: 'D' }, '/importance', 'must be one of A, B, C, not "D"'],
    [{ shelfLifeDays: 0 }, '/shelfLifeDays', 'must be integer or null, not 0'],
    [{ recipeYield: 1e-9 }, '/recipeYield', 'must be >= 0.001, not 1e-9'],
    [{ colour: 'white' }, '/colour', 'is not a known field; remove it'],
  ])('is refused with %o', async (wrong, pointer, detail) => {
    const app = await startTestApp();
    const { id } = await app.createItem(anIngredient('SALT'));
    const created = await app.request('POST', '/items', { ...anIngredient('SALT2'), ...wrong });
    expect(created).toMatchObject({
      status: 422,
      body: { errors: [{ pointer, detail: detail.replace('SALT', 'SALT2') }] },
    });
    const patched = await app.request('PATCH', `/items/${id}`, wrong);
    expect(patched).toMatchObject({ status: 422, body: { errors: [{ pointer, detail }] } });
  });

  it('that does not exist is said not to', async () => {
    const app = await startTestApp();
    expect((await app.request('GET', `/items/${NOWHERE}`)).status).toBe(404);
    expect((await app.request('PATCH', `/items/${NOWHERE}`, { name: 'X' })).status).toBe(404);
  });

  it('cannot change its SKU or be changed by nothing', async () => {
    const app = await startTestApp();
    const { id } = await app.createItem(anIngredient('SALT'));
    for (const patch of [{ sku: 'PEPPER' }, {}])
      expect((await app.request('PATCH', `/items/${id}`, patch)).status).toBe(422);
  });
});

describe('the ETag of an item', () => {
  it('changes with every change, and lets only the newest be changed', async () => {
    const app = await startTestApp();
    const created = await app.request<Item>('POST', '/items', anIngredient('SALT'));
    const path = `/items/${created.body.id}`;
    expect(created.headers['etag']).toBe('"1"');
    expect((await app.request('GET', path)).headers['etag']).toBe('"1"');

    const changed = await app.request('PATCH', path, { name: 'Sea salt' }, { 'if-match': '"1"' });
    expect(changed).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { name: 'Sea salt', version: 2 },
    });

    const late = await app.request('PATCH', path, { name: 'Rock salt' }, { 'if-match': '"1"' });
    expect(late).toMatchObject({
      status: 412,
      body: { code: 'precondition-failed', detail: 'Sea salt was changed meanwhile; load it again.' },
    });
    expect(await app.expectOk('GET', path)).toMatchObject({ name: 'Sea salt' });
  });

  it('lets one of two who change at the same time win', async () => {
    const app = await startTestApp();
    const { id } = await app.createItem(anIngredient('SALT'));
    const change = (name: string) => app.request('PATCH', `/items/${id}`, { name }, { 'if-match': '"1"' });
    const statuses = (await Promise.all(['A', 'B', 'C'].map(change))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 412, 412]);
  });

  it('is optional, and may be "whatever there is" or weak', async () => {
    const app = await startTestApp();
    const { id } = await app.createItem(anIngredient('SALT'));
    for (const headers of [{}, { 'if-match': '*' }, { 'if-match': 'W/"3"' }])
      expect((await app.request('PATCH', `/items/${id}`, { name: 'Salt' }, headers)).status).toBe(200);
    const odd = await app.request('PATCH', `/items/${id}`, { name: 'Salt' }, { 'if-match': 'three' });
    expect(odd).toMatchObject({
      status: 400,
      body: { detail: 'If-Match must be the ETag of the item, not three.' },
    });
  });
});

describe('a change of an item', () => {
  it('keeps what is not named', async () => {
    const app = await startTestApp();
    await app.createItem(anIngredient('DOUGH'));
    const pizza = await app.createItem(aDish('PIZZA', { DOUGH: 180 }, { parLevel: 5 }));
    const changed = await app.expectOk('PATCH', `/items/${pizza.id}`, {
      category: 'Specials',
      parLevel: null,
    });
    expect(changed).toEqual({ ...pizza, category: 'Specials', parLevel: null, version: 2 });
  });

  it.each([0.001, 0.003, 0.007, 1.005, 12.345, 4_299.003, 9_999_999.999])(
    'to a level of %s is answered as it was sent',
    async (level) => {
      const app = await startTestApp();
      const { id } = await app.createItem(anIngredient('SALT'));
      const levels = { parLevel: level, reorderPoint: level };
      expect(await app.expectOk('PATCH', `/items/${id}`, levels)).toMatchObject(levels);
    },
  );

  it('of the reorder point shows in every store at once', async () => {
    const app = await startTestApp();
    const stores = [await app.createStore(), await app.createStore()];
    const { id } = await app.createItem(anIngredient('SALT'));
    for (const store of stores) await app.receive(store.id, { SALT: 10 });
    await app.expectOk('PATCH', `/items/${id}`, { reorderPoint: 10 });
    for (const store of stores) expect((await app.stock(store.id))['SALT']).toMatchObject({ status: 'low' });
  });
});
