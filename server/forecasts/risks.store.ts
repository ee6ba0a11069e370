import { sql } from 'kysely';
import type { BackorderRisk } from '../../shared/forecasts/backorder-risk.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { KeptRisk, RiskState } from './risk-news.ts';

export async function listKeptRisks(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
): Promise<KeptRisk[]> {
  const { rows } = await sql<KeptRisk>`
    select item_id as "itemId", chance::float8, state, out_since is not null as "isOut" from backorder_risk
    where store_id = ${storeId} and item_id = any(${itemIds}::uuid[])`.execute(db);
  return rows;
}

/** Replaces what is kept of these items; nothing more is of those that are `gone`. */
export async function writeRisks(
  trx: Transaction,
  storeId: string,
  { kept, gone }: { kept: readonly KeptRisk[]; gone: readonly string[] },
  now: Date,
): Promise<void> {
  if (gone.length > 0)
    await sql`delete from backorder_risk where store_id = ${storeId} and item_id = any(${gone}::uuid[])`.execute(
      trx,
    );
  if (kept.length === 0) return;
  await sql`insert into backorder_risk (store_id, item_id, chance, state, at, seen_since, out_since)
    select ${storeId}, "itemId", chance, state, ${now}, ${now}, case when "isOut" then ${now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb)
      as r ("itemId" uuid, chance numeric, state jsonb, "isOut" boolean)
    on conflict (store_id, item_id) do update set chance = excluded.chance, state = excluded.state, at = excluded.at,
      out_since = case when excluded.out_since is not null
        then coalesce(backorder_risk.out_since, excluded.out_since) end`.execute(trx);
}

type RiskRow = Omit<BackorderRisk, 'at' | 'p50' | keyof RiskState> & {
  at: Date;
  p50: string | null;
  state: RiskState;
};

/** The likeliest first, after one that was the last of a page. */
export async function listRisks(
  db: Queryable,
  storeId: string,
  { after, limit }: { after: { chance: number; itemId: string } | undefined; limit: number },
): Promise<RiskRow[]> {
  const { rows } = await sql<RiskRow>`
    select i.id as "itemId", i.sku, i.name, i.unit, (l.on_hand - l.allocated)::float8 as available, r.chance::float8,
      r.state, r.at, d.state ->> 'p50' as p50
    from backorder_risk r
    join item i on i.id = r.item_id
    join stock_level l on l.store_id = r.store_id and l.item_id = r.item_id
    left join item_depletion d on d.store_id = r.store_id and d.item_id = r.item_id
    where r.store_id = ${storeId} and ${
      after
        ? sql`(r.chance < ${after.chance} or r.chance = ${after.chance} and r.item_id > ${after.itemId})`
        : sql`true`
    }
    order by r.chance desc, r.item_id limit ${limit}`.execute(db);
  return rows;
}
