import { sql } from 'kysely';
import type { StoreCalendar } from './business-day.ts';
import type { Context } from './context.ts';
import type { Database, Transaction } from './database.ts';
import { notFound } from './errors.ts';
import { StoreQueue } from './store-queue.ts';

/** The locked row of a store: who holds it is alone in changing that store until the commit. */
export interface LockedStore extends StoreCalendar {
  id: string;
}

/**
 * Runs one use case in one transaction that owns the store, and announces the commit to the change feed. Everything a
 * use case of one store writes goes through here; a throw undoes all of it.
 * @throws AppError `not-found` when there is no such store
 */
export async function inStoreTransaction<T>(
  ctx: Context,
  storeId: string,
  work: (trx: Transaction, store: LockedStore) => Promise<T>,
): Promise<T> {
  return inStoresTransaction(ctx, [storeId], (trx, [store]) => work(trx, store as LockedStore));
}

/** As {@link inStoreTransaction}, for several stores, which come locked and in the order of `storeIds`. */
export async function inStoresTransaction<T>(
  ctx: Context,
  storeIds: readonly string[],
  work: (trx: Transaction, stores: LockedStore[]) => Promise<T>,
): Promise<T> {
  const result = await queueOf(ctx.db).run(storeIds, () =>
    ctx.db.transaction().execute(async (trx) => {
      await confineTo(trx, storeIds);
      return work(trx, await lockStores(trx, storeIds));
    }),
  );
  for (const storeId of new Set(storeIds)) ctx.announce(storeId);
  return result;
}

/** As {@link inStoresTransaction}, for every store there is: for changes to what all stores share, such as items. */
export async function inAllStoresTransaction<T>(
  ctx: Context,
  work: (trx: Transaction, stores: LockedStore[]) => Promise<T>,
): Promise<T> {
  const { result, stores } = await ctx.db.transaction().execute(async (trx) => {
    // Held even where there is no store yet, so that no two of these ever run side by side.
    await sql`select from deployment for update`.execute(trx);
    const stores = await lockStores(trx, null);
    return { result: await work(trx, stores), stores };
  });
  for (const store of stores) ctx.announce(store.id);
  return result;
}

/** Reads one store in one consistent view of the database, in which there is no other store. */
export async function inStoreView<T>(
  db: Database,
  storeId: string,
  read: (trx: Transaction) => Promise<T>,
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      await confineTo(trx, [storeId]);
      return read(trx);
    });
}

/**
 * From here on Postgres itself shows and takes rows of these stores only, whatever the queries of this transaction say:
 * the policies of the role that it goes on as see to that.
 */
async function confineTo(trx: Transaction, storeIds: readonly string[]): Promise<void> {
  await sql`select set_config('larder.store_ids', ${storeIds.join()}, true), set_config('role', 'larder_store', true)`.execute(
    trx,
  );
}

/** One queue for each database that this process writes to. */
const queues = new WeakMap<Database, StoreQueue>();

function queueOf(db: Database): StoreQueue {
  const queue = queues.get(db) ?? new StoreQueue();
  queues.set(db, queue);
  return queue;
}

async function lockStores(trx: Transaction, storeIds: readonly string[] | null): Promise<LockedStore[]> {
  const wanted = storeIds === null ? null : [...new Set(storeIds)];
  // Ordered by id, so that two transactions over the same stores cannot wait for each other.
  const { rows } = await sql<LockedStore>`
    select id, time_zone as "timeZone", to_char(day_start, 'HH24:MI') as "dayStart"
    from store where ${wanted === null ? sql`true` : sql`id = any(${wanted}::uuid[])`}
    order by id for no key update`.execute(trx);
  if (wanted === null) return rows;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return storeIds!.map((id) => {
    const store = byId.get(id);
    if (!store) throw notFound(`Store ${id}`);
    return store;
  });
}
