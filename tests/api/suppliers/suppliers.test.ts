import { beforeEach, describe, expect, it } from 'vitest';
import type { Supplier, SupplierInput } from '../../../shared/suppliers/supplier.schema.ts';
import { anIngredient } from '../../support/builders.ts';
import { someoneIn } from '../../support/principals.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const NOWHERE = '019c8a4e-0000-7000-8000-000000000000';

interface Page {
  items: Supplier[];
  nextCursor: string | null;
}

let app: TestApp;

beforeEach(async () => {
  app = await startTestApp();
  await app.createStore({ currency: 'CHF' });
});

const create = (input: SupplierInput): Promise<Supplier> => app.expectOk('POST', '/suppliers', input);

const USD = { amount: 100, currency: 'USD' };
/** What a supplier cannot be, where the mistake is, and what is said of it. */
const WRONG: [Record<string, unknown>, string, string | RegExp][] = [
  [{ name: ' ' }, '/name', 'a name without spaces at either end, not " "'],
  [{ channels: ['portal', 'email'] }, '/email', /^is missing; give the address that orders go to/],
  [
    { minimumOrder: USD },
    '/minimumOrder/currency',
    'is USD, but this supplier is paid in CHF; give it in CHF',
  ],
  [{ automaticUpTo: USD }, '/automaticUpTo/currency', /^is USD/],
  [{ minimumOrder: { amount: 0, currency: 'CHF' } }, '/minimumOrder/amount', /^is 0; leave it out/],
  [{ deliveryDays: [] }, '/deliveryDays', /must NOT have fewer than 1 items/],
  [{ deliveryDays: [0] }, '/deliveryDays/0', 'must be >= 1, not 0'],
  [{ cutOff: '24:00' }, '/cutOff', /^HH:MM in the time zone of the store/],
  [{ closedOn: ['2026-02-30'] }, '/closedOn/0', /must be/],
  [{ closedOn: ['0000-01-01'] }, '/closedOn/0', 'YYYY-MM-DD, not "0000-01-01"'],
];

