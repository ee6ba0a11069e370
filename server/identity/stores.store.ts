import { sql } from 'kysely';
import type { Store } from '../../shared/identity/store.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';

const columns = sql`id, name, time_zone as "timeZone", currency, to_char(day_start, 'HH24:MI') as "dayStart",
  approval_above as "approvalAbove"`;

type StoreRow = Omit<Store, 'approvalAbove'> & { approvalAbove: number | null };

function toStore({ approvalAbove, ...store }: StoreRow): Store {
  return { ...store, ...(approvalAbove !== null && { approvalAbove }) };
}

export interface StorePage {
  /** Null: all of them. */
  storeIds?: readonly string[] | null;
  after?: string | undefined;
  limit: number;
}

export async function listStores(
  db: Queryable,
  { storeIds = null, after, limit }: StorePage,
): Promise<Store[]> {
  const { rows } = await sql<StoreRow>`select ${columns} from store
    where ${after === undefined ? sql`true` : sql`id > ${after}`}
      and ${storeIds === null ? sql`true` : sql`id = any(${storeIds}::uuid[])`} order by id limit ${limit}`.execute(
    db,
  );
  return rows.map(toStore);
}

export async function listStoreIds(db: Queryable, among: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from store where id = any(${among}::uuid[])`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

export async function getStore(db: Queryable, storeId: string): Promise<Store> {
  const { rows } = await sql<StoreRow>`select ${columns} from store where id = ${storeId}`.execute(db);
  if (!rows[0]) throw notFound(`Store ${storeId}`);
  return toStore(rows[0]);
}

export async function insertStore(trx: Transaction, store: Store, now: Date): Promise<void> {
  await sql`insert into store (id, name, time_zone, currency, day_start, created_at)
    values (${store.id}, ${store.name}, ${store.timeZone}, ${store.currency}, ${store.dayStart}, ${now})`.execute(
    trx,
  );
}

export async function updateStore(trx: Transaction, store: Store): Promise<void> {
  await sql`update store set name = ${store.name}, time_zone = ${store.timeZone}, currency = ${store.currency},
    day_start = ${store.dayStart}, approval_above = ${store.approvalAbove ?? null} where id = ${store.id}`.execute(
    trx,
  );
}
