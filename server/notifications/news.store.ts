import { sql } from 'kysely';
import type { Channel } from '../../shared/notifications/message.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { News } from './tidings.ts';

/** No message was made of them, nor was that given up. */
const FRESH = sql.raw('composed_at is null and aside_id is null and customer_id is not null');

/** Stores that have news from before this instant of which a message is to be made. */
export async function listStoresWithNews(db: Queryable, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct store_id as id from customer_tiding
    where ${FRESH} and at <= ${before}`.execute(db);
  return rows.map(({ id }) => id);
}

/** What news have waited about since before `before`, longest first: orders, or customers where there is no order. */
export async function listDueSubjects(
  db: Queryable,
  storeId: string,
  { before, limit }: { before: Date; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ subject: string }>`
    select coalesce(order_id, customer_id) as subject from customer_tiding
    where store_id = ${storeId} and ${FRESH} and at <= ${before} group by 1 order by min(id) limit ${limit}`.execute(
    db,
  );
  return rows.map(({ subject }) => subject);
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

/** All that is to be told about these orders and customers, oldest first. */
export async function listFreshNews(
  db: Queryable,
  storeId: string,
  subjects: readonly string[],
): Promise<NewsRow[]> {
  const { rows } = await sql<NewsRow>`select ${columns} from customer_tiding n
    where store_id = ${storeId} and ${FRESH} and coalesce(order_id, customer_id) = any(${subjects}::uuid[]) order by id`.execute(
    db,
  );
  return rows;
}

/** Gives up what is to be told about an order or a customer. Returns the ids of these news. */
export async function setAside(
  trx: Transaction,
  storeId: string,
  { subject, asideId, problem }: { subject: string; asideId: string; problem: string },
  now: Date,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update customer_tiding set aside_id = ${asideId}, aside_at = ${now}, problem = ${problem}
    where store_id = ${storeId} and ${FRESH} and coalesce(order_id, customer_id) = ${subject} returning id`.execute(
    trx,
  );
  return rows.map(({ id }) => id);
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
    where store_id = ${storeId} and id = any(${ids}::bigint[]) and ${FRESH}`.execute(db);
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
