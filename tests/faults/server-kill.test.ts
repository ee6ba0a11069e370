import { describe, expect, it, vi } from 'vitest';
import { createStore } from '../../server/identity/stores.service.ts';
import { createItem } from '../../server/items/items.service.ts';
import { verifyDatabase } from '../../server/settlement/verify.service.ts';
import { aDish, aMovement, anIngredient, aSale, aStore } from '../support/builders.ts';
import { startServerProcess, type ServerProcess } from '../support/server-process.ts';
import { contextOf } from '../support/test-context.ts';
import { AUTHORIZATION } from '../support/test-key.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

interface Kitchen {
  database: TestDatabase;
  storeId: string;
  dishId: string;
}

async function openKitchen(): Promise<Kitchen> {
  const database = await createTestDatabase();
  const ctx = contextOf(database);
  const { id: storeId } = await createStore(ctx, aStore());
  await createItem(ctx, anIngredient('SALMON'));
  const { id: dishId } = await createItem(ctx, aDish('DISH', { SALMON: 150 }));
  return { database, storeId, dishId };
}

async function kill({ program }: ServerProcess): Promise<void> {
  program.process.kill('SIGKILL');
  await program.ended;
}

interface Request {
  method: 'POST' | 'PUT';
  path: (kitchen: Kitchen) => string;
  body: object;
  /** What one of it leaves behind: rows of the ledger and of what was said. */
  effects: number;
}

const REQUESTS: [string, Request][] = [
  [
    'sales',
    {
      method: 'POST',
      path: () => '/sales',
      body: { sales: [aSale({ DISH: 2 }), aSale({ DISH: 1 })] },
      effects: 2,
    },
  ],
  [
    'a count',
    {
      method: 'POST',
      path: () => '/movements',
      body: { movements: [aMovement('count', 'SALMON', 7)] },
      effects: 1,
    },
  ],
  [
    'a receipt',
    {
      method: 'POST',
      path: () => '/receipts',
      body: { lines: [{ sku: 'SALMON', quantity: 5 }] },
      effects: 1,
    },
  ],
  [
    'an 86',
    {
      method: 'PUT',
      path: ({ dishId }) => `/items/${dishId}/availability`,
      body: { state: 'unavailable' },
      effects: 1,
    },
  ],
];

async function send(
  { url }: ServerProcess,
  kitchen: Kitchen,
  { method, path, body }: Request,
): Promise<unknown> {
  const response = await fetch(`${url}/api/v1/stores/${kitchen.storeId}${path(kitchen)}`, {
    method,
    headers: { ...AUTHORIZATION, 'content-type': 'application/json', 'idempotency-key': 'the-one' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return response.json();
}

async function effectsIn({ database }: Kitchen): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    'select (select count(*) from movement) + (select count(*) from availability_mark) as count',
  );
  return rows[0]!.count;
}

/** A new server, asked the same again, answers twice alike and has done it once. */
async function expectDoneOnce(kitchen: Kitchen, request: Request): Promise<unknown> {
  const server = await startServerProcess(kitchen.database);
  const answer = await send(server, kitchen, request);
  expect(await send(server, kitchen, request)).toEqual(answer);
  expect(await effectsIn(kitchen)).toBe(request.effects);
  expect((await verifyDatabase(kitchen.database.db)).differences).toEqual([]);
  return answer;
}

describe.each(REQUESTS)('a server killed while it is asked for %s', (_, request) => {
  it('before the commit has done nothing, and the retry does it', async () => {
    const kitchen = await openKitchen();
    const server = await startServerProcess(kitchen.database);
    const { pool } = kitchen.database;
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query('select from store for update');
    const sent = send(server, kitchen, request).catch((error: unknown) => error);
    await vi.waitFor(async () => {
      const { rows } = await pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(1);
    });
    await kill(server);
    await holder.query('rollback');
    holder.release();
    expect(await sent).toBeInstanceOf(Error);
    expect(await effectsIn(kitchen)).toBe(0);
    await expectDoneOnce(kitchen, request);
  });

  it('after the commit and before the answer has done it, and the retry is told so', async () => {
    const kitchen = await openKitchen();
    const server = await startServerProcess(kitchen.database, 1);
    await expect(send(server, kitchen, request)).rejects.toThrow();
    await server.program.ended;
    expect(await effectsIn(kitchen)).toBe(request.effects);
    await expectDoneOnce(kitchen, request);
  });

  it('after the answer gives the same one to the retry', async () => {
    const kitchen = await openKitchen();
    const server = await startServerProcess(kitchen.database);
    const answer = await send(server, kitchen, request);
    await kill(server);
    expect(await expectDoneOnce(kitchen, request)).toEqual(answer);
  });
});
