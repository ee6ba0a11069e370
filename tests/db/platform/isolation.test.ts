import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { readHistory } from '../../../server/forecasts/demand-history.service.ts';
import { inStoreTransaction, inStoreView } from '../../../server/platform/store-transaction.ts';
import type { Order } from '../../../shared/orders/order.schema.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { Transfer } from '../../../shared/purchasing/transfer.schema.ts';
import { aMovement, anOrder } from '../../support/builders.ts';
import { createMenu } from '../../support/menu.ts';
import { aJpeg } from '../../support/photos.ts';
import { aScreen, someoneIn } from '../../support/principals.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { AUTHORIZATION } from '../../support/test-key.ts';

/** Everything that has a store, as the database itself says. */
const WITH_STORE = `select table_name as name from information_schema.columns
  where table_schema = 'public' and column_name = 'store_id' order by 1`;

let app: TestApp;
let own: string;
let other: string;

/** Two stores in which something of every kind has happened. */
beforeEach(async () => {
  app = await startTestApp();
  own = (await app.createStore()).id;
  other = (await app.createStore({ name: 'Other' })).id;
  await createMenu(app);
  for (const storeId of [own, other]) {
    await app.sell(storeId, { SOUP: 1 });
    await app.record(storeId, aMovement('waste', 'SALMON', 1));
    await app.mark(storeId, 'SOUP', { state: 'unavailable' });
    const headers = { 'idempotency-key': 'once' };
    await app.request(
      'POST',
      `/stores/${storeId}/receipts`,
      { lines: [{ sku: 'SALT', quantity: 1 }] },
      headers,
    );
    await fillOrders(storeId);
    await fillPurchases(storeId);
    await fillForecasts(storeId);
    await someoneIn(app, storeId, 'staff');
    await aScreen(app, storeId, 'wall');
  }
  await transferGoods(own, other);
  await transferGoods(other, own);
});

/** An order that waits, with everything around it. */
async function fillOrders(storeId: string): Promise<void> {
  const tomorrow = new Date(app.clock.now().getTime() + 86_400_000).toISOString();
  await app.expectOk('POST', `/stores/${storeId}/expected-deliveries`, {
    ...{ sku: 'SALT', quantity: 1, expectedAt: tomorrow },
  });
  const order = await app.expectOk<Order>('POST', `/stores/${storeId}/orders`, anOrder({ SOUP: 99 }));
  const { lineId } = order.lines[0]!;
  await app.expectOk('POST', `/stores/${storeId}/orders/${order.orderId}/substitute`, {
    lineId,
    sku: 'SALMON-DISH',
  });
  await app.expectOk('PUT', `/stores/${storeId}/backorder-policy`, { preset: 'balanced' });
  const { customerId } = order.customer;
  // Nothing of this kind comes from a request alone.
  for (const statement of [
    `insert into promise_history (store_id, line_id, at) values ($1, '${lineId}', now())`,
    `insert into stock_watch (store_id, id, item_id, customer_id, asked_at)
     select $1, gen_random_uuid(), item_id, '${customerId}', now() from order_line where store_id = $1 limit 1`,
    `insert into message (store_id, id, customer_id, kind, channel, recipient, language, subject, body, due_at, created_at, state)
     values ($1, gen_random_uuid(), '${customerId}', 'ready', 'email', 'ada@example.com', 'en', '', '', now(), now(), 'sent')`,
    `insert into message_template (store_id, kind, channel, language, subject, body, changed_at, changed_by)
     values ($1, 'ready', 'email', 'en', 'Ready', 'Ready', now(), 'Ada')`,
    `insert into push_subscription (store_id, endpoint, customer_id, p256dh, auth, created_at)
     values ($1, 'https://push.example.com', '${customerId}', '', '', now())`,
    `with program as (insert into webhook_endpoint (id, name, url, created_at)
       values (gen_random_uuid(), 'Till', 'https://till.example.com', now()) returning id)
     insert into webhook_cursor (endpoint_id, store_id, told, seen, due_at) select id, $1, 0, 0, now() from program`,
  ])
    await app.database.pool.query(statement, [storeId]);
}

