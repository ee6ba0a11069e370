import { describe, expect, it } from 'vitest';
import type { Store } from '../../../shared/identity/store.schema.ts';
import { anIngredient, aStore } from '../../support/builders.ts';
import { startTestApp } from '../../support/test-app.ts';

const NOWHERE = '019c8a4e-0000-7000-8000-000000000000';

describe('a store', () => {
  it('is created, found, listed and changed', async () => {
    const app = await startTestApp();
    const created = await app.request<Store>('POST', '/stores', aStore({ name: 'Bar' }));
    expect(created).toMatchObject({ status: 201, body: { ...aStore({ name: 'Bar' }), dayStart: '04:00' } });
    const { id } = created.body;

    expect(await app.expectOk('GET', `/stores/${id}`)).toEqual(created.body);
    expect(await app.expectOk('GET', '/stores')).toEqual({ items: [created.body], nextCursor: null });

    const patch = { name: 'Bar Basso', timeZone: 'Europe/Rome', dayStart: '05:30' };
    const changed = await app.expectOk<Store>('PATCH', `/stores/${id}`, patch);
    expect(changed).toEqual({ ...created.body, ...patch });
    expect(await app.expectOk('GET', `/stores/${id}`)).toEqual(changed);
  });

  it('is listed page by page', async () => {
    const app = await startTestApp();
    const ids: string[] = [];
    for (const name of ['A', 'B', 'C']) ids.push((await app.createStore({ name })).id);

    const first = await app.expectOk<{ items: Store[]; nextCursor: string }>('GET', '/stores?limit=2');
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const rest = await app.expectOk<{ items: Store[] }>('GET', `/stores?limit=2&cursor=${first.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ name: 'C' }], nextCursor: null });
  });

  it('opens with stock of every item there is, and gets its share of every later one', async () => {
    const app = await startTestApp();
    await app.createItem(anIngredient('SALT'));
    const { id } = await app.createStore();
    await app.createItem(anIngredient('OIL'));

    const stock = await app.stock(id);
    expect(Object.keys(stock)).toEqual(['OIL', 'SALT']);
    expect(stock['SALT']).toMatchObject({
      onHand: 0,
      status: 'ok',
      counted: false,
      availability: { state: 'available' },
    });
  });

  it.each([
    [
      { timeZone: 'Europe/Atlantis' },
      '/timeZone',
      'Europe/Atlantis is not an IANA time zone, such as Europe/Vienna',
    ],
    [{ dayStart: '24:00' }, '/dayStart', 'Local time at which a business day starts, not "24:00"'],
    [{ currency: 'euro' }, '/currency', 'ISO 4217 code, not "euro"'],
    [{ name: '' }, '/name', 'must NOT have fewer than 1 characters'],
  ])('is refused with %o', async (wrong, pointer, detail) => {
    const app = await startTestApp();
    const { id } = await app.createStore();
    for (const answer of [
      await app.request('POST', '/stores', aStore(wrong)),
      await app.request('PATCH', `/stores/${id}`, wrong),
    ]) {
      expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', errors: [{ pointer, detail }] } });
    }
  });

  it('that does not exist is said not to', async () => {
    const app = await startTestApp();
    const paths = [`/stores/${NOWHERE}`, `/stores/${NOWHERE}/stock`, `/stores/${NOWHERE}/stock/${NOWHERE}`];
    for (const path of paths) {
      const { status, body } = await app.request('GET', path);
      expect({ status, body }).toMatchObject({
        status: 404,
        body: { code: 'not-found', detail: expect.stringContaining(NOWHERE) as string },
      });
    }
    const patched = await app.request('PATCH', `/stores/${NOWHERE}`, { name: 'X' });
    expect(patched.status).toBe(404);
  });

  it('list refuses a cursor that was never given out', async () => {
    const app = await startTestApp();
    const cursor = Buffer.from('not an id').toString('base64url');
    const answer = await app.request('GET', `/stores?cursor=${cursor}`);
    expect(answer).toMatchObject({
      status: 400,
      body: { detail: 'The cursor is not one that was given out.' },
    });
  });
});
