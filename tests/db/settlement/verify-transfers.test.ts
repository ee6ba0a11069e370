import { beforeEach, expect, it } from 'vitest';
import { createStore } from '../../../server/identity/stores.service.ts';
import { createItem } from '../../../server/items/items.service.ts';
import { receiveTransfer } from '../../../server/purchasing/receive-transfer.service.ts';
import { startTransfer } from '../../../server/purchasing/start-transfer.service.ts';
import { verifyDatabase } from '../../../server/settlement/verify.service.ts';
import { anIngredient, aStore } from '../../support/builders.ts';
import { contextOf } from '../../support/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const CHECK = 'every transfer adds up, in both of its stores';

let database: TestDatabase;

/** A transfer of which a part came, a part was lost, and the rest is on its way. */
beforeEach(async () => {
  database = await createTestDatabase();
  const ctx = contextOf(database);
  const { id: from } = await createStore(ctx, aStore({ name: 'Central' }));
  const { id: toStoreId } = await createStore(ctx, aStore({ name: 'Branch' }));
  await createItem(ctx, anIngredient('SALMON'));
  const deed = { by: 'Ada', via: 'manage' as const };
  const expectedAt = new Date(ctx.clock.now().getTime() + 3_600_000).toISOString();
  const goods = { toStoreId, expectedAt, lines: [{ sku: 'SALMON', quantity: 90 }] };
  const { transferId, lines } = await startTransfer(ctx, from, goods, deed);
  const came = { lineId: lines[0]!.lineId, quantity: 50, lost: 10, reason: 'spilt' };
  await receiveTransfer(ctx, toStoreId, transferId, { lines: [came] }, deed);
  expect((await verifyDatabase(database.db)).differences).toEqual([]);
});

it.each([
  [
    'what came, as the sender has it',
    `update transfer_line set received = 49 where store_id = (select id from store where name = 'Central')`,
    ["other store's", "other store's"],
  ],
  ['what was lost, in both', `update transfer_line set lost = 11`, ['delivery of', 'receipts of']],
  ['what left, in both', `update transfer_line set sent = 91`, ['delivery of', 'ledger of']],
  [
    'a receipt, undone behind the back',
    `update transfer_receipt_line set undone_at = now()`,
    ['receipts of'],
  ],
  ['what is waited for', `update expected_delivery set quantity = 85`, ['delivery of']],
  ['its end', `update transfer set closed_at = now()`, ['end of', 'end of']],
])('verify finds a change of %s', async (_, statement, what) => {
  await database.pool.query(statement);
  const { differences } = await verifyDatabase(database.db);
  const found = differences.filter(({ check }) => check === CHECK).map(({ entity }) => entity);
  expect(found.map((entity) => entity.split(' transfer line ')[0]).sort()).toEqual(what);
});