/** A purchase order of which a part came, and the rest is late. */
async function fillPurchases(storeId: string): Promise<void> {
  const name = `Farm of ${storeId}`;
  const { id: supplierId } = await app.expectOk<{ id: string }>('POST', '/suppliers', { name });
  const path = `/stores/${storeId}/purchase-orders`;
  const order = { supplierId, lines: [{ sku: 'SALT', quantity: 9 }] };
  const { poId, lines } = await app.expectOk<PurchaseOrder>('POST', path, order);
  await app.expectOk('POST', `${path}/${poId}/send`, {});
  const inAWeek = new Date(app.clock.now().getTime() + 7 * 86_400_000).toISOString();
  await app.expectOk('POST', `${path}/${poId}/delay`, { expectedAt: inAWeek });
  const [receiptId, { lineId }] = [randomUUID(), lines[0]!];
  await app.expectOk('PUT', `/stores/${storeId}/reorder-policy`, { serviceLevels: { A: 0.97 } });
  await app.expectOk('POST', `${path}/${poId}/receive`, { receiptId, lines: [{ lineId, quantity: 4 }] });
  const photo = await app.app.server.inject({
    ...{ method: 'PUT', payload: aJpeg(), headers: { ...AUTHORIZATION, 'content-type': 'image/jpeg' } },
    url: `/api/v1${path}/${poId}/receipts/${receiptId}/photos/${randomUUID()}?lineId=${lineId}`,
  });
  expect(photo.statusCode).toBe(200);
  // What a supplier's program and its files said of the order.
  for (const statement of [
    `insert into supplier_inbox (supplier_id, id, via, at, type, fingerprint, body, state, store_id)
     values ('${supplierId}', 'm', 'api', now(), 'order.acknowledged', '', '{}', 'done', $1)`,
    `insert into supplier_file (id, supplier_id, direction, name, kind, at, state, digest, size, store_id)
     values (gen_random_uuid(), '${supplierId}', 'out', 'f', '850', now(), 'sent', '', 0, $1)`,
  ])
    await app.database.pool.query(statement, [storeId]);
}

/** What is read of what was sold, known of days to come, and foretold. */
async function fillForecasts(storeId: string): Promise<void> {
  await readHistory(app.app.ctx);
  const event = { name: 'Closed', kind: 'closed', firstDay: '2026-04-01' };
  await app.expectOk('POST', `/stores/${storeId}/demand-events`, event);
  const item = '(select id from item limit 1)';
  for (const statement of [
    `insert into item_forecast (store_id, item_id, fitted_at, model, hours, days) values ($1, ${item}, now(), '{}', '[]', 0)`,
    `insert into item_depletion (store_id, item_id, state, at) values ($1, ${item}, '{}', now())`,
    `insert into forecast_score (store_id, item_id, day, made_at, mean, p10, p50, p90)
     values ($1, ${item}, '2026-03-21', now(), 1, 0, 1, 2)`,
    `insert into backorder_risk (store_id, item_id, chance, state, at, seen_since) values ($1, ${item}, 0.5, '{}', now(), now())`,
    `insert into table_view (store_id, id, table_name, name, shared, question, owner_id, owner_name, changed_at)
     values ($1, gen_random_uuid(), 'stock', 'Low', true, '{}', gen_random_uuid(), 'Ada', now())`,
    `insert into depletion_told (store_id, item_id, at) values ($1, ${item}, now())`,
    `insert into stock_out (store_id, item_id, at) values ($1, ${item}, now())`,
    `insert into depletion_claim (store_id, item_id, at, p10, p50) values ($1, ${item}, now(), now(), now())`,
    `insert into item_shelf (store_id, item_id, shelf, shelf_position, position) values ($1, ${item}, 'Bar', 0, 0)`,
    `insert into sale_price (store_id, item_id, amount, changed_at) values ($1, ${item}, 900, now())`,
    `insert into fit_progress (store_id, step, done, total, at) values ($1, 'reading', 1, 2, now())`,
  ])
    await app.database.pool.query(statement, [storeId]);
}

/** Goods on their way between the two, of which a part came. */
async function transferGoods(from: string, toStoreId: string): Promise<void> {
  const expectedAt = app.clock.now().toISOString();
  const lines = [{ sku: 'SALT', quantity: 9 }];
  const sent = { toStoreId, expectedAt, lines };
  const { transferId, lines: rows } = await app.expectOk<Transfer>('POST', `/stores/${from}/transfers`, sent);
  const came = { lines: [{ lineId: rows[0]!.lineId, quantity: 4 }] };
  await app.expectOk('POST', `/stores/${toStoreId}/transfers/${transferId}/receive`, came);
}

