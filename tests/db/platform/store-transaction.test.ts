import { describe, expect, it, vi } from 'vitest';
import { createStore } from '../../../server/identity/stores.service.ts';
import type { Context } from '../../../server/platform/context.ts';
import {
  inAllStoresTransaction,
  inStoresTransaction,
  inStoreTransaction,
} from '../../../server/platform/store-transaction.ts';
import { aStore } from '../../support/builders.ts';
import { contextOf } from '../../support/test-context.ts';
import { createTestDatabase, openAnotherPool } from '../../support/test-database.ts';

/** Two processes on one database with two stores. */
async function open() {
  const database = await createTestDatabase();
  const one = contextOf(database, { announce: vi.fn() });
  const two = contextOf(openAnotherPool(database));
  const a = (await createStore(one, aStore())).id;
  const b = (await createStore(one, aStore())).id;
  vi.mocked(one.announce).mockClear();
  return { database, one, two, a, b };
}

/** A use case that stays inside until it is told to go on. */
function holding(ctx: Context, storeId: string) {
  const entered = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const done = inStoreTransaction(ctx, storeId, async () => {
    entered.resolve();
    await release.promise;
  });
  return { entered: entered.promise, release: release.resolve, done };
}

describe('a use case of one store', () => {
  it('waits for the one before it, in whichever process that runs', async () => {
    const { one, two, a } = await open();
    const first = holding(one, a);
    await first.entered;
    const log: string[] = [];
    const second = inStoreTransaction(two, a, async () => void log.push('second'));
    // Another store's goes through meanwhile, so the second had every chance to go ahead.
    for (let round = 0; round < 5; round++) await one.db.selectFrom('store').selectAll().execute();
    log.push('first');
    first.release();
    await Promise.all([first.done, second]);
    expect(log).toEqual(['first', 'second']);
  });

  it('does not wait for another store, in the same process or another', async () => {
    const { one, two, a, b } = await open();
    const first = holding(one, a);
    await first.entered;
    for (const ctx of [one, two])
      expect(await inStoreTransaction(ctx, b, async () => 'through')).toBe('through');
    first.release();
    await first.done;
  });

  it('knows the calendar of its store', async () => {
    const { one } = await open();
    const { id } = await createStore(one, aStore({ timeZone: 'Asia/Tokyo', dayStart: '05:30' }));
    expect(await inStoreTransaction(one, id, async (_, store) => store)).toEqual({
      id,
      timeZone: 'Asia/Tokyo',
      dayStart: '05:30',
    });
  });

  it('of a store that does not exist is refused', async () => {
    const { one } = await open();
    const nowhere = '019c8a4e-0000-7000-8000-000000000000';
    await expect(inStoreTransaction(one, nowhere, async () => {})).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is announced once it is committed, and not at all when it failed', async () => {
    const { one, a } = await open();
    await inStoreTransaction(one, a, async () => expect(one.announce).not.toHaveBeenCalled());
    expect(one.announce).toHaveBeenCalledExactlyOnceWith(a);
    const failing = inStoreTransaction(one, a, async (trx) => {
      await trx.updateTable('store').set({ name: 'Changed' }).where('id', '=', a).execute();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(one.announce).toHaveBeenCalledTimes(1);
    expect(await one.db.selectFrom('store').select('name').where('id', '=', a).execute()).toEqual([
      { name: 'Trattoria' },
    ]);
  });
});

describe('a use case of several stores', () => {
  it('gets them in the order it named them, and announces each once', async () => {
    const { one, a, b } = await open();
    const stores = await inStoresTransaction(one, [b, a, b], async (_, locked) => locked.map(({ id }) => id));
    expect(stores).toEqual([b, a, b]);
    expect(vi.mocked(one.announce).mock.calls.flat().sort()).toEqual([a, b].sort());
  });

  it('never locks up with others that name them the other way round', async () => {
    const { one, two, a, b } = await open();
    const jobs = Array.from({ length: 40 }, (_, n) =>
      inStoresTransaction([one, two][n % 2]!, n % 3 ? [a, b] : [b, a], async (trx) => {
        await trx
          .updateTable('store')
          .set({ name: `by ${n}` })
          .execute();
      }),
    );
    await expect(Promise.all(jobs)).resolves.toHaveLength(40);
  });
});

describe('a use case of all stores', () => {
  it('waits for those of one store, and they for it', async () => {
    const { one, two, a, b } = await open();
    const log: string[] = [];
    const first = holding(one, a);
    await first.entered;
    const all = inAllStoresTransaction(two, async (_, stores) => {
      log.push(`all ${stores.length}`);
    });
    log.push('one');
    first.release();
    await Promise.all([first.done, all]);
    expect(log).toEqual(['one', 'all 2']);
    await inStoreTransaction(one, b, async () => void log.push('after'));
    expect(log).toEqual(['one', 'all 2', 'after']);
  });

  it('runs alone even where there is no store yet', async () => {
    const ctx = contextOf(await createTestDatabase());
    let inside = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      expect(inside).toBe(1);
      await ctx.db.selectFrom('item').selectAll().execute();
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => inAllStoresTransaction(ctx, work)));
  });
});
