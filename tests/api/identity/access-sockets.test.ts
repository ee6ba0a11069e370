import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { newToken } from '../../../server/identity/tokens.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { Permission } from '../../../shared/identity/access.schema.ts';
import type { Store } from '../../../shared/identity/store.schema.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { Transfer } from '../../../shared/purchasing/transfer.schema.ts';
import type { Supplier } from '../../../shared/suppliers/supplier.schema.ts';
import type { ClientToServerEvents } from '../../../shared/live/socket.ts';
import { anIngredient } from '../../support/builders.ts';
import { everyCaller } from '../../support/callers.ts';
import { openScreen } from '../../support/live-screen.ts';
import { someoneIn } from '../../support/principals.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

type Event = keyof ClientToServerEvents;

interface Place {
  app: TestApp;
  own: Store;
  other: Store;
  itemId: string;
  /** What is on its way to each store. */
  coming: Map<Store, Coming>;
}

interface Coming {
  /** Sent to the same supplier by each store. */
  po: PurchaseOrder;
  /** Sent by the other store. */
  transfer: Transfer;
}

let keys = 0;
const key = () => ({ idempotencyKey: `socket-walk-${++keys}` });

/** The last one of each purchase order, and of each transfer. */
const receipts = new Map<string, string>();

/** What each event of the protocol asks for, said a second time; one that is not here does not compile. */
const EVENTS: Record<Event, { needs: Permission; input: (itemId: string, coming: Coming) => object }> = {
  subscribe: { needs: 'stock:read', input: () => ({}) },
  'availability.set': {
    needs: 'availability:write',
    input: (itemId) => ({ itemId, availability: { state: 'unavailable' }, ...key() }),
  },
  'movement.record': {
    needs: 'stock:write',
    input: () => ({ movements: [{ type: 'waste', sku: 'SALT', quantity: 1 }], ...key() }),
  },
  'receipt.record': {
    needs: 'stock:write',
    input: () => ({ lines: [{ sku: 'SALT', quantity: 1 }], ...key() }),
  },
  'delivery.receive': {
    needs: 'receipts:write',
    input: (_, { po: { poId, lines } }) => {
      const receiptId = randomUUID();
      receipts.set(poId, receiptId);
      return { poId, receiptId, lines: [{ lineId: lines[0]!.lineId, quantity: 1 }], ...key() };
    },
  },
  'delivery.undo': {
    needs: 'receipts:write',
    input: (_, { po: { poId } }) => ({ poId, receiptId: receipts.get(poId), ...key() }),
  },
  'transfer.receive': {
    needs: 'receipts:write',
    input: (_, { transfer: { transferId, lines } }) => {
      const receiptId = randomUUID();
      receipts.set(transferId, receiptId);
      return { transferId, receiptId, lines: [{ lineId: lines[0]!.lineId, quantity: 1 }], ...key() };
    },
  },
  'transfer.undo': {
    needs: 'receipts:write',
    input: (_, { transfer: { transferId } }) => ({
      ...{ transferId, receiptId: receipts.get(transferId), ...key() },
    }),
  },
};

let place: Place;

beforeEach(async () => {
  const app = await startTestApp();
  const own = await app.createStore();
  const other = await app.createStore({ name: 'Other' });
  const { id: itemId } = await app.createItem(anIngredient('SALT'));
  const coming = new Map<Store, Coming>();
  const supplier = await app.expectOk<Supplier>('POST', '/suppliers', { name: 'Salt Works' });
  const item = {
    sku: 'SALT',
    packName: 'sack',
    packQuantity: 1000,
    packPrice: { amount: 500, currency: 'EUR' },
  };
  await app.expectOk('PUT', `/suppliers/${supplier.id}/items`, { items: [item] });
  for (const store of [own, other]) {
    const path = `/stores/${store.id}/purchase-orders`;
    const order = { supplierId: supplier.id, lines: [{ sku: 'SALT', packs: 1 }] };
    const { poId } = await app.expectOk<PurchaseOrder>('POST', path, order);
    const po = await app.expectOk<PurchaseOrder>('POST', `${path}/${poId}/send`, {});
    const [from, toStoreId] = [store === own ? other : own, store.id];
    const transfer = await app.expectOk<Transfer>('POST', `/stores/${from.id}/transfers`, {
      ...{ toStoreId, expectedAt: app.clock.now().toISOString(), lines: [{ sku: 'SALT', quantity: 1000 }] },
    });
    coming.set(store, { po, transfer });
  }
  place = { app, own, other, itemId, coming };
});

