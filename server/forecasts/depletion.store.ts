import { sql } from 'kysely';
import type { Depletion } from '../../shared/forecasts/forecast.schema.ts';
import type { StreamHead } from '../live/change-stream.store.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

/** What screens were told last of these items, or of all; the first to run out first. */
export async function listTold(
  db: Queryable,
  storeId: string,
  itemIds?: readonly string[],
): Promise<Depletion[]> {
  const { rows } = await sql<{ state: Depletion }>`
    select state from item_depletion where store_id = ${storeId}
      and ${itemIds === undefined ? sql`true` : sql`item_id = any(${itemIds}::uuid[])`}
    order by state ->> 'p50' nulls last, state ->> 'p10' nulls last, (state ->> 'probability')::numeric desc, item_id`.execute(
    db,
  );
  return rows.map(({ state }) => state);
}

/** Keeps what screens are told; `gone` is no longer told. */
export async function writeTold(
  trx: Transaction,
  storeId: string,
  { told, gone }: { told: readonly Depletion[]; gone: readonly string[] },
  now: Date,
): Promise<void> {
  if (gone.length > 0)
    await sql`delete from item_depletion where store_id = ${storeId} and item_id = any(${gone}::uuid[])`.execute(
      trx,
    );
  if (told.length > 0)
    await sql`insert into item_depletion (store_id, item_id, state, at)
      select ${storeId}, (state ->> 'itemId')::uuid, state, ${now} from jsonb_array_elements(${JSON.stringify(told)}::jsonb) state
      on conflict (store_id, item_id) do update set state = excluded.state, at = excluded.at`.execute(trx);
}

export interface StockRow {
  itemId: string;
  category: string;
  onHand: number;
  allocated: number;
  backordered: number;
  counted: boolean;
  stocked: boolean;
  /** A count-down that somebody set: so many are left, whatever the stock says. */
  remaining: number | null;
  /** So much somebody wants to have of it. */
  par: number | null;
  /** By a recipe, in the house. */
  isMade: boolean;
  /** The least that the recipe of anything that is sold takes of it; null without one, and where it is sold itself. */
  portion: number | null;
}

export async function listStockRows(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
): Promise<StockRow[]> {
  const { rows } = await sql<StockRow>`
    select l.item_id as "itemId", i.category, l.on_hand as "onHand", l.allocated, l.backordered, l.counted, i.stocked,
      l.remaining, i.par_level as par, exists (select from recipe_line r where r.item_id = i.id) as "isMade",
      case when not i.sellable then (select min(c.quantity) from recipe_closure c join item d on d.id = c.item_id
        where c.component_id = i.id and c.draws and d.sellable) end as portion
    from stock_level l join item i on i.id = l.item_id
    where l.store_id = ${storeId} and l.item_id = any(${itemIds}::uuid[])`.execute(db);
  return rows;
}

/** What dishes take of stock: of those that take any of these items, or are among them. */
export async function listDishParts(
  db: Queryable,
  itemIds: readonly string[],
): Promise<{ dishId: string; componentId: string }[]> {
  const { rows } = await sql<{ dishId: string; componentId: string }>`
    select c.item_id as "dishId", c.component_id as "componentId"
    from recipe_closure c join item d on d.id = c.item_id
    where c.draws and not d.stocked and c.item_id in (
      select item_id from recipe_closure where draws and component_id = any(${itemIds}::uuid[])
      union select unnest(${itemIds}::uuid[]))`.execute(db);
  return rows;
}

export interface ForetoldStore extends StreamHead {
  /** Another text whenever what is known of days to come is another. */
  events: string;
}

/** Stores of which forecasts were made, and how far their streams are. */
export async function listForetoldStores(db: Queryable): Promise<ForetoldStore[]> {
  const { rows } = await sql<ForetoldStore>`
    select s.id as "storeId", s.last_change_seq as seq,
      (select count(*) || ' ' || coalesce(max(created_at)::text, '') from demand_event e where e.store_id = s.id) as events
    from store s
    where exists (select from item_forecast f where f.store_id = s.id)`.execute(db);
  return rows;
}

/** Items that a forecast was made of, or that screens were told of. */
export async function listForetoldItems(db: Queryable, storeId: string): Promise<string[]> {
  const { rows } = await sql<{ itemId: string }>`
    select item_id as "itemId" from item_forecast where store_id = ${storeId}
    union select item_id from item_depletion where store_id = ${storeId}`.execute(db);
  return rows.map(({ itemId }) => itemId);
}

/** What the stream of a store says was touched, from one number to another; null where it was forgotten already. */
export async function listTouched(
  db: Queryable,
  storeId: string,
  from: number,
  to: number,
): Promise<string[] | null> {
  const { rows } = await sql<{ first: boolean; itemIds: string[] | null }>`
    select coalesce(bool_or(seq = ${from}), false) as first, array_agg(distinct item_id) filter (where item_id is not null) as "itemIds"
    from (
      select seq, case
          when type in ('stock', 'item') then entity_id
          when type = 'supplier-delay' then state ->> 'itemId' end as item_id
      from change where store_id = ${storeId} and seq between ${from} and ${to}
      union all
      select c.seq, line ->> 'itemId' from change c
        cross join lateral jsonb_array_elements(c.state -> 'lines') line
      where c.store_id = ${storeId} and c.seq between ${from} and ${to} and c.type in ('purchase-order', 'transfer')
        and jsonb_typeof(c.state -> 'lines') = 'array') touched`.execute(db);
  const [row] = rows;
  return row?.first === true ? (row.itemIds ?? []) : null;
}
