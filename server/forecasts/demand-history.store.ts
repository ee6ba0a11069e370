import { setImmediate } from 'node:timers/promises';
import { sql, type RawBuilder } from 'kysely';
import type { Queryable } from '../platform/database.ts';
import type { ItemRecord, Part } from './outages.ts';
import type { SaidAbout } from './said-outages.ts';
import type { LedgerHour } from './stock-line.ts';

/** As settlement has it: what only goes out does not tell how much there is. */
const TELLS_STOCK = sql.raw(`(type = 'count' or quantity > 0 and type not in ('sale', 'waste'))`);

/** Stores with facts that the history has not read. */
export async function listUnreadStores(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select s.id from store s left join demand_cursor c on c.store_id = s.id
    where s.settled_movement_id > coalesce(c.movement_id, 0) or s.settled_sale_line_id > coalesce(c.sale_line_id, 0)
    order by s.id`.execute(db);
  return rows.map(({ id }) => id);
}

export async function insertMissingCursor(db: Queryable, storeId: string): Promise<void> {
  await sql`insert into demand_cursor (store_id) values (${storeId}) on conflict do nothing`.execute(db);
}

/**
 * Adds the next facts of a store to its hours, and moves the cursor past them: one statement, so that both happen or neither.
 * Takes no lock that a sale waits for; whoever else reads this store at the moment does it alone. Returns how many were read.
 */
export async function readFacts(db: Queryable, storeId: string, limit: number, now: Date): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    with cursor as materialized (
      select movement_id, sale_line_id from demand_cursor where store_id = ${storeId} for update skip locked
    ), taken as materialized (
      select id, item_id, type, quantity, at, recorded_at from movement
      where store_id = ${storeId} and id > (select movement_id from cursor) order by id limit ${limit}
    ), line as materialized (
      select id, item_id, quantity, sale_id, sold_at from sale_line
      where store_id = ${storeId} and id > (select sale_line_id from cursor) order by id limit ${limit}
    ), hours as (${hoursFrom(storeId, sql`taken`, sql`line`)}), written as (
      insert into demand_hour (store_id, item_id, hour, sold, used, returned, largest, moved, told, fell, rose)
      select ${storeId}, item_id, hour, sold, used, returned, largest, moved, told, fell, rose from hours
      on conflict (store_id, item_id, hour) do update set
        sold = demand_hour.sold + excluded.sold, used = demand_hour.used + excluded.used,
        returned = demand_hour.returned + excluded.returned, largest = greatest(demand_hour.largest, excluded.largest),
        moved = demand_hour.moved + excluded.moved, told = demand_hour.told or excluded.told,
        fell = greatest(demand_hour.fell, excluded.fell), rose = least(demand_hour.rose, excluded.rose)
    )
    update demand_cursor set movement_id = coalesce((select max(id) from taken), movement_id),
      sale_line_id = coalesce((select max(id) from line), sale_line_id), read_at = ${now}
    where store_id = ${storeId} and exists (select from cursor)
    returning ((select count(*) from taken) + (select count(*) from line)) as read`.execute(db);
  return rows[0]?.read ?? 0;
}

/**
 * What movements and sale lines say of the hours they belong to: that in which it happened, or where a clock ran ahead, in which
 * it was recorded. Sales and what production takes of its ingredients are demand; what came back into stock is told apart;
 * waste, counts, receipts, transfers and corrections only move the stock.
 */
