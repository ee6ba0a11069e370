import { describe, expect, it } from 'vitest';
import { inStoreTransaction } from '../../../server/platform/store-transaction.ts';
import { settle } from '../../../server/settlement/settle.ts';
import { verifyDatabase } from '../../../server/settlement/verify.service.ts';
import { aMovement } from '../../support/builders.ts';
import { startMenu } from '../../support/menu.ts';
import type { TestApp } from '../../support/test-app.ts';

interface Level {
  item_id: string;
  availability: { since?: string };
}

async function levelsOf({ database }: TestApp): Promise<Level[]> {
  const { rows } = await database.pool.query<Level>('select * from stock_level order by store_id, item_id');
  // Since when something is so is the one thing that facts do not tell of stock.
  return rows.map(({ availability: { since: _, ...availability }, ...level }) => ({
    ...level,
    availability,
  }));
}

/** Something of everything, little by little. */
async function live({ app, storeId }: { app: TestApp; storeId: string }): Promise<void> {
  const { id: other } = await app.createStore();
  await app.receive(storeId, { SALMON: 1000, CREAM: 500 });
  await app.sell(storeId, { 'SALMON-DISH': 2, SOUP: 3 });
  await app.mark(storeId, 'SOUP', { state: 'limited', remaining: 7, reason: 'last pot' });
  await app.sell(storeId, { SOUP: 2 });
  await app.record(
    storeId,
    aMovement('transfer', 'SALMON', 100, { toStoreId: other }),
    aMovement('count', 'CREAM', 90),
  );
  await app.mark(storeId, 'SALT', { state: 'unavailable', reason: 'wet' });
  await app.sell(storeId, { 'SALMON-DISH': 4 });
}

describe('everything derived', () => {
  it('is the same whether it was settled step by step or from the facts at once', async () => {
    const { app, storeId } = await startMenu();
    await live({ app, storeId });
    const before = await levelsOf(app);
    const { pool, db } = app.database;

    await pool.query('delete from stock_level');
    await pool.query('update store set settled_movement_id = 0, settled_sale_line_id = 0');
    const stores = (await pool.query<{ id: string }>('select id from store')).rows;
    const itemIds = (await pool.query<{ id: string }>('select id from item')).rows.map(({ id }) => id);
    for (const { id } of stores) {
      await inStoreTransaction(app.app.ctx, id, (trx, store) => settle(trx, store, itemIds, app.clock.now()));
    }

    expect(await levelsOf(app)).toEqual(before);
    expect((await verifyDatabase(db)).differences).toEqual([]);
  });

  it('stays as it is when nothing new happened', async () => {
    const { app, storeId } = await startMenu();
    await live({ app, storeId });
    const before = [await levelsOf(app), await app.head(storeId)];
    await inStoreTransaction(app.app.ctx, storeId, (trx, store) => settle(trx, store, [], app.clock.now()));
    expect([await levelsOf(app), await app.head(storeId)]).toEqual(before);
  });
});
