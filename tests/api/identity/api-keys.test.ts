import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { Permission } from '../../../shared/identity/access.schema.ts';
import type { ApiKey, NewApiKey } from '../../../shared/identity/api-key.schema.ts';
import { anIngredient, aSale } from '../../support/builders.ts';
import { openScreen, type LiveScreen } from '../../support/live-screen.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { anOwner, someoneIn, type Known } from '../../support/principals.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

interface Place {
  app: TestApp;
  clock: ManualClock;
  storeId: string;
  otherId: string;
  owner: Known;
}

async function aPlace(): Promise<Place> {
  const clock = new ManualClock();
  const app = await startTestApp({ clock });
  const { id: storeId } = await app.createStore();
  const { id: otherId } = await app.createStore({ name: 'Other' });
  await app.createItem(anIngredient('SALT', { sellable: true }));
  return { app, clock, storeId, otherId, owner: await anOwner(app) };
}

function create({ app, owner }: Place, permissions: Permission[], more: object = {}) {
  const body = { name: 'Till', permissions, ...more };
  return app.requestAs<NewApiKey & Problem>(owner.headers, 'POST', '/api-keys', body);
}

function list({ app, owner }: Place) {
  return app.requestAs<{ items: ApiKey[] }>(owner.headers, 'GET', '/api-keys');
}

function rotate({ app, owner }: Place, keyId: string, body: object = {}) {
  return app.requestAs<NewApiKey & Problem>(owner.headers, 'POST', `/api-keys/${keyId}/rotate`, body);
}

function revoke({ app, owner }: Place, keyId: string) {
  return app.requestAs(owner.headers, 'DELETE', `/api-keys/${keyId}`);
}

async function sell({ app }: Place, key: string, storeId: string): Promise<number> {
  const body = { sales: [aSale({ SALT: 1 })] };
  const headers = { authorization: `Bearer ${key}` };
  return (await app.requestAs(headers, 'POST', `/stores/${storeId}/sales`, body)).status;
}

async function readStock({ app }: Place, key: string, storeId: string): Promise<number> {
  return (await app.requestAs({ authorization: `Bearer ${key}` }, 'GET', `/stores/${storeId}/stock`)).status;
}

function disconnected({ socket }: LiveScreen): Promise<unknown> {
  return new Promise((resolve) => socket.once('disconnect', resolve));
}

describe('a key', () => {
  it('is shown once; the list has its first letters, and the database neither', async () => {
    const place = await aPlace();
    const { status, body } = await create(place, ['sales:write'], { storeIds: [place.storeId] });
    expect(status).toBe(201);
    expect(body.key).toMatch(/^larder_k_[\w-]{43}$/);
    const { items } = (await list(place)).body;
    const listed = items.find(({ id }) => id === body.id)!;
    expect(listed).toMatchObject({ name: 'Till', permissions: ['sales:write'], storeIds: [place.storeId] });
    expect(listed).not.toHaveProperty('key');
    expect(body.key.startsWith(listed.hint)).toBe(true);
    expect(listed.hint.length).toBeLessThan(20);
    const { rows } = await place.app.database.pool.query(
      'select k::text as row from api_key k union all select e::text from audit_entry e',
    );
    expect(rows.map(({ row }: { row: string }) => row).join()).not.toContain(body.key.slice(20));
  });

  it('does what it was made for, where it was made for, and nothing else', async () => {
    const place = await aPlace();
    const { key } = (await create(place, ['sales:write'], { storeIds: [place.storeId] })).body;
    expect(await sell(place, key, place.storeId)).toBe(200);
    expect(await sell(place, key, place.otherId)).toBe(403);
    expect(await readStock(place, key, place.storeId)).toBe(403);
    const everywhere = (await create(place, ['sales:write'])).body.key;
    expect(await sell(place, everywhere, place.otherId)).toBe(200);
    const { body } = await list(place);
    expect(body.items.filter(({ lastUsedAt }) => lastUsedAt !== null).map(({ name }) => name)).toContain(
      'Till',
    );
  });

  it.each([
    ['manage people', { permissions: ['people:write'] }, '/permissions/0'],
    ['make keys', { permissions: ['sales:write', 'keys:write'] }, '/permissions/1'],
    ['do nothing', { permissions: [] }, '/permissions'],
    [
      'work in a store that does not exist',
      { storeIds: ['019c8a4e-0000-7000-8000-000000000000'] },
      '/storeIds/0',
    ],
    ['have run out already', { expiresAt: '2026-03-20T11:00:00Z' }, '/expiresAt'],
  ])('cannot %s', async (_what, more, pointer) => {
    const place = await aPlace();
    const { status, body } = await create(place, ['sales:write'], more);
    expect({ status, pointer: body.errors?.[0]?.pointer }).toEqual({ status: 422, pointer });
  });

  it('is made by an owner, not by a manager and not by a key', async () => {
    const place = await aPlace();
    const manager = await someoneIn(place.app, place.storeId, 'manager');
    expect((await create({ ...place, owner: manager }, ['sales:write'])).status).toBe(403);
    const answer = await place.app.request('POST', '/api-keys', {
      name: 'Child',
      permissions: ['stock:read'],
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'confirmation-required' } });
  });

  it('runs out when it was said to', async () => {
    const place = await aPlace();
    const { key } = (await create(place, ['stock:read'], { expiresAt: '2026-03-20T12:00:00Z' })).body;
    expect(await readStock(place, key, place.storeId)).toBe(200);
    place.clock.advance({ minutes: 60 });
    expect(await readStock(place, key, place.storeId)).toBe(401);
  });
});

