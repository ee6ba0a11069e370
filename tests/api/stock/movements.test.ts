import { describe, expect, it } from 'vitest';
import type { Movement, MovementInput } from '../../../shared/stock/movement.schema.ts';
import { aDish, aMovement, anIngredient } from '../../support/builders.ts';
import { startMenu } from '../../support/menu.ts';

const HOURS_25 = '2026-03-21T12:00:00Z';

describe('a movement', () => {
  it.each<[MovementInput['type'], number, number]>([
    ['waste', 30, 70],
    ['count', 80, 80],
    ['count', 0, 0],
    ['return', 5, 105],
    ['correction', 5, 105],
    ['correction', -5, 95],
    ['production', 20, 120],
  ])('of type %s, %d of 100 on hand, makes it %d', async (type, quantity, onHand) => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 100 });
    const [movement] = await app.record(storeId, aMovement(type, 'SALMON', quantity, { reason: 'why' }));
    expect((await app.stock(storeId))['SALMON']!.onHand).toBe(onHand);
    expect(movement).toMatchObject({ type, sku: 'SALMON', quantity: onHand - 100, reason: 'why' });
    expect(movement).toMatchObject({
      at: '2026-03-20T11:00:00.000Z',
      recordedAt: '2026-03-20T11:00:00.000Z',
    });
    expect(movement!.counted).toBe(type === 'count' ? quantity : undefined);
  });

  it('may name a pack or another unit, and its own time', async () => {
    const { app, storeId } = await startMenu();
    await app.createItem(anIngredient('FLOUR', { packs: [{ name: 'bag', quantity: 25_000 }] }));
    await app.receive(storeId, { FLOUR: 100_000 });
    await app.record(
      storeId,
      aMovement('waste', 'FLOUR', 1, { unit: 'bag' }),
      aMovement('waste', 'FLOUR', 2.5, { unit: 'kg', at: '2026-03-20T07:00:00Z' }),
    );
    const { itemId, onHand } = (await app.stock(storeId))['FLOUR']!;
    expect(onHand).toBe(72_500);
    const { items } = await app.expectOk<{ items: Movement[] }>(
      'GET',
      `/stores/${storeId}/stock/${itemId}/movements?limit=2`,
    );
    expect(items).toMatchObject([{ quantity: -2500, at: '2026-03-20T07:00:00.000Z' }, { quantity: -25_000 }]);
  });

  it('count sees what came before it in the same request', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 100 });
    const moved = await app.record(
      storeId,
      aMovement('waste', 'SALMON', 10),
      aMovement('count', 'SALMON', 85),
      aMovement('correction', 'SALMON', 1),
      aMovement('count', 'SALMON', 90),
    );
    expect(moved.map(({ quantity }) => quantity)).toEqual([-10, -5, 1, 4]);
    expect((await app.stock(storeId))['SALMON']!.onHand).toBe(90);
  });

  it('waste of a dish takes what it is made of', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 1000, CREAM: 1000 });
    const moved = await app.record(storeId, aMovement('waste', 'SALMON-DISH', 2, { reason: 'dropped' }));
    expect(moved.map(({ sku, quantity }) => [sku, quantity]).sort()).toEqual([
      ['CREAM', -100],
      ['SALMON', -300],
    ]);
    expect(new Set(moved.map(({ sourceId }) => sourceId)).size).toBe(1);
    const { SALMON, CREAM } = await app.stock(storeId);
    expect([SALMON!.onHand, CREAM!.onHand]).toEqual([700, 900]);
  });

  it('production takes the recipe, by its yield, and brings what was made', async () => {
    const { app, storeId } = await startMenu();
    const recipe = [
      { sku: 'SAUCE', quantity: 2 },
      { sku: 'SALT', quantity: 1 },
    ];
    await app.createItem(anIngredient('PIE', { unit: 'each', stocked: true, recipe, recipeYield: 3 }));
    await app.receive(storeId, { CREAM: 1000 });
    await app.record(storeId, aMovement('production', 'PIE', 4));
    const { PIE, CREAM, SALT } = await app.stock(storeId);
    // Four pies are 4/3 of a batch: 8/3 portions of sauce, each with 100 g of cream.
    expect([PIE!.onHand, CREAM!.onHand, SALT!.onHand]).toEqual([4, 733.333, -1.333]);
  });
});

