import { sql } from 'kysely';
import type { Channel } from '../../shared/notifications/message.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { News } from './tidings.ts';

/** Stores that have news from before this instant of which no message was made. */
export async function listStoresWithNews(db: Queryable, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct store_id as id from customer_tiding
    where composed_at is null and customer_id is not null and at <= ${before}`.execute(db);
  return rows.map(({ id }) => id);
}

/** News, and what they become one message with: the same order, or the same customer where there is none. */
export interface NewsRow extends Omit<News, 'detail'> {
  customerId: string;
  orderId: string | null;
  detail: News['detail'] & { itemId?: string };
  composedAt: Date | null;
}

const columns = sql`n.id, n.kind, n.line_id as "lineId", n.customer_id as "customerId", n.order_id as "orderId", n.detail,
  n.composed_at as "composedAt"`;

/** The news that have waited since before `before`, with all others of the same orders and customers; oldest first. */
export async function listFreshNews(
  db: Queryable,
  storeId: string,
  { before, groups }: { before: Date; groups: number },
): Promise<NewsRow[]> {
  const { rows } = await sql<NewsRow>`with due as (
      select coalesce(order_id, customer_id) as about from customer_tiding
      where store_id = ${storeId} and composed_at is null and customer_id is not null and at <= ${before}
      group by 1 order by min(id) limit ${groups}
    )
    select ${columns} from customer_tiding n join due on due.about = coalesce(n.order_id, n.customer_id)
    where n.store_id = ${storeId} and n.composed_at is null and n.customer_id is not null order by n.id`.execute(
    db,
  );
  return rows;
}

export interface WaitingRow {
  orderId: string;
  channel: Channel;
  /** When the oldest of these messages was made. */
  since: Date;
}

/** Channels on which messages of these orders still wait to be sent. */
export async function listWaiting(
  db: Queryable,
  storeId: string,
  orderIds: readonly string[],
): Promise<WaitingRow[]> {
  const { rows } =
    await sql<WaitingRow>`select order_id as "orderId", channel, min(created_at) as since from message
    where store_id = ${storeId} and order_id = any(${orderIds}::uuid[]) and state = 'queued' group by 1, 2`.execute(
      db,
    );
  return rows;
}

/** News of which messages were made since then, oldest first. */
export async function listNewsComposedSince(
  db: Queryable,
  storeId: string,
  orderIds: readonly string[],
  since: Date,
): Promise<NewsRow[]> {
  const { rows } = await sql<NewsRow>`select ${columns} from customer_tiding n
    where n.store_id = ${storeId} and n.order_id = any(${orderIds}::uuid[]) and n.composed_at >= ${since} order by n.id`.execute(
    db,
  );
  return rows;
}

export async function countFresh(db: Queryable, storeId: string, ids: readonly number[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from customer_tiding
    where store_id = ${storeId} and id = any(${ids}::bigint[]) and composed_at is null`.execute(db);
  return rows[0]!.count;
}

export async function markComposed(
  trx: Transaction,
  storeId: string,
  ids: readonly number[],
  now: Date,
): Promise<void> {
  await sql`update customer_tiding set composed_at = ${now}
    where store_id = ${storeId} and id = any(${ids}::bigint[])`.execute(trx);
}
