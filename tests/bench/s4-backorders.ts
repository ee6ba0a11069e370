import { createDatabase, createPool } from '../../server/platform/database.ts';
import { inStoreTransaction } from '../../server/platform/store-transaction.ts';
import { SYSTEM } from '../../server/platform/actor.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { settle } from '../../server/settlement/settle.ts';
import { startChild } from './child.ts';
import type { Kitchen } from './kitchen.ts';
import { now } from './monotonic.ts';
import type { BenchPostgres } from './postgres.ts';
import type { ProductVerbs } from './processes/product-server.ts';
import { rowOf, type Row } from './report.ts';
import { queryOnce } from './s3-sales.ts';
import { postJson } from './till.ts';

export interface BackorderSetting {
  postgres: BenchPostgres;
  connectionString: string;
  storeId: string;
  kitchen: Kitchen;
  sizes: readonly number[];
  rounds: number;
}

/** S4: one receipt that fills so many waiting order lines, until every consequence of it is committed. */
export async function measureBackorders(setting: BackorderSetting): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of setting.sizes) rows.push(await measureSize(setting, size));
  const perLine = rows.map(({ product }, index) => product / setting.sizes[index]!);
  const flat = {
    id: 'S4',
    what: `cost of a line at ${count(setting.sizes.at(-1)!)} waiting against ${count(setting.sizes[0]!)}`,
    unit: 'ms',
    product: [perLine.at(-1)!],
    peer: [perLine[0]!],
    target: { atMost: 1.5 },
  };
  return [...rows, rowOf(flat)];
}

async function measureSize(
  { postgres, storeId, kitchen, rounds, ...setting }: BackorderSetting,
  size: number,
): Promise<Row> {
  const [awaited, other] = kitchen.items.filter(({ recipe }) => recipe === undefined);
  const { sku } = awaited!;
  const full = `s4_${size}`;
  await waitInLine(await postgres.create(full, databaseOf(setting.connectionString)), { storeId, sku, size });
  const [product, peer]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const [own, bare] = [
      await postgres.create(`${full}_own_${round}`, full),
      await postgres.create(`${full}_bare_${round}`, full),
    ];
    product.push(await receive(own, { storeId, sku, size }, other!.sku));
    peer.push(await writeSameRows(bare, { storeId, sku, size }));
    await compare(own, bare);
  }
  const what = `a receipt that fills ${count(size)} waiting order lines`;
  return rowOf({ id: 'S4', what, unit: 'ms', product, peer, target: { atMost: 3 } });
}

interface Case {
  storeId: string;
  sku: string;
  size: number;
}

/** Orders of one unit each that nothing is there for, as facts, and what settlement makes of them. */
async function waitInLine(connectionString: string, { storeId, sku, size }: Case): Promise<void> {
  const item = `(select id from item where sku = '${sku}')`;
  for (const statement of [
    `update item set sellable = true where sku = '${sku}'`,
    `insert into movement (store_id, item_id, type, quantity, counted, at, recorded_at)
      select '${storeId}', ${item}, 'count', -on_hand, 0, now(), now() from stock_level where store_id = '${storeId}' and item_id = ${item}`,
    `insert into customer (store_id, id, name, email, told_by, created_at)
      select '${storeId}', gen_random_uuid(), 'Guest ' || n, 'guest' || n || '@example.com', '{email}', now() from generate_series(1, ${size}) n`,
    `insert into customer_order (store_id, id, number, customer_id, placed_at, placed_by)
      select store_id, gen_random_uuid(), row_number() over (order by id), id, now() - random() * interval '30 days', 'Bench' from customer`,
    `insert into order_line (store_id, id, order_id, position, item_id, quantity)
      select store_id, gen_random_uuid(), id, 1, ${item}, 1 from customer_order`,
    `insert into expected_delivery (store_id, id, item_id, quantity, supplier, first_expected_at, expected_at, created_at, created_by)
      values ('${storeId}', gen_random_uuid(), ${item}, ${size}, 'Farm', now() + interval '1 day', now() + interval '1 day', now(), 'Bench')`,
  ])
    await queryOnce(connectionString, statement);
  await settleItem(connectionString, storeId, sku);
  // That they wait was told long ago.
  await queryOnce(connectionString, `update customer_tiding set composed_at = now()`);
  await queryOnce(connectionString, 'vacuum analyze');
}

