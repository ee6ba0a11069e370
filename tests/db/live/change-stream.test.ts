import { describe, expect, it } from 'vitest';
import { appendChanges, readChanges } from '../../../server/live/change-stream.store.ts';
import { inStoreTransaction } from '../../../server/platform/store-transaction.ts';
import { createStore } from '../../../server/identity/stores.service.ts';
import { aStore } from '../../support/builders.ts';
import { contextOf } from '../../support/test-context.ts';
import { createTestDatabase, openAnotherPool, type TestDatabase } from '../../support/test-database.ts';

const NOW = new Date('2026-03-20T11:00:00Z');

async function openStream(): Promise<{ database: TestDatabase; storeId: string }> {
  const database = await createTestDatabase();
  const { id: storeId } = await createStore(contextOf(database), aStore());
  return { database, storeId };
}

/** Appends so many changes in one transaction; `fail` rolls it back. */
async function write({ db }: TestDatabase, storeId: string, count: number, fail = false): Promise<void> {
  const changes = Array.from({ length: count }, (_, n) => ({
    type: 'stock' as const,
    id: `item-${n}`,
    state: { n },
  }));
  await inStoreTransaction(contextOf({ db }), storeId, async (trx) => {
    await appendChanges(trx, storeId, changes, NOW);
    if (fail) throw new Error('rolled back');
  }).catch((error: Error) => {
    if (error.message !== 'rolled back') throw error;
  });
}

describe("a store's stream", () => {
  it('has no hole and no doubled number, whoever writes and whatever is rolled back', async () => {
    const { database, storeId } = await openStream();
    const writers = [database, openAnotherPool(database)];
    let kept = 0;
    const jobs = Array.from({ length: 80 }, (_, n) => {
      const [count, fail] = [1 + (n % 4), n % 3 === 0];
      if (!fail) kept += count;
      return write(writers[n % 2]!, storeId, count, fail);
    });
    await Promise.all(jobs);
    const { rows } = await database.pool.query<{ seq: number }>('select seq from change order by seq');
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: kept }, (_, n) => n + 1));
    const head = await database.pool.query('select last_change_seq as head from store');
    expect(head.rows).toEqual([{ head: kept }]);
  });

  it('is seen in the order of its numbers: never a later change without every earlier one', async () => {
    const { database, storeId } = await openStream();
    const writers = [database, openAnotherPool(database)];
    let busy = true;
    const watch = async (): Promise<number> => {
      let looks = 0;
      while (busy) {
        const { rows } = await database.pool.query(
          'select count(*) as count, coalesce(max(seq), 0) as newest from change',
        );
        expect((rows as { count: number }[])[0]!.count).toBe((rows as { newest: number }[])[0]!.newest);
        looks += 1;
      }
      return looks;
    };
    const watching = watch();
    await Promise.all(Array.from({ length: 60 }, (_, n) => write(writers[n % 2]!, storeId, 1 + (n % 3))));
    busy = false;
    expect(await watching).toBeGreaterThan(0);
  });

  it('counts for each store by itself', async () => {
    const { database, storeId } = await openStream();
    const { id: other } = await createStore(contextOf(database), aStore());
    await Promise.all([write(database, storeId, 3), write(database, other, 2), write(database, storeId, 1)]);
    const { rows } = await database.pool.query(
      'select store_id as id, array_agg(seq::int order by seq) as seqs from change group by 1',
    );
    expect(rows).toEqual(
      expect.arrayContaining([
        { id: storeId, seqs: [1, 2, 3, 4] },
        { id: other, seqs: [1, 2] },
      ]),
    );
  });
});

describe('a run of the stream', () => {
  it('has each entity once, in its latest state within the run, in the order of the stream', async () => {
    const { database, storeId } = await openStream();
    const { db } = database;
    for (const [id, n] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
      ['c', 4],
      ['b', 5],
    ] as const) {
      await inStoreTransaction(contextOf({ db }), storeId, (trx) =>
        appendChanges(trx, storeId, [{ type: 'stock', id, state: { n } }], NOW),
      );
    }
    const run = async (from: number, to: number) => {
      const { complete, changes } = await readChanges(db, storeId, from, to);
      return {
        complete,
        changes: changes.map((change) => [change.id, change.seq, (change as { n?: number }).n]),
      };
    };
    expect(await run(1, 5)).toEqual({
      complete: true,
      changes: [
        ['a', 3, 3],
        ['c', 4, 4],
        ['b', 5, 5],
      ],
    });
    expect(await run(1, 2)).toEqual({
      complete: true,
      changes: [
        ['a', 1, 1],
        ['b', 2, 2],
      ],
    });
    expect(await run(6, 5)).toEqual({ complete: true, changes: [] });
    expect(await run(9, 9)).toEqual({ complete: false, changes: [] });
  });

  it('says that an entity is gone', async () => {
    const { database, storeId } = await openStream();
    const gone = [{ type: 'item' as const, id: 'a', state: null }];
    await inStoreTransaction(contextOf(database), storeId, (trx) => appendChanges(trx, storeId, gone, NOW));
    const { changes } = await readChanges(database.db, storeId, 1, 1);
    expect(changes).toEqual([{ type: 'item', id: 'a', seq: 1, at: NOW.toISOString(), removed: true }]);
  });
});
