import { describe, expect, it } from 'vitest';
import { aMovement } from '../../support/builders.ts';
import { startMenu } from '../../support/menu.ts';

const TABLES = ['sale', 'sale_line', 'movement'];

describe('the ledger', () => {
  it.each(
    TABLES.flatMap((table) => [
      [table, `update ${table} set store_id = store_id`],
      [table, `update ${table} set store_id = store_id where false`],
      [table, `delete from ${table}`],
    ]),
  )('is never changed, not even by the database owner: %s, %s', async (table, statement) => {
    const { app, storeId } = await startMenu();
    await app.sell(storeId, { SOUP: 1 });
    const { pool } = app.database;
    const before = await pool.query(`select * from ${table}`);
    await expect(pool.query(statement)).rejects.toThrow(`${table} is append-only`);
    expect((await pool.query(`select * from ${table}`)).rows).toEqual(before.rows);
  });

  it('has no movement without an item, a store and a known type', async () => {
    const { app, storeId } = await startMenu();
    await app.record(storeId, aMovement('waste', 'SALMON', 1));
    const insert = (values: string): Promise<unknown> =>
      app.database.pool.query(
        `insert into movement (store_id, item_id, type, quantity, at, recorded_at)
         select ${values}, 1, now(), now() from movement limit 1`,
      );
    await expect(insert(`store_id, gen_random_uuid(), 'waste'`)).rejects.toThrow('foreign key');
    await expect(insert(`gen_random_uuid(), item_id, 'waste'`)).rejects.toThrow('foreign key');
    await expect(insert(`store_id, item_id, 'theft'`)).rejects.toThrow('check constraint');
  });
});

describe('what is said of availability', () => {
  it('is in force once per item and store', async () => {
    const { app, storeId } = await startMenu();
    await app.mark(storeId, 'SOUP', { state: 'unavailable' });
    const again = `insert into availability_mark (store_id, item_id, state, set_at, after_sale_line_id)
      select store_id, item_id, state, now(), 0 from availability_mark`;
    await expect(app.database.pool.query(again)).rejects.toThrow('availability_mark_in_force');
  });

  it('is kept when it no longer holds, with when and why it ended', async () => {
    const { app, storeId } = await startMenu();
    await app.mark(storeId, 'SOUP', { state: 'unavailable', reason: 'burnt' });
    await app.mark(storeId, 'SOUP', { state: 'limited', remaining: 2 });
    await app.mark(storeId, 'SOUP', { state: 'available' });
    const { rows } = await app.database.pool.query(
      'select state, reason, ended_because, ended_at is not null as ended from availability_mark order by id',
    );
    expect(rows).toEqual([
      { state: 'unavailable', reason: 'burnt', ended_because: 'replaced', ended: true },
      { state: 'limited', reason: null, ended_because: 'undone', ended: true },
    ]);
  });
});
