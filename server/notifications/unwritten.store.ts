import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';
import { partOf, type MessageFilter, type MessageRow } from './messages.store.ts';

// As messages that failed: to the address that would come first, without a text.
const unwritten = (storeId: string) => sql`(
    select n.aside_id as "messageId", n.customer_id as "customerId", n.order_id as "orderId", o.number as "orderNumber",
      coalesce(c.name, 'Nobody known') as customer, null::uuid as "supplierId", null::text as supplier,
      null::uuid as "purchaseOrderId", null::bigint as "purchaseOrderNumber", n.kind,
      case when c.email is null and c.phone is not null then 'sms' else 'email' end as channel,
      coalesce(c.email, c.phone, '') as recipient, coalesce(c.language, 'en') as language, '' as subject, '' as body,
      'failed' as state, 0 as attempts, n.aside_at as "dueAt", n.problem, n.aside_at as "createdAt", null::timestamptz as "sentAt"
    from (
      select distinct on (aside_id) * from customer_tiding where store_id = ${storeId} and aside_id is not null
      order by aside_id, id desc
    ) n
    left join customer c on c.store_id = n.store_id and c.id = n.customer_id
    left join customer_order o on o.store_id = n.store_id and o.id = n.order_id
  ) m`;

/** What could not be written, as the log shows it; newest first. */
export async function listUnwritten(
  db: Queryable,
  storeId: string,
  { state, to, search, before, limit }: MessageFilter,
): Promise<MessageRow[]> {
  if (to === 'suppliers' || (state !== undefined && state !== 'failed')) return [];
  const pattern = partOf(search ?? '');
  const conditions = [
    before === undefined
      ? sql`true`
      : sql`("createdAt", "messageId") < (${before.createdAt}::timestamptz, ${before.id}::uuid)`,
    search === undefined
      ? sql`true`
      : sql`(customer ilike ${pattern} or recipient ilike ${pattern} or "orderNumber"::text like ${pattern})`,
  ];
  const { rows } = await sql<MessageRow>`select * from ${unwritten(storeId)}
    where ${sql.join(conditions, sql` and `)} order by "createdAt" desc, "messageId" desc limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** What could not be written is to be told after all. Returns it as it was; undefined when there is no such. */
export async function takeUpAgain(
  trx: Transaction,
  storeId: string,
  messageId: string,
): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`
    select * from ${unwritten(storeId)} where "messageId" = ${messageId}`.execute(trx);
  await sql`update customer_tiding set aside_id = null, aside_at = null, problem = null
    where store_id = ${storeId} and aside_id = ${messageId}`.execute(trx);
  return rows[0];
}