describe('movements', () => {
  it.each<[string, MovementInput, string, string]>([
    ['an unknown SKU', aMovement('waste', 'UNICORN', 1), 'sku', 'no item has SKU UNICORN'],
    [
      'a wrong unit',
      aMovement('waste', 'SALMON', 1, { unit: 'l' }),
      'unit',
      'l cannot be turned into g; use g',
    ],
    ['a negative waste', aMovement('waste', 'SALMON', -1), 'quantity', 'must be more than 0, not -1'],
    ['a negative count', aMovement('count', 'SALMON', -1), 'quantity', 'a count cannot be negative, not -1'],
    [
      'a count of a dish',
      aMovement('count', 'SOUP', 1),
      'sku',
      'SOUP is made to order and not counted; name its ingredients',
    ],
    [
      'a far future',
      aMovement('waste', 'SALMON', 1, { at: HOURS_25 }),
      'at',
      `${HOURS_25} is more than a day ahead; check the clock`,
    ],
    [
      'a transfer to nowhere',
      aMovement('transfer', 'SALMON', 1),
      'toStoreId',
      'is missing; name the store that receives',
    ],
  ])('are recorded all or not at all: %s', async (_, wrong, field, detail) => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 100 });
    const movements = [aMovement('waste', 'SALMON', 10), wrong, aMovement('waste', 'CREAM', 10)];
    expect(await app.request('POST', `/stores/${storeId}/movements`, { movements })).toMatchObject({
      status: 422,
      body: { code: 'invalid', errors: [{ pointer: `/movements/1/${field}`, detail }] },
    });
    const { SALMON, CREAM } = await app.stock(storeId);
    expect([SALMON!.onHand, CREAM!.onHand]).toEqual([100, 0]);
  });

  it('have every mistake told at once', async () => {
    const { app, storeId } = await startMenu();
    const movements = ['A', 'SALMON', 'B'].map((sku) => aMovement('waste', sku, 1));
    expect(await app.request('POST', `/stores/${storeId}/movements`, { movements })).toMatchObject({
      body: { errors: [{ pointer: '/movements/0/sku' }, { pointer: '/movements/2/sku' }] },
    });
  });

  it('of a thousand lines are one stocktake', async () => {
    const { app, storeId } = await startMenu();
    const movements = Array.from({ length: 1000 }, (_, n) => aMovement('count', 'SALMON', n));
    expect(await app.record(storeId, ...movements)).toHaveLength(1000);
    expect((await app.stock(storeId))['SALMON']!.onHand).toBe(999);
  });

  it('that would overflow what can be written are refused', async () => {
    const { app, storeId } = await startMenu();
    await app.createItem(anIngredient('DUST', { packs: [{ name: 'ship', quantity: 9_999_999 }] }));
    const movements = [aMovement('correction', 'DUST', 9_999_999, { unit: 'ship' })];
    expect(await app.request('POST', `/stores/${storeId}/movements`, { movements })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('check the units') as string },
    });
  });
});

describe('a receipt', () => {
  it('books goods in, in packs and units, and is told in the ledger', async () => {
    const { app, storeId } = await startMenu();
    const lines = [
      { sku: 'SALMON', quantity: 2, unit: 'kg' },
      { sku: 'CREAM', quantity: 500 },
    ];
    const body = { lines, reason: 'market', at: '2026-03-20T05:00:00Z' };
    const { movements } = await app.expectOk<{ movements: Movement[] }>(
      'POST',
      `/stores/${storeId}/receipts`,
      body,
    );
    const common = { type: 'receipt', reason: 'market', at: '2026-03-20T05:00:00.000Z' };
    expect(movements).toMatchObject([
      { ...common, sku: 'SALMON', quantity: 2000 },
      { ...common, sku: 'CREAM', quantity: 500 },
    ]);
    expect((await app.stock(storeId))['SALMON']).toMatchObject({ onHand: 2000, counted: true });
  });

  it.each([
    [
      {
        lines: [
          { sku: 'SALMON', quantity: 1 },
          { sku: 'SOUP', quantity: 1 },
        ],
      },
      '/lines/1/sku',
      /made to order/,
    ],
    [{ lines: [{ sku: 'SALMON', quantity: 0 }] }, '/lines/0/quantity', /must be >= 0.001, not 0/],
    [
      {
        lines: [
          { sku: 'SALMON', quantity: 1 },
          { sku: 'CREAM', quantity: 1 },
        ],
        at: HOURS_25,
      },
      '/at',
      /is more than a day ahead/,
    ],
  ])('that is wrong books nothing: %o', async (body, pointer, detail) => {
    const { app, storeId } = await startMenu();
    expect(await app.request('POST', `/stores/${storeId}/receipts`, body)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer, detail: expect.stringMatching(detail) as string }] },
    });
    expect((await app.stock(storeId))['SALMON']!.onHand).toBe(0);
  });
});

describe('the ledger of an item', () => {
  it('is read newest first, page by page', async () => {
    const { app, storeId } = await startMenu();
    for (const quantity of [1, 2, 3, 4, 5])
      await app.record(storeId, aMovement('return', 'SALMON', quantity));
    const { itemId } = (await app.stock(storeId))['SALMON']!;
    const path = `/stores/${storeId}/stock/${itemId}/movements?limit=2`;
    const read: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: { items: Movement[]; nextCursor: string | null } = await app.expectOk('GET', path + query);
      read.push(...page.items.map(({ quantity }) => quantity));
      cursor = page.nextCursor;
    }
    expect(read).toEqual([5, 4, 3, 2, 1]);
  });

  it('refuses a cursor that was never given out', async () => {
    const { app, storeId } = await startMenu();
    const { itemId } = (await app.stock(storeId))['SALMON']!;
    const cursor = Buffer.from('newest').toString('base64url');
    const answer = await app.request('GET', `/stores/${storeId}/stock/${itemId}/movements?cursor=${cursor}`);
    expect(answer.status).toBe(400);
  });
});

describe('stock', () => {
  it('is read item by item and page by page', async () => {
    const { app, storeId } = await startMenu();
    await app.createItem(aDish('TOAST', { SALT: 1 }));
    const all = Object.values(await app.stock(storeId));
    const page = await app.expectOk<{ items: unknown[]; nextCursor: string }>(
      'GET',
      `/stores/${storeId}/stock?limit=4`,
    );
    const rest = await app.expectOk<{ items: unknown[] }>(
      'GET',
      `/stores/${storeId}/stock?limit=4&cursor=${page.nextCursor}`,
    );
    expect([...page.items, ...rest.items]).toEqual(all);
    for (const state of all)
      expect(await app.expectOk('GET', `/stores/${storeId}/stock/${state.itemId}`)).toEqual(state);
  });
});