function hoursFrom(
  storeId: string,
  movements: RawBuilder<unknown>,
  lines: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    select item_id, date_trunc('hour', at, 'UTC') as hour, sum(sold) as sold, sum(used) as used, sum(returned) as returned,
      max(largest) as largest, sum(moved) as moved, bool_or(told) as told,
      max(extract(minute from at at time zone 'UTC')) filter (where falls)::smallint as fell,
      min(extract(minute from at at time zone 'UTC')) filter (where rises)::smallint as rose
    from (
      select item_id, least(at, recorded_at) as at, 0 as sold,
        case when type = 'sale' or type = 'production' and quantity < 0 then -quantity else 0 end as used,
        case when type = 'return' then quantity else 0 end as returned,
        case when type = 'sale' then greatest(-quantity, 0) else 0 end as largest,
        quantity as moved, ${TELLS_STOCK} as told, quantity < 0 as falls, quantity > 0 as rises
      from ${movements} m
      union all
      select l.item_id, least(l.sold_at, s.recorded_at), l.quantity, 0, 0, l.quantity, 0, false, true, false
      from ${lines} l join sale s on s.store_id = ${storeId} and s.id = l.sale_id
    ) part group by 1, 2`;
}

/** Stores of which something was read. */
export async function listReadStores(db: Queryable): Promise<string[]> {
  const rows = await db.selectFrom('demand_cursor').select('store_id').orderBy('store_id').execute();
  return rows.map(({ store_id }) => store_id);
}

/** Hours that are not what the facts say that were read, worked out from all of them again. */
export async function findWrongHours(
  db: Queryable,
  storeId: string,
): Promise<{ entity: string; expected: unknown; found: unknown }[]> {
  const movements = sql`(select * from movement where store_id = ${storeId}
    and id <= (select movement_id from demand_cursor where store_id = ${storeId}))`;
  const lines = sql`(select * from sale_line where store_id = ${storeId}
    and id <= (select sale_line_id from demand_cursor where store_id = ${storeId}))`;
  const columns = (row: string) =>
    sql.raw(`case when ${row}.hour is not null then jsonb_build_array(${row}.sold::float8, ${row}.used::float8,
      ${row}.returned::float8, ${row}.largest::float8, ${row}.moved::float8, ${row}.told, ${row}.fell, ${row}.rose) end`);
  const { rows } = await sql<{ entity: string; expected: unknown; found: unknown }>`
    with expected as (${hoursFrom(storeId, movements, lines)}),
      found as (select * from demand_hour where store_id = ${storeId})
    select i.sku || ' at ' || (hour at time zone 'UTC')::text as entity, ${columns('e')} as expected, ${columns('f')} as found
    from expected e full join found f using (item_id, hour) join item i on i.id = item_id
    where ${columns('e')} is distinct from ${columns('f')} order by 1`.execute(db);
  return rows;
}

export interface HourRow extends LedgerHour {
  returned: number;
  largest: number;
}

/**
 * What is recorded of these items from an hour (counted from 1970) on, in order. One row an item, its hours packed: a history
 * has hundreds of thousands.
 */
export async function listHours(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
  fromHour: number,
): Promise<Map<string, HourRow[]>> {
  const { rows } = await sql<Packed>`
    select item_id as "itemId", array_agg(hour)::text as hour, array_agg(quantity)::text as quantity,
      array_agg(returned)::text as returned, array_agg(largest)::text as largest, array_agg(moved)::text as moved,
      array_agg(fell)::text as fell, array_agg(rose)::text as rose
    from (
      select item_id, (extract(epoch from hour) / 3600)::integer as hour, greatest(sold, used)::float8 as quantity,
        returned::float8, largest::float8, moved::float8, fell, rose
      from demand_hour
      where store_id = ${storeId} and item_id = any(${itemIds}::uuid[]) and hour >= to_timestamp(${fromHour} * 3600.0)
      order by item_id, demand_hour.hour) one
    group by item_id`.execute(db);
  const hours = new Map<string, HourRow[]>();
  for (const row of rows) {
    hours.set(row.itemId, unpack(row));
    // Requests and sockets have their turn in between.
    await setImmediate();
  }
  return hours;
}

type Packed = { [K in keyof HourRow]: string } & { itemId: string };

function unpack(row: Packed): HourRow[] {
  const numbers = (text: string): (number | null)[] =>
    text
      .slice(1, -1)
      .split(',')
      .map((one) => (one === 'NULL' ? null : Number(one)));
  const [quantity, returned, largest] = [numbers(row.quantity), numbers(row.returned), numbers(row.largest)];
  const [moved, fell, rose] = [numbers(row.moved), numbers(row.fell), numbers(row.rose)];
  return numbers(row.hour).map((hour, index) => ({
    ...{ hour: hour!, quantity: quantity[index]!, returned: returned[index]!, largest: largest[index]! },
    ...{ moved: moved[index]!, fell: fell[index]!, rose: rose[index]! },
  }));
}

export async function listRecords(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
): Promise<ItemRecord[]> {
  const { rows } = await sql<ItemRecord>`
    with unread as materialized (
      select item_id, sum(quantity) as quantity from movement
      where store_id = ${storeId} and id > coalesce((select movement_id from demand_cursor where store_id = ${storeId}), 0)
        and id <= (select settled_movement_id from store where id = ${storeId})
      group by item_id
    )
    select i.id as "itemId", (extract(epoch from asked.hour) / 3600)::integer as "firstAsked",
      (extract(epoch from told.hour) / 3600)::integer as "watchedFrom",
      coalesce(l.on_hand, 0) - coalesce(u.quantity, 0) as "onHand"
    from unnest(${itemIds}::uuid[]) as i (id)
    left join stock_level l on l.store_id = ${storeId} and l.item_id = i.id
    left join unread u on u.item_id = i.id
    left join lateral (select hour from demand_hour d where d.store_id = ${storeId} and d.item_id = i.id
      and greatest(d.sold, d.used) > 0
      order by hour limit 1) asked on true
    left join lateral (select hour from demand_hour d where d.store_id = ${storeId} and d.item_id = i.id and d.told
      order by hour limit 1) told on true`.execute(db);
  return rows;
}

/** Items that something is recorded of. */
export async function listRecordedItems(db: Queryable, storeId: string): Promise<string[]> {
  const { rows } = await sql<{ itemId: string }>`
    select i.id as "itemId" from item i
    where exists (select from demand_hour d where d.store_id = ${storeId} and d.item_id = i.id) order by i.id`.execute(
    db,
  );
  return rows.map(({ itemId }) => itemId);
}

/**
 * Everything the items are made of, themselves included. An ingredient is out for what is on sale once there is less of it than
 * the least that anything takes.
 */
export async function listParts(db: Queryable, itemIds: readonly string[]): Promise<Part[]> {
  const { rows } = await sql<Part>`
    select c.item_id as "itemId", c.component_id as "componentId", c.draws,
      case when c.item_id <> c.component_id then c.quantity else coalesce((
        select min(u.quantity) from recipe_closure u join item i on i.id = u.item_id and i.sellable
        where u.component_id = c.component_id and u.item_id <> c.component_id
          and not (select sellable from item where id = c.component_id)), 0) end as needed
    from recipe_closure c where c.item_id = any(${itemIds}::uuid[])`.execute(db);
  return rows;
}

/** What was said of these items, as far as it held at any time since; what holds still is taken to do so until `until`. */
export async function listSaid(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
  { since, until }: { since: Date; until: Date },
): Promise<(SaidAbout & { itemId: string })[]> {
  const { rows } = await sql<SaidAbout & { itemId: string }>`
    select item_id as "itemId", state, remaining, extract(epoch from set_at)::float8 * 1000 as "from",
      extract(epoch from coalesce(ended_at, ${until}))::float8 * 1000 as "to"
    from availability_mark
    where store_id = ${storeId} and item_id = any(${itemIds}::uuid[]) and (ended_at is null or ended_at > ${since})
      and set_at < ${until}
    order by id`.execute(db);
  return rows;
}
