import { describe, expect, it } from 'vitest';
import { aMovement, aSale } from '../../support/builders.ts';
import { startMenu } from '../../support/menu.ts';
import type { TestAnswer, TestApp } from '../../support/test-app.ts';

type Method = 'POST' | 'PUT';

/** Every request that changes stock, with a body and another one. */
const REQUESTS: [
  what: string,
  method: Method,
  path: (itemId: string) => string,
  body: object,
  other: object,
][] = [
  ['sales', 'POST', () => '/sales', { sales: [aSale({ SOUP: 1 })] }, { sales: [aSale({ SOUP: 2 })] }],
  [
    'movements',
    'POST',
    () => '/movements',
    { movements: [aMovement('waste', 'SALMON', 1)] },
    { movements: [aMovement('waste', 'SALMON', 2)] },
  ],
  [
    'receipts',
    'POST',
    () => '/receipts',
    { lines: [{ sku: 'SALMON', quantity: 1 }] },
    { lines: [{ sku: 'CREAM', quantity: 1 }] },
  ],
  [
    'availability',
    'PUT',
    (itemId) => `/items/${itemId}/availability`,
    { state: 'limited', remaining: 3 },
    { state: 'unavailable' },
  ],
];

async function start(): Promise<{ app: TestApp; storeId: string; itemId: string }> {
  const { app, storeId } = await startMenu();
  return { app, storeId, itemId: (await app.stock(storeId))['SOUP']!.itemId };
}

describe.each(REQUESTS)('%s with an Idempotency-Key', (_, method, path, body, other) => {
  it('have one effect and one answer, however often they arrive', async () => {
    const { app, storeId, itemId } = await start();
    const send = (): Promise<TestAnswer<unknown>> =>
      app.request(method, `/stores/${storeId}${path(itemId)}`, body, { 'idempotency-key': 'key-1' });
    const first = await send();
    expect(first.status).toBe(200);
    const after = await app.stock(storeId);
    expect((await send()).body).toEqual(first.body);
    expect(await app.stock(storeId)).toEqual(after);
  });

  it('are refused when the same key comes with another body, and nothing happens', async () => {
    const { app, storeId, itemId } = await start();
    const send = (content: object): Promise<TestAnswer<unknown>> =>
      app.request(method, `/stores/${storeId}${path(itemId)}`, content, { 'idempotency-key': 'key-1' });
    await send(body);
    const after = await app.stock(storeId);
    expect(await send(other)).toMatchObject({
      status: 422,
      body: {
        code: 'idempotency-key-reused',
        detail: 'Key key-1 came with another request before; use a new key for a new request.',
      },
    });
    expect(await app.stock(storeId)).toEqual(after);
  });

  it('are done again with another key, or with none', async () => {
    const { app, storeId, itemId } = await start();
    const heads: number[] = [];
    for (const headers of [{ 'idempotency-key': 'a' }, { 'idempotency-key': 'b' }, {}, {}]) {
      await app.expectOk(method, `/stores/${storeId}${path(itemId)}`, body, headers);
      heads.push(await app.head(storeId));
    }
    // A sale with the same external id is the same sale, whatever the key.
    const again = _ === 'sales' ? [0, 0, 0] : [1, 1, 1];
    expect(heads.slice(1).map((head, index) => Math.sign(head - heads[index]!))).toEqual(again);
  });

  it('that come fifty times at once are done once', async () => {
    const { app, storeId, itemId } = await start();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        app.request(method, `/stores/${storeId}${path(itemId)}`, body, { 'idempotency-key': 'double-tap' }),
      ),
    );
    const [first] = answers;
    expect(first!.status).toBe(200);
    for (const { body: answer } of answers) expect(answer).toEqual(first!.body);
    const { rows } = await app.database.pool.query('select count(*) as count from idempotent_answer');
    expect(rows).toEqual([{ count: 1 }]);
  });
});

describe('an Idempotency-Key', () => {
  it('belongs to one store', async () => {
    const { app, storeId } = await start();
    const { id: other } = await app.createStore();
    const body = { lines: [{ sku: 'SALMON', quantity: 5 }] };
    for (const store of [storeId, other]) {
      await app.expectOk('POST', `/stores/${store}/receipts`, body, { 'idempotency-key': 'delivery-1' });
      expect((await app.stock(store))['SALMON']!.onHand).toBe(5);
    }
  });

  it('does not mind the order of the fields', async () => {
    const { app, storeId } = await start();
    const send = (line: object): Promise<unknown> =>
      app.expectOk(
        'POST',
        `/stores/${storeId}/receipts`,
        { lines: [line] },
        { 'idempotency-key': 'delivery-1' },
      );
    expect(await send({ sku: 'SALMON', quantity: 5 })).toEqual(await send({ quantity: 5, sku: 'SALMON' }));
    expect((await app.stock(storeId))['SALMON']!.onHand).toBe(5);
  });

  it('of a refused request may come again once the mistake is mended', async () => {
    const { app, storeId } = await start();
    const send = (sku: string): Promise<TestAnswer<unknown>> =>
      app.request(
        'POST',
        `/stores/${storeId}/receipts`,
        { lines: [{ sku, quantity: 5 }] },
        { 'idempotency-key': 'delivery-1' },
      );
    expect((await send('SALMOM')).status).toBe(422);
    expect((await send('SALMON')).status).toBe(200);
  });

  it('of another kind of request is another request', async () => {
    const { app, storeId } = await start();
    const headers = { 'idempotency-key': 'key-1' };
    await app.expectOk(
      'POST',
      `/stores/${storeId}/receipts`,
      { lines: [{ sku: 'SALMON', quantity: 5 }] },
      headers,
    );
    const answer = await app.request(
      'POST',
      `/stores/${storeId}/movements`,
      { movements: [aMovement('waste', 'SALMON', 5)] },
      headers,
    );
    expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it.each(['', 'x'.repeat(129)])('of an odd length is refused', async (key) => {
    const { app, storeId } = await start();
    const answer = await app.request(
      'POST',
      `/stores/${storeId}/sales`,
      { sales: [aSale({ SOUP: 1 })] },
      { 'idempotency-key': key },
    );
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/headers/idempotency-key' }] },
    });
  });
});
