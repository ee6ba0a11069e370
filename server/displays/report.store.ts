import { sql } from 'kysely';
import type { Queryable } from '../platform/database.ts';
import type { MissedItem, WastedPart, Worth } from './report.ts';
import { unitCosts } from './unit-cost.store.ts';

export interface Period {
  storeId: string;
  currency: string;
  /** From the first instant until before the last. */
  since: Date;
  until: Date;
  /** The same as business days, both included. */
  from: string;
  to: string;
}

const costs = (currency: string) => unitCosts(currency, sql`i.stocked`);

/** What was wasted, by item and reason, the dearest first. */
export async function listWaste(
  db: Queryable,
  { storeId, currency, since, until }: Period,
): Promise<WastedPart[]> {
  const { rows } = await sql<WastedPart>`with ${costs(currency)}
    select i.id as "itemId", i.name, i.unit, coalesce(m.reason, '') as reason, -sum(m.quantity) as quantity,
      count(*)::int as times, round(-sum(m.quantity) * cost.cost)::int8 as cost
    from movement m join item i on i.id = m.item_id left join cost on cost.item_id = i.id
    where m.store_id = ${storeId} and m.type = 'waste' and m.at >= ${since} and m.at < ${until}
    group by i.id, coalesce(m.reason, ''), cost.cost
    order by cost desc nulls last, i.name`.execute(db);
  return rows;
}

/** Of what is sold, the days on which it was out for a while, and what of its forecast fell into that; most lost first. */
export async function listStockOuts(db: Queryable, { storeId, from, to }: Period): Promise<MissedItem[]> {
  const { rows } = await sql<MissedItem>`
    select i.id as "itemId", i.name, i.unit, count(*)::int as days, round(avg(1 - f.in_stock)::numeric, 3) as out,
      round(sum(f.mean * (1 - f.in_stock))::numeric, 1) as lost, p.amount as price,
      round(sum(f.mean * (1 - f.in_stock)) * p.amount)::int8 as value
    from forecast_score f join item i on i.id = f.item_id
    left join sale_price p on p.store_id = f.store_id and p.item_id = f.item_id
    where f.store_id = ${storeId} and f.day between ${from}::date and ${to}::date and i.sellable and f.in_stock < 1
    group by i.id, p.amount order by value desc nulls last, lost desc, i.name`.execute(db);
  return rows;
}

/** How many business days of a period were compared with what was foretold of them. */
export async function countScoredDays(db: Queryable, { storeId, from, to }: Period): Promise<number> {
  const { rows } = await sql<{ days: number }>`select count(distinct day)::int as days from forecast_score
    where store_id = ${storeId} and day between ${from}::date and ${to}::date and actual is not null`.execute(
    db,
  );
  return rows[0]?.days ?? 0;
}

/** Lines of orders placed in a period, and those of them that never waited. */
export async function countFill(
  db: Queryable,
  { storeId, since, until }: Period,
): Promise<{ lines: number; atOnce: number }> {
  const { rows } = await sql<{ lines: number; atOnce: number }>`
    select count(*)::int as lines, count(*) filter (where not exists (
      select from promise_history p where p.store_id = l.store_id and p.line_id = l.id))::int as "atOnce"
    from customer_order o join order_line l on l.store_id = o.store_id and l.order_id = o.id
    where o.store_id = ${storeId} and o.placed_at >= ${since} and o.placed_at < ${until}`.execute(db);
  return rows[0] ?? { lines: 0, atOnce: 0 };
}

/** What lies on the shelves and what of it was sold, by category, the most valuable first. */
export async function listWorth(
  db: Queryable,
  { storeId, currency, since, until }: Period,
): Promise<Worth[]> {
  const { rows } = await sql<Worth>`with ${costs(currency)}, level as (
      select l.item_id, l.on_hand - coalesce(sum(m.quantity) filter (where m.at >= ${until}), 0) as now,
        l.on_hand - coalesce(sum(m.quantity), 0) as before,
        -coalesce(sum(m.quantity) filter (where m.at < ${until} and m.type = 'sale'), 0) as sold
      from stock_level l left join movement m on m.store_id = l.store_id and m.item_id = l.item_id and m.at >= ${since}
      where l.store_id = ${storeId} and l.counted group by l.store_id, l.item_id
    )
    select i.category, count(*)::int as items, count(*) filter (where cost.cost is null and level.now > 0)::int as unpriced,
      coalesce(round(sum(greatest(level.now, 0) * cost.cost)), 0)::int8 as value,
      coalesce(round(sum(greatest(level.before, 0) * cost.cost)), 0)::int8 as "valueBefore",
      coalesce(round(sum(level.sold * cost.cost)), 0)::int8 as sold
    from level join item i on i.id = level.item_id left join cost on cost.item_id = i.id
    where i.stocked group by i.category order by value desc, i.category`.execute(db);
  return rows;
}
