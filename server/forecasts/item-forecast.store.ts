import { sql } from 'kysely';
import type { Database, Queryable, Transaction } from '../platform/database.ts';
import type { StoreCalendar } from '../platform/business-day.ts';
import type { HourProfile } from './hour-profile.ts';
import type { ItemFit } from './fit-store.ts';

/** A forecast as it was fitted. */
export interface StoredForecast {
  itemId: string;
  fittedAt: Date;
  model: ItemFit['model'];
  profile: HourProfile;
  days: number;
}

export async function listForecasts(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
): Promise<StoredForecast[]> {
  const { rows } = await sql<StoredForecast>`
    select item_id as "itemId", fitted_at as "fittedAt", model, hours as profile, days from item_forecast
    where store_id = ${storeId} and item_id = any(${itemIds}::uuid[])`.execute(db);
  return rows;
}

/** Replaces the forecasts of these items. */
export async function writeForecasts(
  trx: Transaction,
  storeId: string,
  fits: readonly ItemFit[],
  now: Date,
): Promise<void> {
  const rows = fits.map(({ itemId, model, profile }) => ({
    ...{ itemId, model: rounded(model), days: model.days },
    hours: profile.map((share) => Number(share.toFixed(5))),
  }));
  await sql`insert into item_forecast (store_id, item_id, fitted_at, model, hours, days)
    select ${storeId}, "itemId", ${now}, model, hours, days from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r ("itemId" uuid, model jsonb, hours jsonb, days int)
    on conflict (store_id, item_id) do update set fitted_at = excluded.fitted_at, model = excluded.model,
      hours = excluded.hours, days = excluded.days`.execute(trx);
}

function rounded({ shape, ...model }: ItemFit['model']): ItemFit['model'] {
  return { ...model, shape: shape.map((share) => Number(share.toFixed(5))) };
}

/** Forgets those of what is no longer in the store. */
export async function dropForecastsBefore(trx: Transaction, storeId: string, before: Date): Promise<void> {
  await sql`delete from item_forecast where store_id = ${storeId} and fitted_at < ${before}`.execute(trx);
}

export interface StoreStanding extends StoreCalendar {
  storeId: string;
  /** Of its oldest forecast; null before the first. */
  fittedAt: Date | null;
}

/** Stores in which anything was ever sold, and how their forecasts stand. */
export async function listStandings(db: Database): Promise<StoreStanding[]> {
  const { rows } = await sql<StoreStanding>`
    select s.id as "storeId", s.time_zone as "timeZone", to_char(s.day_start, 'HH24:MI') as "dayStart",
      (select min(fitted_at) from item_forecast f where f.store_id = s.id) as "fittedAt"
    from store s where exists (select from demand_hour h where h.store_id = s.id)`.execute(db);
  return rows;
}

/** Of these stores, those in which something was sold that has no forecast. */
export async function listStoresWithNews(db: Database, storeIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ storeId: string }>`
    select s.id as "storeId" from store s where s.id = any(${storeIds}::uuid[]) and exists (
      select from stock_level l where l.store_id = s.id
        and exists (select from demand_hour h where h.store_id = l.store_id and h.item_id = l.item_id)
        and not exists (select from item_forecast f where f.store_id = l.store_id and f.item_id = l.item_id))`.execute(
    db,
  );
  return rows.map(({ storeId }) => storeId);
}

/** Sales that are not in the history yet and need not be waited for. */
export const FEW_FACTS = 200;

/** Whether so few facts of a store are not in its history yet that forecasts need not wait for them. */
export async function isHistoryRead(db: Queryable, storeId: string, few: number): Promise<boolean> {
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from (
      select from movement m where m.store_id = ${storeId}
        and m.id > coalesce((select movement_id from demand_cursor where store_id = ${storeId}), 0)
      limit ${few + 1}) unread`.execute(db);
  return rows[0]!.left <= few;
}

export interface ItemToFit {
  itemId: string;
  category: string;
  unit: string;
  since: Date;
  hasHistory: boolean;
}

export async function listItemsToFit(db: Queryable, storeId: string): Promise<ItemToFit[]> {
  const { rows } = await sql<ItemToFit>`
    select i.id as "itemId", i.category, i.unit, greatest(i.created_at, s.created_at) as since,
      exists (select from demand_hour h where h.store_id = l.store_id and h.item_id = l.item_id) as "hasHistory"
    from stock_level l join item i on i.id = l.item_id join store s on s.id = l.store_id
    where l.store_id = ${storeId} order by i.id`.execute(db);
  return rows;
}
