import { beforeEach, describe, expect, it } from 'vitest';
import { placeOrder } from '../../../server/orders/place-order.service.ts';
import { expectDelivery } from '../../../server/purchasing/expected-deliveries.service.ts';
import { createStore } from '../../../server/identity/stores.service.ts';
import { createItem } from '../../../server/items/items.service.ts';
import { verifyDatabase } from '../../../server/settlement/verify.service.ts';
import { setAvailability } from '../../../server/stock/availability.service.ts';
import { recordMovements, recordReceipt } from '../../../server/stock/movements.service.ts';
import { recordSales } from '../../../server/stock/sales.service.ts';
import { aDish, aMovement, anIngredient, aSale, anOrder, aStore } from '../../support/builders.ts';
import { contextOf } from '../../support/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;

/** A store in which something of everything has happened. */
beforeEach(async () => {
  database = await createTestDatabase();
  const ctx = contextOf(database);
  const { id: storeId } = await createStore(ctx, aStore());
  await createStore(ctx, aStore({ name: 'Branch' }));
  for (const sku of ['SALMON', 'SALT']) await createItem(ctx, anIngredient(sku));
  const { id: dish } = await createItem(ctx, aDish('DISH', { SALMON: 150, SALT: 1 }));
  const by = { by: 'Ada' };
  await createItem(ctx, anIngredient('CAKE', { sellable: true, unit: 'each' }));
  await recordMovements(ctx, storeId, [aMovement('count', 'CAKE', 2)], by);
  const tomorrow = new Date(ctx.clock.now().getTime() + 86_400_000).toISOString();
  await expectDelivery(ctx, storeId, { sku: 'CAKE', quantity: 10, expectedAt: tomorrow }, by);
  await placeOrder(ctx, storeId, anOrder({ CAKE: 6 }), by);
  await recordReceipt(ctx, storeId, { lines: [{ sku: 'SALMON', quantity: 1000 }] }, by);
  await setAvailability(ctx, storeId, dish, { state: 'limited', remaining: 5 }, by);
  await recordSales(ctx, storeId, [aSale({ DISH: 2 }, { externalId: 'T1' })]);
  await recordMovements(ctx, storeId, [aMovement('waste', 'SALMON', 100)], by);
});

/** Breaks something in a way that no use case could. */
async function corrupt(...statements: string[]): Promise<void> {
  const client = await database.pool.connect();
  // Neither append-only triggers nor foreign keys hold while this says so.
  await client.query('set session_replication_role = replica');
  for (const statement of statements) await client.query(statement);
  client.release(true);
}

const item = (sku: string): string => `(select id from item where sku = '${sku}')`;
const first = `(select id from store where name = 'Trattoria')`;
const level = (sku: string): string => `store_id = ${first} and item_id = ${item(sku)}`;

it('a sound database has no differences, and what was looked at is told', async () => {
  const { checks, differences } = await verifyDatabase(database.db);
  expect(differences).toEqual([]);
  expect(checks.length).toBeGreaterThan(8);
  for (const { checked } of checks) expect(checked).toBeGreaterThan(0);
});

const ON_HAND = 'on hand is the sum of movements';
const COUNTED = 'an item is counted once a count or goods that came in were recorded';
const ALLOCATED = 'allocated is between 0 and on hand';
const LIMITS = 'what is left of a limit follows from the sales since';
const SETTLED = 'every fact is settled';
const DERIVED = 'status and availability follow from the facts';
const GAPS = 'the change stream has no gap';
const TOLD = 'the stream told the latest stock';
const ON_ORDER = 'on order is what is still to come';
const LINES = 'every order line adds up';
const TAKEN = 'allocated and backordered are what order lines have and wait for';
const IDLE = 'no line waits for what it could take';
const TOLD_ORDERS = 'the stream told the latest orders';
const RECIPES = 'recipes are flattened as they are written';
const LEVELS = 'every store has a level of every item';

