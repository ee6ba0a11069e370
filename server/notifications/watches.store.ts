import { sql } from 'kysely';
import type { Transaction } from '../platform/database.ts';

/** Whoever asks twice waits once, from when they asked first. */
export async function insertWatch(
  trx: Transaction,
  storeId: string,
  { id, itemId, customerId }: { id: string; itemId: string; customerId: string },
  now: Date,
): Promise<void> {
  await sql`insert into stock_watch (store_id, id, item_id, customer_id, asked_at)
    values (${storeId}, ${id}, ${itemId}, ${customerId}, ${now})
    on conflict (store_id, item_id, customer_id) where news_at is null do nothing`.execute(trx);
}