describe('a supplier', () => {
  it('is told as little as a name, and the rest is what is usual', async () => {
    const usual = {
      ...{ phone: null, contacts: [], language: 'en', currency: 'CHF', leadTimeDays: 1 },
      ...{ deliveryDays: [1, 2, 3, 4, 5, 6, 7], deliveryTime: '08:00', cutOff: '23:59', closedOn: [] },
      ...{ minimumOrder: null, terms: '', ordering: 'approve', automaticUpTo: null, active: true },
      ...{ itemCount: 0, version: 1 },
    };
    const farm = await create({ name: 'Farm' });
    expect(farm).toEqual({ id: farm.id, name: 'Farm', email: null, channels: ['portal'], ...usual });
    const email = 'orders@mill.example';
    const mill = await create({ name: 'Mill', email });
    expect(mill).toEqual({ id: mill.id, name: 'Mill', email, channels: ['email'], ...usual });
  });

  it('is kept with everything that was said of it', async () => {
    const input: Required<SupplierInput> = {
      ...{ name: 'Nordsee Fisch', email: 'fisch@example.com', phone: '+49 40 1234', language: 'de' },
      contacts: [{ name: 'Eva', role: 'Sales', email: 'eva@example.com', phone: '+49 40 1235' }],
      ...{ channels: ['portal', 'email'], currency: 'EUR', leadTimeDays: 2, deliveryDays: [2, 5] },
      ...{ deliveryTime: '06:30', cutOff: '14:00', closedOn: ['2026-12-24', '2026-12-25'] },
      ...{ minimumOrder: { amount: 15_000, currency: 'EUR' }, terms: '30 days', ordering: 'automatic' },
      ...{ automaticUpTo: { amount: 50_000, currency: 'EUR' }, active: false },
    };
    const created = await create(input);
    expect(created).toEqual({ ...input, id: created.id, itemCount: 0, version: 1 });
    expect(await app.expectOk('GET', `/suppliers/${created.id}`)).toEqual(created);
  });

  it('is listed by name, page by page, with those in use apart', async () => {
    for (const name of ['beta', 'Alpha', 'Gamma']) await create({ name, active: name !== 'Gamma' });
    const first = await app.expectOk<Page>('GET', '/suppliers?limit=2');
    expect(first.items.map(({ name }) => name)).toEqual(['Alpha', 'beta']);
    const rest = await app.expectOk<Page>('GET', `/suppliers?limit=2&cursor=${first.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ name: 'Gamma' }], nextCursor: null });
    const names = async (query: string) =>
      (await app.expectOk<Page>('GET', `/suppliers?${query}`)).items.map(({ name }) => name);
    expect(await names('active=true')).toEqual(['Alpha', 'beta']);
    expect(await names('active=false')).toEqual(['Gamma']);
  });

  it('has a name of its own, whatever the capitals, however many ask for it at once', async () => {
    const asked = ['Metro', 'METRO', 'metro'].map((name) => app.request('POST', '/suppliers', { name }));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 409, 409]);
    const { id } = await create({ name: 'Farm' });
    expect(await app.request('PATCH', `/suppliers/${id}`, { name: 'metro' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/^There is a supplier called metro already\.$/i) as unknown },
    });
    expect(await app.expectOk('PATCH', `/suppliers/${id}`, { name: 'FARM' })).toMatchObject({ name: 'FARM' });
  });

  it('is refused for what it cannot be, which is named', async () => {
    const { id } = await create({ name: 'Mill' });
    for (const [wrong, pointer, detail] of WRONG) {
      const told = typeof detail === 'string' ? detail : (expect.stringMatching(detail) as unknown);
      const refusal = { status: 422, body: { errors: [{ pointer, detail: told }] } };
      expect(await app.request('POST', '/suppliers', { name: 'Farm', ...wrong })).toMatchObject(refusal);
      expect(await app.request('PATCH', `/suppliers/${id}`, wrong)).toMatchObject(refusal);
    }
  });

  it('keeps the currency that its prices are in', async () => {
    await app.createItem(anIngredient('SALT'));
    const { id } = await create({ name: 'Mill' });
    await app.expectOk('PUT', `/suppliers/${id}/items`, { items: [{ sku: 'SALT', packQuantity: 1000 }] });
    expect(await app.request('PATCH', `/suppliers/${id}`, { currency: 'EUR' })).toMatchObject({
      status: 422,
      body: {
        errors: [
          {
            pointer: '/currency',
            detail: 'EUR cannot replace CHF, which its prices are in; remove its items first',
          },
        ],
      },
    });
  });

  it('is changed only by whoever saw its newest version, where they say so, and that is on record', async () => {
    const { id } = await create({ name: 'Mill' });
    const path = `/suppliers/${id}`;
    expect((await app.request('GET', path)).headers['etag']).toBe('"1"');
    const change = (cutOff: string) => app.request('PATCH', path, { cutOff }, { 'if-match': '"1"' });
    const statuses = (await Promise.all(['10:00', '11:00', '12:00'].map(change))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 412, 412]);
    const odd = await app.request('PATCH', path, { cutOff: '09:00' }, { 'if-match': 'one' });
    expect(odd).toMatchObject({
      status: 400,
      body: { detail: 'If-Match must be the ETag of the supplier, not one.' },
    });
    await app.expectOk('PATCH', path, { phone: '+43 1 234' });
    const { items } = await app.expectOk<{ items: object[] }>('GET', '/audit?limit=3');
    expect(items).toMatchObject([
      {
        action: 'supplier.change',
        entityName: 'Mill',
        before: { phone: null },
        after: { phone: '+43 1 234' },
      },
      { action: 'supplier.change', before: { cutOff: '23:59' } },
      { action: 'supplier.create', entityName: 'Mill', before: null, after: { name: 'Mill' } },
    ]);
    expect(items[0]).not.toHaveProperty('after.version');
  });

  it('that does not exist is said not to', async () => {
    for (const [method, body] of [['GET'], ['PATCH', { cutOff: '10:00' }]] as const)
      expect((await app.request(method, `/suppliers/${NOWHERE}`, body)).status).toBe(404);
    expect((await app.request('GET', `/suppliers/${NOWHERE}/items`)).status).toBe(404);
    expect((await app.request('PUT', `/suppliers/${NOWHERE}/items`, { items: [] })).status).toBe(404);
    expect((await app.request('GET', `/items/${NOWHERE}/suppliers`)).status).toBe(404);
  });

  it('is read by staff, and changed by managers', async () => {
    const { id: storeId } = await app.createStore();
    const [staff, manager] = [
      await someoneIn(app, storeId, 'staff'),
      await someoneIn(app, storeId, 'manager'),
    ];
    const add = (headers: Record<string, string>) =>
      app.requestAs(headers, 'POST', '/suppliers', { name: 'Farm' });
    expect((await app.requestAs(staff.headers, 'GET', '/suppliers')).status).toBe(200);
    expect((await add(staff.headers)).status).toBe(403);
    expect((await add(manager.headers)).status).toBe(201);
  });
});

it('without any store there is no currency to start from', async () => {
  const bare = await startTestApp();
  expect(await bare.request('POST', '/suppliers', { name: 'Farm' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/currency' }] },
  });
});