/** What is broken, how, and every difference that has to be reported for it: the check, and where. */
const CORRUPTIONS: [
  what: string,
  statements: string[],
  reported: [check: string, entity: string | RegExp][],
][] = [
  [
    'on hand',
    [`update stock_level set on_hand = on_hand + 1 where ${level('SALMON')}`],
    [
      [ON_HAND, 'SALMON'],
      [TOLD, 'SALMON'],
    ],
  ],
  [
    'a movement that vanished',
    [`delete from movement where type = 'waste'`],
    [
      [ON_HAND, 'SALMON'],
      [SETTLED, 'movements read'],
    ],
  ],
  [
    'a movement that was altered',
    [`update movement set quantity = quantity - 1 where type = 'receipt' and item_id = ${item('SALMON')}`],
    [[ON_HAND, 'SALMON']],
  ],
  [
    'a movement that was slipped in',
    [
      `insert into movement (store_id, item_id, type, quantity, at, recorded_at) values (${first}, ${item('SALT')}, 'waste', -1, now(), now())`,
    ],
    [
      [ON_HAND, 'SALT'],
      [SETTLED, 'movements read'],
    ],
  ],
  [
    'counted',
    [`update stock_level set counted = true where ${level('SALT')}`],
    [
      [COUNTED, 'SALT'],
      [DERIVED, 'SALT'],
      [DERIVED, 'DISH'],
      [TOLD, 'SALT'],
    ],
  ],
  [
    'allocated',
    [
      `alter table stock_level drop constraint stock_level_check`,
      `update stock_level set allocated = 5000 where ${level('SALMON')}`,
    ],
    [
      [ALLOCATED, 'SALMON'],
      [TAKEN, 'SALMON'],
      [DERIVED, 'SALMON'],
      [DERIVED, 'DISH'],
      [TOLD, 'SALMON'],
    ],
  ],
  [
    'what is left of a limit',
    [`update stock_level set remaining = 4 where ${level('DISH')}`],
    [
      [LIMITS, 'DISH'],
      [DERIVED, 'DISH'],
    ],
  ],
  [
    'a limit that nobody set',
    [`update stock_level set remaining = 4 where ${level('SALT')}`],
    [[LIMITS, 'SALT']],
  ],
  [
    'a sale without its lines',
    [`delete from sale_line`],
    [
      [LIMITS, 'DISH'],
      [SETTLED, 'sale lines read'],
      [SETTLED, 'sale T1'],
    ],
  ],
  [
    'how far facts were read',
    [`update store set settled_movement_id = 0 where id = ${first}`],
    [[SETTLED, 'movements read']],
  ],
  [
    'a status',
    [`update stock_level set status = 'out' where ${level('SALMON')}`],
    [
      [DERIVED, 'SALMON'],
      [TOLD, 'SALMON'],
    ],
  ],
  [
    'servings',
    [`update stock_level set servings = 9 where ${level('DISH')}`],
    [
      [DERIVED, 'DISH'],
      [TOLD, 'DISH'],
    ],
  ],
  [
    'an availability',
    [`update stock_level set availability = '{"state": "available"}' where ${level('DISH')}`],
    [
      [DERIVED, 'DISH'],
      [TOLD, 'DISH'],
    ],
  ],
  [
    'a mark that was ended behind the back',
    [`update availability_mark set ended_at = now(), ended_because = 'undone'`],
    [
      [LIMITS, 'DISH'],
      [DERIVED, 'DISH'],
    ],
  ],
  ['a level that is missing', [`delete from stock_level where ${level('SALT')}`], [[LEVELS, 'SALT']]],
  [
    'a recipe changed behind the back',
    [`update recipe_line set quantity = 200 where component_id = ${item('SALMON')}`],
    [[RECIPES, 'DISH']],
  ],
  [
    'a flattened recipe',
    [`delete from recipe_closure where item_id = ${item('DISH')} and component_id = ${item('SALT')}`],
    [[RECIPES, 'DISH']],
  ],
  [
    'an item that is stocked no more',
    [`update item set stocked = false where sku = 'SALMON'`],
    [
      [RECIPES, 'SALMON'],
      [RECIPES, 'DISH'],

      [DERIVED, 'DISH'],
      [TOLD, 'SALMON'],
    ],
  ],
  [
    'a line handed over behind the back',
    [`update order_line set fulfilled = 1`],
    [
      [LINES, 'line …'],
      [TOLD_ORDERS, 'order #1'],
    ],
  ],
  [
    'what a line was given',
    [`update line_allocation set allocated = 1, backordered = 5`],
    [
      [TAKEN, 'CAKE'],
      [IDLE, 'line …'],
      [TOLD_ORDERS, 'order #1'],
      [TOLD_ORDERS, 'backorder …'],
    ],
  ],
  [
    'a line that nobody settled',
    [`delete from line_allocation`],
    [
      [LINES, 'line …'],
      [TAKEN, 'CAKE'],
      [IDLE, 'line …'],
      [TOLD_ORDERS, 'order #1'],
      [TOLD_ORDERS, '…'],
    ],
  ],
  [
    'a delivery called off behind the back',
    [`update expected_delivery set cancelled_at = now()`],
    [[ON_ORDER, 'CAKE']],
  ],
  [
    'an order closed too early',
    [`update customer_order set closed_at = now()`],
    [
      [LINES, 'order #1'],
      [TOLD_ORDERS, '…'],
    ],
  ],
  [
    'a hole in the stream',
    [`delete from change where seq = 3 and store_id = ${first}`],
    [[GAPS, 'change 3']],
  ],
  [
    'the head of the stream',
    [`update store set last_change_seq = last_change_seq + 1 where id = ${first}`],
    [[GAPS, 'head']],
  ],
  [
    'the newest change lost',
    [
      `delete from change c using store s where s.id = c.store_id and seq = last_change_seq and s.id = ${first}`,
    ],
    [[GAPS, 'head']],
  ],
  [
    'a change with another state',
    [
      `update change set state = state || '{"onHand": 7}' where type = 'stock' and entity_id = ${item('SALMON')}::text and store_id = ${first}`,
    ],
    [[TOLD, 'SALMON']],
  ],
];

const UUID = /[0-9a-f-]{36}/;

describe('verify reports exactly what is broken', () => {
  it.each(CORRUPTIONS)('%s', async (_, statements, reported) => {
    await corrupt(...statements);
    const { differences } = await verifyDatabase(database.db);
    const found = differences.map(({ check, entity }) => `${check}: ${entity.replace(UUID, '…')}`);
    expect([...new Set(found)].sort()).toEqual(
      reported.map(([check, entity]) => `${check}: ${entity}`).sort(),
    );
  });

  it('with what should be there and what is, and in which store', async () => {
    await corrupt(`update stock_level set on_hand = 7 where ${level('SALMON')}`);
    const { rows } = await database.pool.query<{ id: string }>(`select ${first} as id`);
    const { differences } = await verifyDatabase(database.db);
    expect(differences).toContainEqual({
      check: ON_HAND,
      storeId: rows[0]!.id,
      entity: 'SALMON',
      expected: 600,
      found: 7,
    });
  });

  it('changes nothing', async () => {
    await corrupt(`update stock_level set on_hand = 7`);
    const before = (await database.pool.query('select * from stock_level order by 1, 2')).rows;
    await verifyDatabase(database.db);
    expect((await database.pool.query('select * from stock_level order by 1, 2')).rows).toEqual(before);
  });
});
