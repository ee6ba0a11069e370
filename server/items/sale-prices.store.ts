import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';

export interface SalePriceRow {
  itemId: string;
  sku: string;
  name: string;
  unit: string;
  category: string;
  /** Minor units of the store's currency; null where nobody said. */
  amount: number | null;
}

/** Everything on sale, with what it costs in a store; of these items only when they are given. */
export async function listSalePrices(
  db: Queryable,
  storeId: string,
  skus?: readonly string[],
): Promise<SalePriceRow[]> {
  const { rows } = await sql<SalePriceRow>`
    select i.id as "itemId", i.sku, i.name, i.unit, i.category, p.amount
    from item i left join sale_price p on p.store_id = ${storeId} and p.item_id = i.id
    where i.sellable and ${skus === undefined ? sql`true` : sql`i.sku = any(${skus})`}
    order by i.category, i.name, i.sku`.execute(db);
  return rows;
}

/** Sets these prices; null takes one away. */
export async function writeSalePrices(
  trx: Transaction,
  storeId: string,
  prices: readonly { itemId: string; amount: number | null }[],
  now: Date,
): Promise<void> {
  const rows = JSON.stringify(prices);
  await sql`delete from sale_price p using jsonb_to_recordset(${rows}::jsonb) as r ("itemId" uuid, amount bigint)
    where p.store_id = ${storeId} and p.item_id = r."itemId" and r.amount is null`.execute(trx);
  await sql`insert into sale_price (store_id, item_id, amount, changed_at)
    select ${storeId}, "itemId", amount, ${now}
    from jsonb_to_recordset(${rows}::jsonb) as r ("itemId" uuid, amount bigint) where amount is not null
    on conflict (store_id, item_id) do update set amount = excluded.amount, changed_at = excluded.changed_at`.execute(
    trx,
  );
}
