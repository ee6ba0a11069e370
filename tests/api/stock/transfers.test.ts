import { describe, expect, it } from 'vitest';
import type { Movement } from '../../../shared/stock/movement.schema.ts';
import { aMovement } from '../../support/builders.ts';
import { startMenu } from '../../support/menu.ts';
import type { TestApp } from '../../support/test-app.ts';

async function twoStores(): Promise<{ app: TestApp; from: string; to: string }> {
  const { app, storeId: from } = await startMenu();
  return { app, from, to: (await app.createStore({ name: 'Branch' })).id };
}

async function ledgerOf(app: TestApp, storeId: string, sku: string): Promise<Movement[]> {
  const { itemId } = (await app.stock(storeId))[sku]!;
  const path = `/stores/${storeId}/stock/${itemId}/movements`;
  return (await app.expectOk<{ items: Movement[] }>('GET', path)).items;
}

describe('a transfer', () => {
  it('leaves one store and arrives in the other, each naming the other', async () => {
    const { app, from, to } = await twoStores();
    await app.receive(from, { SALMON: 1000 });
    const answer = await app.record(
      from,
      aMovement('transfer', 'SALMON', 0.3, { unit: 'kg', toStoreId: to, reason: 'lent' }),
    );

    const sent = { type: 'transfer', quantity: -300, reason: 'lent', otherStoreId: to };
    expect(answer).toMatchObject([sent]);
    expect(await ledgerOf(app, from, 'SALMON')).toMatchObject([sent, { type: 'receipt' }]);
    expect(await ledgerOf(app, to, 'SALMON')).toMatchObject([{ ...sent, quantity: 300, otherStoreId: from }]);
    expect((await app.stock(from))['SALMON']).toMatchObject({ onHand: 700 });
    expect((await app.stock(to))['SALMON']).toMatchObject({ onHand: 300, counted: true });
  });

  it('brings dishes back where it arrives, and takes them off where it left', async () => {
    const { app, from, to } = await twoStores();
    await app.receive(from, { SALMON: 200, CREAM: 1000 });
    await app.record(to, aMovement('count', 'SALMON', 0), aMovement('count', 'CREAM', 1000));
    const state = async (store: string) => (await app.stock(store))['SALMON-DISH']!.availability.state;
    expect([await state(from), await state(to)]).toEqual(['available', 'unavailable']);
    await app.record(from, aMovement('transfer', 'SALMON', 200, { toStoreId: to }));
    expect([await state(from), await state(to)]).toEqual(['unavailable', 'available']);
  });

  it.each([
    ['to the store itself', { toItself: true }, 'is the sending store itself; name another one'],
    [
      'with a destination that is none',
      { toStoreId: '019c8a4e-0000-7000-8000-000000000000' },
      'no store has this id',
    ],
  ])(
    '%s is refused',
    async (_, { toItself, toStoreId }: { toItself?: boolean; toStoreId?: string }, detail) => {
      const { app, from } = await twoStores();
      const movements = [aMovement('transfer', 'SALMON', 1, { toStoreId: toItself ? from : toStoreId! })];
      expect(await app.request('POST', `/stores/${from}/movements`, { movements })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/movements/0/toStoreId', detail }] },
      });
    },
  );

  it('is the only movement with a destination', async () => {
    const { app, from, to } = await twoStores();
    const movements = [aMovement('waste', 'SALMON', 1, { toStoreId: to })];
    expect(await app.request('POST', `/stores/${from}/movements`, { movements })).toMatchObject({
      status: 422,
      body: {
        errors: [{ pointer: '/movements/0/toStoreId', detail: 'only a transfer has one, not a waste' }],
      },
    });
  });

  it('to and fro at the same time locks nobody up and loses nothing', async () => {
    const { app, from, to } = await twoStores();
    await app.receive(from, { SALMON: 1000 });
    await app.receive(to, { SALMON: 1000 });
    const send = (store: string, toStoreId: string) =>
      app.record(store, aMovement('transfer', 'SALMON', 10, { toStoreId }));
    await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? send(from, to) : send(to, from))));
    for (const store of [from, to]) expect((await app.stock(store))['SALMON']!.onHand).toBe(1000);
    expect(await ledgerOf(app, from, 'SALMON')).toHaveLength(21);
  });

  it('of what was never counted does not make anybody say that it ran out', async () => {
    const { app, from, to } = await twoStores();
    await app.record(from, aMovement('transfer', 'SALT', 5, { toStoreId: to }));
    const { SALT, SOUP } = await app.stock(from);
    expect(SALT).toMatchObject({ onHand: -5, counted: false, availability: { state: 'available' } });
    expect(SOUP).toMatchObject({ availability: { state: 'available' } });
  });
});