async function tables(): Promise<string[]> {
  const { rows } = await app.database.pool.query<{ name: string }>(WITH_STORE);
  return rows.map(({ name }) => name);
}

/**
 * Does something as the role that store transactions run as, and undoes it. The triggers that keep the ledger are off: what
 * is refused here, is refused for the store it is in.
 */
async function asStore<T>(storeIds: string | null, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await app.database.pool.connect();
  try {
    await client.query('begin; set local session_replication_role = replica');
    if (storeIds !== null) await client.query(`select set_config('larder.store_ids', $1, true)`, [storeIds]);
    await client.query('set local role larder_store');
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function storesIn(client: pg.PoolClient, table: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(`select distinct store_id as id from ${table}`);
  return rows.map(({ id }) => id);
}

describe('every table with a store', () => {
  it('is guarded by Postgres itself', async () => {
    const { rows } = await app.database.pool.query<{ name: string }>(
      `select distinct tablename as name from pg_policies p join pg_class c on c.relname = p.tablename
       where c.relrowsecurity and 'larder_store' = any (p.roles) and p.cmd = 'ALL' and p.qual = p.with_check`,
    );
    const guarded = rows.map(({ name }) => name);
    expect(guarded).toEqual(expect.arrayContaining([...(await tables()), 'store']));
  });

  it('shows nothing where no store is named', async () => {
    for (const storeIds of [null, '']) {
      for (const table of [...(await tables()), 'store']) {
        const { rows } = await asStore(storeIds, (client) => client.query(`select from ${table}`));
        expect(rows, table).toEqual([]);
      }
    }
  });

  it('lets no store read the secrets that webhooks are signed with', async () => {
    const read = asStore(own, (client) => client.query('select from webhook_secret'));
    await expect(read).rejects.toThrow('permission denied');
  });

  it('shows the rows of the named store, and of no other', async () => {
    for (const table of await tables()) {
      expect(await asStore(own, (client) => storesIn(client, table)), table).toEqual([own]);
      const both = await asStore(`${own},${other}`, (client) => storesIn(client, table));
      expect(both.sort(), table).toEqual([own, other].sort());
    }
  });

  it('takes no change to a row of another store', async () => {
    for (const table of await tables()) {
      for (const statement of [`update ${table} set store_id = store_id`, `delete from ${table}`]) {
        const touched = await asStore(own, (client) =>
          client.query<{ id: string }>(`with touched as (${statement} returning store_id as id)
            select distinct id from touched`),
        );
        expect(touched.rows, statement).toEqual([{ id: own }]);
      }
    }
  });

  it('takes no row for another store, neither a new one nor one that moves there', async () => {
    for (const table of await tables()) {
      const move = asStore(own, (client) => client.query(`update ${table} set store_id = $1`, [other]));
      await expect(move, table).rejects.toThrow('row-level security');
      const copy = asStore(own, (client) =>
        client.query(
          `insert into ${table} overriding system value
           select (jsonb_populate_record(t, jsonb_build_object('store_id', $1::text))).* from ${table} t limit 1`,
          [other],
        ),
      );
      await expect(copy, table).rejects.toThrow('row-level security');
    }
  });

  it('lets nobody change another store itself', async () => {
    const { rowCount } = await asStore(own, (client) => client.query(`update store set name = 'Mine'`));
    expect(rowCount).toBe(1);
  });
});

describe('a use case of one store', () => {
  const everyMovement = sql<{ store_id: string }>`select distinct store_id from movement`;

  it('sees no other, even where a query forgets to say which', async () => {
    const { db } = app.database;
    expect((await everyMovement.execute(db)).rows).toHaveLength(2);
    const seen = await inStoreTransaction(app.app.ctx, own, (trx) => everyMovement.execute(trx));
    const viewed = await inStoreView(db, own, (trx) => everyMovement.execute(trx));
    for (const { rows } of [seen, viewed]) expect(rows).toEqual([{ store_id: own }]);
    // The connection goes back to the pool as it was.
    expect((await everyMovement.execute(db)).rows).toHaveLength(2);
  });
});
