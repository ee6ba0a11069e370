import { sql, type RawBuilder } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { ItemFit } from './fit-store.ts';
import type { Score } from './score.ts';
import { dateOf } from './store-hours.ts';

/** Keeps what is foretold of a business day, unless something is kept of it already. */
export async function keepForecasts(
  trx: Transaction,
  storeId: string,
  fits: readonly ItemFit[],
  now: Date,
): Promise<void> {
  const rows = fits
    .filter(({ model }) => model.days > 0)
    .map(({ itemId, today: { day, ...band } }) => ({ itemId, day: dateOf(day), ...band }));
  if (rows.length === 0) return;
  await sql`insert into forecast_score (store_id, item_id, day, made_at, mean, p10, p50, p90)
    select ${storeId}, "itemId", day, ${now}, round(mean, 3), p10, p50, p90
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r ("itemId" uuid, day date, mean numeric, p10 numeric, p50 numeric, p90 numeric)
    on conflict (store_id, item_id, day) do nothing`.execute(trx);
}

/** Puts what came beside what was foretold of the days that are over. */
export async function scoreForecasts(
  trx: Transaction,
  storeId: string,
  fits: readonly ItemFit[],
  now: Date,
): Promise<void> {
  const rows = fits.flatMap(({ itemId, lately }) =>
    lately.map(({ day, sold, inStock }) => ({ itemId, day: dateOf(day), sold, inStock })),
  );
  if (rows.length === 0) return;
  await sql`update forecast_score s set actual = r.sold, in_stock = round(r."inStock", 3), scored_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r ("itemId" uuid, day date, sold numeric, "inStock" numeric)
    where s.store_id = ${storeId} and s.item_id = r."itemId" and s.day = r.day and s.actual is null`.execute(
    trx,
  );
}

/** What was foretold so long ago is of no use to anybody: of days, of moments, and of what ran out. */
export async function dropScoresBefore(trx: Transaction, storeId: string, before: Date): Promise<void> {
  await sql`with claims as (
      delete from depletion_claim where store_id = ${storeId} and at < ${before} and closed_at is not null
    ), outs as (delete from stock_out where store_id = ${storeId} and at < ${before})
    delete from forecast_score where store_id = ${storeId} and day < ${before}::timestamptz::date`.execute(
    trx,
  );
}

/**
 * Days that can be judged: those on which it could hardly be had say nothing of what was foretold. `usual` is the item's mean
 * day, so that items of all units can be added up.
 */
function judgedDays(storeId: string, since: string, itemId?: string): RawBuilder<unknown> {
  return sql`(select item_id, day, mean, p10, p90, actual,
      nullif(avg(mean + actual) over (partition by item_id), 0) / 2 as usual
    from forecast_score where store_id = ${storeId} and day >= ${since} and actual is not null and in_stock >= 0.9
      and ${itemId === undefined ? sql`true` : sql`item_id = ${itemId}`}) s`;
}

/** `bias` is what was foretold too much, over what was asked; null when nothing was. */
const SCORE = sql.raw(`avg((s.actual between s.p10 and s.p90)::int)::float8 as coverage80, count(*)::int as n,
  (sum((s.mean - s.actual) / s.usual) / nullif(sum(s.actual / s.usual), 0))::float8 as bias`);

export async function readScore(
  db: Queryable,
  storeId: string,
  { since, itemId }: { since: string; itemId?: string },
): Promise<Score> {
  const { rows } = await sql<Score>`
    select ${SCORE} from ${judgedDays(storeId, since, itemId)}`.execute(db);
  return rows[0]!;
}

/** Week by week, named after their Mondays, the first first. */
export async function listScoresByWeek(
  db: Queryable,
  storeId: string,
  since: string,
): Promise<(Score & { week: string })[]> {
  const { rows } = await sql<Score & { week: string }>`
    select to_char(date_trunc('week', s.day), 'YYYY-MM-DD') as week, ${SCORE}
    from ${judgedDays(storeId, since)}
    group by date_trunc('week', s.day) order by 1`.execute(db);
  return rows;
}

/** Items whose forecasts were furthest from 80 % within their bands; those of few days are left out. */
export async function listWorstItems(
  db: Queryable,
  storeId: string,
  { since, fewest, limit }: { since: string; fewest: number; limit: number },
): Promise<(Score & { itemId: string; sku: string; name: string })[]> {
  const { rows } = await sql<Score & { itemId: string; sku: string; name: string }>`
    select i.id as "itemId", i.sku, i.name, ${SCORE}
    from ${judgedDays(storeId, since)} join item i on i.id = s.item_id
    group by i.id having count(*) >= ${fewest}
    order by avg((s.actual between s.p10 and s.p90)::int), abs(sum(s.mean - s.actual)) / nullif(sum(s.actual), 0) desc nulls last, i.sku
    limit ${limit}`.execute(db);
  return rows;
}

/** A day as it was foretold before it began, and what came. */
export interface ScoredDay {
  day: string;
  p10: number;
  p50: number;
  p90: number;
  sold: number;
  inStock: number;
}

/** Days of an item that are over, the first first. */
export async function listScoredDays(
  db: Queryable,
  { storeId, itemId }: { storeId: string; itemId: string },
  since: string,
): Promise<ScoredDay[]> {
  const { rows } = await sql<ScoredDay>`
    select to_char(day, 'YYYY-MM-DD') as day, p10::float8, p50::float8, p90::float8, actual::float8 as sold,
      in_stock::float8 as "inStock"
    from forecast_score
    where store_id = ${storeId} and item_id = ${itemId} and day >= ${since} and actual is not null order by day`.execute(
    db,
  );
  return rows;
}

/** Of how many items a store has forecasts, and when they were made last. */
export async function readModels(
  db: Queryable,
  storeId: string,
): Promise<{ items: number; fittedAt: Date | null }> {
  const { rows } = await sql<{ items: number; fittedAt: Date | null }>`
    select (select count(*) from stock_level l where l.store_id = ${storeId})::int as items,
      max(f.fitted_at) as "fittedAt"
    from item_forecast f where f.store_id = ${storeId}`.execute(db);
  return rows[0]!;
}