describe('every event of a socket', () => {
  it('is for those who may, in their own store and in another', { timeout: 60_000 }, async () => {
    const { app, own, other, itemId, coming } = place;
    const wrong: string[] = [];
    for (const caller of await everyCaller(app, own.id)) {
      if (caller.token === undefined) continue;
      const screen = await openScreen(await app.url(), caller.token);
      for (const [event, { needs, input }] of Object.entries(EVENTS)) {
        for (const store of [own, other]) {
          const answer = await screen.ask<{ error?: Problem }>(event as Event, {
            storeId: store.id,
            ...input(itemId, coming.get(store)!),
          });
          const allowed = caller.may.includes(needs) && (store === own || caller.everywhere);
          if ((answer.error === undefined) !== allowed || (answer.error && answer.error.code !== 'forbidden'))
            wrong.push(`${event} as ${caller.who} in ${store.name}: ${answer.error?.detail ?? 'done'}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('that sends goods to another store is for those who may do so in both', async () => {
    const { app, own, other } = place;
    const manager = await someoneIn(app, own.id, 'manager');
    const screen = await openScreen(await app.url(), manager.token);
    const movements = [{ type: 'transfer', sku: 'SALT', quantity: 1, toStoreId: other.id }];
    const { onHand } = (await app.stock(other.id))['SALT']!;
    expect(await screen.ask('movement.record', { storeId: own.id, movements, ...key() })).toMatchObject({
      error: { code: 'forbidden' },
    });
    expect((await app.stock(other.id))['SALT']!.onHand).toBe(onHand);
  });

  it('that nobody knows is not answered, and brings nobody into a room', async () => {
    const { app, own, other } = place;
    const manager = await someoneIn(app, own.id, 'manager');
    const screen = await openScreen(await app.url(), manager.token);
    await screen.subscribe({ storeId: own.id });
    for (const event of ['join', 'frame', 'subscribe '])
      screen.socket.emit(event as Event, { storeId: other.id }, undefined as never);
    await app.receive(other.id, { SALT: 5 });
    await app.receive(own.id, { SALT: 7 });
    await screen.reach(await app.head(own.id));
    expect(screen.frames.map(({ storeId }) => storeId)).toEqual(screen.frames.map(() => own.id));
  });
});

describe('a socket', () => {
  it.each([
    ['no token', ''],
    ['something that is none', 'larder'],
    ['a session that never was', newToken('session')],
    ['a screen that never was', newToken('screen')],
    ['a key that never was', newToken('key')],
    ['a link', newToken('link')],
  ])('with %s is refused with a reason', async (_what, token) => {
    const connecting = openScreen(await place.app.url(), token);
    await expect(connecting).rejects.toMatchObject({ data: { code: 'unauthenticated' } });
  });

  it.each([
    ['whose session was ended', 'update session set ended_at = now() where person_id = $1'],
    ['who may do something else by now', `update store_role set role = 'manager' where person_id = $1`],
  ])('of somebody %s is dropped, though nobody told this process', async (_what, statement) => {
    const { app, own } = place;
    const { pool } = app.database;
    const [someone, other] = [await someoneIn(app, own.id, 'staff'), await someoneIn(app, own.id, 'staff')];
    const screen = await openScreen(await app.url(), someone.token);
    const stays = await openScreen(await app.url(), other.token);
    const dropped = new Promise((resolve) => screen.socket.once('disconnect', resolve));
    await pool.query(statement, [someone.id]);
    // After its connection to the other processes broke, it asks every socket again who it is.
    await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'larder signals'`);
    await dropped;
    expect(await stays.subscribe({ storeId: own.id })).toMatchObject({ mode: 'snapshot' });
    expect(app.errors.splice(0)).toMatchObject([{ msg: 'background work failed' }]);
  });
});
