import { describe, expect, it } from 'vitest';
import type { CommandAnswer, StockAnswer } from '../../../shared/live/socket.ts';
import type { MovementsAnswer } from '../../../shared/stock/movement.schema.ts';
import { aMovement } from '../../support/builders.ts';
import { followStore, openScreen, type LiveScreen } from '../../support/live-screen.ts';
import { startMenu } from '../../support/menu.ts';
import type { TestApp } from '../../support/test-app.ts';

type Command = 'availability.set' | 'movement.record' | 'receipt.record';

const KEY = 'tablet-key-1';

async function start(): Promise<{ app: TestApp; storeId: string; itemId: string; screen: LiveScreen }> {
  const { app, storeId } = await startMenu();
  const { itemId } = (await app.stock(storeId))['SOUP']!;
  return { app, storeId, itemId, screen: await openScreen(await app.url()) };
}

/** Every command with the request over HTTP that does the same. */
const COMMANDS: [event: Command, content: object, path: (itemId: string) => string, body: object][] = [
  [
    'availability.set',
    { availability: { state: 'limited', remaining: 3, reason: 'last pot' } },
    (itemId) => `/items/${itemId}/availability`,
    { state: 'limited', remaining: 3, reason: 'last pot' },
  ],
  [
    'movement.record',
    { movements: [aMovement('waste', 'SALMON', 2)] },
    () => '/movements',
    { movements: [aMovement('waste', 'SALMON', 2)] },
  ],
  [
    'receipt.record',
    { lines: [{ sku: 'SALMON', quantity: 2, unit: 'kg' }], reason: 'market' },
    () => '/receipts',
    { lines: [{ sku: 'SALMON', quantity: 2, unit: 'kg' }], reason: 'market' },
  ],
];

/** The answer without what differs from one time to the next, and from one reporter to the other. */
function comparable(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer), (key, value: unknown) =>
    ['id', 'by'].includes(key) ? undefined : value,
  );
}

describe.each(COMMANDS)('the command %s', (event, content, path, body) => {
  const isAvailability = event === 'availability.set';

  it('is answered as the HTTP route answers, and does the same', async () => {
    const { app, storeId, itemId, screen } = await start();
    const { id: other } = await app.createStore();
    const common = { idempotencyKey: KEY, ...(isAvailability && { itemId }), ...content };
    const { ok } = await screen.ask<{ ok: unknown }>(event, { storeId, ...common });
    const method = isAvailability ? 'PUT' : 'POST';
    const overHttp = await app.expectOk(method, `/stores/${other}${path(itemId)}`, body);
    expect(comparable(ok)).toEqual(comparable(overHttp));
    expect(comparable(await app.stock(storeId))).toEqual(comparable(await app.stock(other)));
  });

  it('shares its key with the HTTP route: whichever comes second gets the answer of the first', async () => {
    const { app, storeId, itemId, screen } = await start();
    const { ok } = await screen.ask<{ ok: unknown }>(event, {
      storeId,
      idempotencyKey: KEY,
      ...(isAvailability && { itemId }),
      ...content,
    });
    const head = await app.head(storeId);
    const method = isAvailability ? 'PUT' : 'POST';
    expect(
      await app.expectOk(method, `/stores/${storeId}${path(itemId)}`, body, { 'idempotency-key': KEY }),
    ).toEqual(ok);
    expect(await app.head(storeId)).toBe(head);
  });

  it('of fifty parallel double taps with one key is done once', async () => {
    const { app, storeId, itemId, screen } = await start();
    const input = { storeId, idempotencyKey: KEY, ...(isAvailability && { itemId }), ...content };
    const second = await openScreen(await app.url());
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => (n % 2 ? screen : second).ask(event, input)),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toHaveProperty('ok');
    const { rows } = await app.database.pool.query(
      'select (select count(*) from movement) + (select count(*) from availability_mark) as effects',
    );
    expect(rows).toEqual([{ effects: 1 }]);
  });

  it('with a key that was used for something else is refused', async () => {
    const { app, storeId, itemId, screen } = await start();
    await app.expectOk(
      'POST',
      `/stores/${storeId}/receipts`,
      { lines: [{ sku: 'CREAM', quantity: 9 }] },
      { 'idempotency-key': KEY },
    );
    const answer = await screen.ask(event, {
      storeId,
      idempotencyKey: KEY,
      ...(isAvailability && { itemId }),
      ...content,
    });
    expect(answer).toMatchObject({ error: { code: 'idempotency-key-reused', status: 422 } });
  });

  it.each([
    ['no key', { idempotencyKey: undefined }, '/idempotencyKey', /is missing/],
    ['a short key', { idempotencyKey: 'x' }, '/idempotencyKey', /fewer than 8 characters/],
    ['no store', { storeId: undefined }, '/storeId', /is missing/],
    ['an unknown field', { by: 'Mallory' }, '/by', /not a known field/],
  ])('with %s is refused, and the connection stays', async (_, wrong, pointer, detail) => {
    const { storeId, itemId, screen } = await start();
    const input = { storeId, idempotencyKey: KEY, ...(isAvailability && { itemId }), ...content, ...wrong };
    expect(await screen.ask(event, input)).toMatchObject({
      error: {
        code: 'invalid',
        status: 422,
        errors: [{ pointer, detail: expect.stringMatching(detail) as string }],
      },
    });
    expect(screen.socket.connected).toBe(true);
  });

  it('for a store that does not exist is refused', async () => {
    const { itemId, screen } = await start();
    const storeId = '019c8a4e-0000-7000-8000-000000000000';
    const input = { storeId, idempotencyKey: KEY, ...(isAvailability && { itemId }), ...content };
    expect(await screen.ask(event, input)).toMatchObject({ error: { code: 'not-found', status: 404 } });
  });
});

describe('a tablet', () => {
  it('sees its own command on the wall, with who did it', async () => {
    const { app, storeId, itemId, screen } = await start();
    const wall = await followStore(await app.url(), storeId);
    const input = {
      storeId,
      itemId,
      idempotencyKey: KEY,
      availability: { state: 'unavailable', reason: 'burnt' },
    };
    const answer = await screen.ask<CommandAnswer<StockAnswer>>('availability.set', input);
    await wall.until(() => wall.tables.stock.get(itemId)?.availability.state === 'unavailable');
    expect(answer).toMatchObject({ ok: { availability: { cause: 'hand', by: 'API', reason: 'burnt' } } });
    expect(wall.tables.stock.get(itemId)).toMatchObject('ok' in answer ? answer.ok : {});
    expect([...wall.tables.notice.values()]).toMatchObject([
      { kind: 'unavailable', by: 'API', reason: 'burnt' },
    ]);
  });

  it('that names an unknown SKU is told which line is wrong, and nothing is recorded', async () => {
    const { app, storeId, screen } = await start();
    const lines = [
      { sku: 'SALMON', quantity: 1 },
      { sku: 'UNICORN', quantity: 1 },
    ];
    const answer = await screen.ask<CommandAnswer<MovementsAnswer>>('receipt.record', {
      storeId,
      idempotencyKey: KEY,
      lines,
    });
    expect(answer).toMatchObject({
      error: { errors: [{ pointer: '/lines/1/sku', detail: 'no item has SKU UNICORN' }] },
    });
    expect((await app.stock(storeId))['SALMON']!.onHand).toBe(0);
  });
});