describe('rotating a key', () => {
  it('makes a successor that may do the same, beside which the old one works for a while', async () => {
    const place = await aPlace();
    const old = (await create(place, ['stock:read'], { storeIds: [place.storeId] })).body;
    const { status, body: young } = await rotate(place, old.id, { overlapHours: 1 });
    expect(status).toBe(201);
    expect(young).toMatchObject({ name: 'Till', permissions: ['stock:read'], storeIds: [place.storeId] });
    for (const { key } of [old, young]) expect(await readStock(place, key, place.storeId)).toBe(200);
    place.clock.advance({ minutes: 60 });
    expect(await readStock(place, old.key, place.storeId)).toBe(401);
    expect(await readStock(place, young.key, place.storeId)).toBe(200);
    expect(young.expiresAt).toBeNull();
  });

  it('without overlap ends the old one at once, and its sockets with it', async () => {
    const place = await aPlace();
    const old = (await create(place, ['stock:read'])).body;
    const dropped = disconnected(await openScreen(await place.app.url(), old.key));
    await rotate(place, old.id, { overlapHours: 0 });
    await dropped;
    expect(await readStock(place, old.key, place.storeId)).toBe(401);
  });

  it('never lets an old key live longer than it would have', async () => {
    const place = await aPlace();
    const old = (await create(place, ['stock:read'], { expiresAt: '2026-03-20T12:00:00Z' })).body;
    await rotate(place, old.id, { overlapHours: 24 });
    place.clock.advance({ minutes: 60 });
    expect(await readStock(place, old.key, place.storeId)).toBe(401);
  });
});

describe('revoking a key', () => {
  it('holds at once, for requests and on open sockets, and once only', async () => {
    const place = await aPlace();
    const { id, key } = (await create(place, ['stock:read'])).body;
    const dropped = disconnected(await openScreen(await place.app.url(), key));
    expect((await revoke(place, id)).status).toBe(204);
    await dropped;
    expect(await readStock(place, key, place.storeId)).toBe(401);
    await expect(openScreen(await place.app.url(), key)).rejects.toMatchObject({
      data: { code: 'unauthenticated' },
    });
    expect((await list(place)).body.items.map((listed) => listed.id)).not.toContain(id);
    expect((await revoke(place, id)).status).toBe(404);
    expect((await rotate(place, id)).status).toBe(404);
  });
});
