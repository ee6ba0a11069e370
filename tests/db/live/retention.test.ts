import { describe, expect, it } from 'vitest';
import { deleteChangesBefore, readChanges } from '../../../server/live/change-stream.store.ts';
import { deleteAnswersBefore } from '../../../server/platform/idempotency.store.ts';
import { createStore } from '../../../server/identity/stores.service.ts';
import { verifyDatabase } from '../../../server/settlement/verify.service.ts';
import { aStore } from '../../support/builders.ts';
import { contextOf } from '../../support/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const DAY = new Date('2026-03-20T00:00:00Z');

async function openStores(count: number): Promise<{ database: TestDatabase; storeIds: string[] }> {
  const database = await createTestDatabase();
  const storeIds: string[] = [];
  for (let n = 0; n < count; n++) storeIds.push((await createStore(contextOf(database), aStore())).id);
  return { database, storeIds };
}

/** A stream of so many changes, so many of them from before the day, the last one just before it. */
async function fill({ pool }: TestDatabase, storeId: string, count: number, old: number): Promise<void> {
  await pool.query(
    `insert into change (store_id, seq, type, entity_id, at, state)
     select $1, n, 'notice', n, $2::timestamptz + (n - $4 - 1) * interval '1 second', '{}' from generate_series(1, $3::int) n`,
    [storeId, DAY, count, old],
  );
  await pool.query('update store set last_change_seq = $2 where id = $1', [storeId, count]);
}

async function keptOf({ pool }: TestDatabase, storeId: string): Promise<number[]> {
  const { rows } = await pool.query<{ seq: number }>(
    'select seq from change where store_id = $1 order by seq',
    [storeId],
  );
  return rows.map(({ seq }) => seq);
}

describe('forgetting old changes', () => {
  it('takes them from the old end only, store by store, and keeps the newest whatever its age', async () => {
    const { database, storeIds } = await openStores(3);
    const [some, all, none] = storeIds as [string, string, string];
    await fill(database, some, 10, 6);
    await fill(database, all, 5, 5);
    await fill(database, none, 4, 0);
    expect(await deleteChangesBefore(database.db, DAY)).toBe(6 + 4);
    expect(await keptOf(database, some)).toEqual([7, 8, 9, 10]);
    expect(await keptOf(database, all)).toEqual([5]);
    expect(await keptOf(database, none)).toEqual([1, 2, 3, 4]);
    expect((await verifyDatabase(database.db)).differences).toEqual([]);
  });

  it('leaves no hole where a clock was set back', async () => {
    const { database, storeIds } = await openStores(1);
    const [storeId] = storeIds as [string];
    await fill(database, storeId, 8, 8);
    await database.pool.query('update change set at = $1 where seq = 4', [DAY]);
    await deleteChangesBefore(database.db, DAY);
    expect(await keptOf(database, storeId)).toEqual([4, 5, 6, 7, 8]);
  });

  it('lets a screen at the edge resume, and tells one that is behind it to start anew', async () => {
    const { database, storeIds } = await openStores(1);
    const [storeId] = storeIds as [string];
    await fill(database, storeId, 10, 6);
    await deleteChangesBefore(database.db, DAY);
    expect(await readChanges(database.db, storeId, 7, 10)).toMatchObject({ complete: true });
    expect(await readChanges(database.db, storeId, 6, 10)).toMatchObject({ complete: false });
  });

  it('takes time in proportion to what there is: a hundred thousand go in one go', async () => {
    const { database, storeIds } = await openStores(1);
    const [storeId] = storeIds as [string];
    await fill(database, storeId, 100_010, 100_000);
    expect(await deleteChangesBefore(database.db, DAY)).toBe(100_000);
    expect(await keptOf(database, storeId)).toHaveLength(10);
  });
});

describe('forgetting old answers', () => {
  it('takes those whose time is over', async () => {
    const { database, storeIds } = await openStores(1);
    await database.pool.query(
      `insert into idempotent_answer (store_id, key, fingerprint, answer, created_at)
       values ($1, 'old', '\\x00', '{}', $2::timestamptz - interval '1 second'), ($1, 'new', '\\x00', '{}', $2)`,
      [storeIds[0], DAY],
    );
    await deleteAnswersBefore(database.db, DAY);
    expect((await database.pool.query('select key from idempotent_answer')).rows).toEqual([{ key: 'new' }]);
  });
});