async function settleItem(connectionString: string, storeId: string, sku: string): Promise<void> {
  const [item] = (await queryOnce(connectionString, `select id from item where sku = '${sku}'`)) as {
    id: string;
  }[];
  const pool = createPool({ connectionString, poolSize: 2 });
  const ctx = { db: createDatabase(pool), clock: systemClock, actor: SYSTEM, announce: () => {} };
  await inStoreTransaction(ctx, storeId, (trx, store) => settle(trx, store, [item!.id], systemClock.now()));
  await pool.end();
}

async function receive(
  connectionString: string,
  { storeId, sku, size }: Case,
  other: string,
): Promise<number> {
  const server = startChild<ProductVerbs>('product-server');
  const url = await server.ask('start', { connectionString, port: 0 });
  // A first receipt of something else opens the connections and warms the code.
  await postJson(`${url}/api/v1/stores/${storeId}/receipts`, { lines: [{ sku: other, quantity: 1 }] });
  const startedAt = now();
  await postJson(`${url}/api/v1/stores/${storeId}/receipts`, { lines: [{ sku, quantity: size }] });
  const ms = now() - startedAt;
  await server.ask('stop');
  await server.stop();
  return ms;
}

/** The same rows in one transaction, written by the database itself: no row of them travels. */
async function writeSameRows(connectionString: string, { storeId, sku, size }: Case): Promise<number> {
  const item = `(select id from item where sku = '${sku}')`;
  const statements = [
    'begin',
    `insert into movement (store_id, item_id, type, quantity, at, recorded_at) values ('${storeId}', ${item}, 'receipt', ${size}, now(), now())`,
    `update expected_delivery set arrived = quantity, arrived_at = now()`,
    `update line_allocation set allocated = 1, backordered = 0, waiting = null, promise = null, told_for = null`,
    `update promise_history set kept_at = now() where kept_at is null`,
    `update stock_level set on_hand = on_hand + ${size}, allocated = ${size}, backordered = 0, on_order = 0 where store_id = '${storeId}' and item_id = ${item}`,
    `insert into customer_tiding (store_id, customer_id, order_id, line_id, kind, detail, at)
      select o.store_id, o.customer_id, o.id, l.id, 'ready', '{"quantity": 1}', now()
      from customer_order o join order_line l on l.store_id = o.store_id and l.order_id = o.id`,
    `insert into change (store_id, seq, type, entity_id, at, state)
      select '${storeId}', (select last_change_seq from store where id = '${storeId}') + row_number() over (), c.type, c.id, now(), c.state
      from (
        select 'order' as type, o.id::text as id, jsonb_build_object('orderId', o.id, 'number', o.number, 'status', 'ready', 'shipComplete', false,
          'placedAt', o.placed_at, 'lines', jsonb_build_array(jsonb_build_object('lineId', l.id, 'itemId', l.item_id, 'quantity', 1,
          'fulfilled', 0, 'allocated', 1, 'backordered', 0, 'cancelled', 0))) as state
        from customer_order o join order_line l on l.store_id = o.store_id and l.order_id = o.id
        union all select 'backorder', l.id::text, null from order_line l
        union all select 'stock', 'stock', '{}' union all select 'notice', 'notice', '{}') c`,
    `update store set last_change_seq = (select max(seq) from change where store_id = '${storeId}') where id = '${storeId}'`,
    'commit',
  ];
  const pool = createPool({ connectionString, poolSize: 1 });
  const client = await pool.connect();
  await client.query('select 1');
  const startedAt = now();
  for (const statement of statements) await client.query(statement);
  const ms = now() - startedAt;
  client.release();
  await pool.end();
  return ms;
}

const WRITTEN = `select (select count(*) from line_allocation where allocated = 1) as filled,
  (select count(*) from customer_tiding where kind = 'ready') as news,
  (select count(*) from change where type in ('order', 'backorder') and (type = 'backorder') = (state is null)) as changes`;

/** @throws Error when the two sides did not do the same work */
async function compare(own: string, bare: string): Promise<void> {
  const [product, peer] = await Promise.all(
    [own, bare].map(async (url) => JSON.stringify(await queryOnce(url, WRITTEN))),
  );
  if (product !== peer) throw new Error(`S4: the product wrote ${product}, the peer ${peer}`);
}

function databaseOf(connectionString: string): string {
  return new URL(connectionString.replace('@/', '@localhost/')).pathname.slice(1);
}

function count(size: number): string {
  return size.toLocaleString('en');
}
