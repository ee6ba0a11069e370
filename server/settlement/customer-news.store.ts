import { sql } from 'kysely';
import type { Transaction } from '../platform/database.ts';
import type { CustomerNews } from './customer-news.ts';

/** Notes what customers should hear; messages are made of it afterwards. */
export async function insertCustomerNews(
  trx: Transaction,
  storeId: string,
  news: readonly CustomerNews[],
  now: Date,
): Promise<void> {
  if (news.length === 0) return;
  await sql`insert into customer_tiding (store_id, customer_id, order_id, line_id, watch_id, kind, detail, at)
    select ${storeId}, "customerId", "orderId", "lineId", "watchId", kind, detail, ${now}
    from jsonb_to_recordset(${JSON.stringify(news)}::jsonb) as r ("customerId" uuid, "orderId" uuid, "lineId" uuid,
      "watchId" uuid, kind text, detail jsonb)`.execute(trx);
}

/** Takes the next of those who wait for an item that is back, as many as there are units, and says who they are. */
export async function takeWatches(
  trx: Transaction,
  storeId: string,
  back: readonly { itemId: string; units: number | null }[],
  now: Date,
): Promise<{ watchId: string; customerId: string; itemId: string }[]> {
  const { rows } = await sql<{ watchId: string; customerId: string; itemId: string }>`
    with turn as (
      select w.id, row_number() over (partition by w.item_id order by w.asked_at, w.id) as place,
        b.units - (select count(*) from stock_watch t where t.store_id = w.store_id and t.item_id = w.item_id
          and t.news_at > ${now}::timestamptz - interval '1 day') as free
      from stock_watch w join jsonb_to_recordset(${JSON.stringify(back)}::jsonb) as b ("itemId" uuid, units integer)
        on b."itemId" = w.item_id
      where w.store_id = ${storeId} and w.news_at is null
    )
    update stock_watch w set news_at = ${now} from turn t
    where w.store_id = ${storeId} and w.id = t.id and (t.free is null or t.place <= t.free)
    returning w.id as "watchId", w.customer_id as "customerId", w.item_id as "itemId"`.execute(trx);
  return rows;
}
