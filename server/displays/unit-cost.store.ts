import { sql, type RawBuilder } from 'kysely';
import type { Queryable } from '../platform/database.ts';

/**
 * What one stock unit of an item costs, in minor units: what the supplier that is asked first takes for it today, else the
 * cheapest; of what is made here, its parts down to those that are bought, as far as their prices are known. `which` says of
 * which items `i` that are made here; of what is bought it is told anyway.
 */
export const unitCosts = (currency: string, which: RawBuilder<unknown>) => sql`recursive bought as (
    select distinct on (si.item_id) si.item_id, si.pack_price / si.pack_quantity as cost
    from supplier_item si join supplier s on s.id = si.supplier_id
    where s.active and s.currency = ${currency} and si.pack_price is not null
    order by si.item_id, si.preferred desc, si.pack_price / si.pack_quantity
  ), part as (
    select i.id as item_id, i.id as component_id, 1::numeric as quantity from item i
    where ${which} and not exists (select from bought b where b.item_id = i.id)
    union all
    select p.item_id, r.component_id, p.quantity * r.quantity / i.recipe_yield
    from part p join item i on i.id = p.component_id join recipe_line r on r.item_id = i.id
    where not exists (select from bought b where b.item_id = p.component_id)
  ), cost as (
    select item_id, cost from bought
    union all
    select p.item_id, sum(p.quantity * b.cost) from part p join bought b on b.item_id = p.component_id group by p.item_id
  )`;

export interface UnitCostRow {
  itemId: string;
  /** Minor units for one stock unit; null where no price is known. */
  cost: number | null;
  /** What it is made of whose price nobody knows; the item itself where it is not made here. */
  unpriced: string[];
}

/** What one unit of every item costs, made to order or not; of one item only when it is given. */
export async function listUnitCosts(
  db: Queryable,
  currency: string,
  itemId?: string,
): Promise<UnitCostRow[]> {
  const which = itemId === undefined ? sql`true` : sql`i.id = ${itemId}`;
  const { rows } = await sql<UnitCostRow>`with ${unitCosts(currency, which)}, gap as (
      select p.item_id, array_agg(distinct c.name) as names from part p join item c on c.id = p.component_id
      where not exists (select from bought b where b.item_id = c.id)
        and not exists (select from recipe_line r where r.item_id = c.id)
      group by p.item_id
    )
    select i.id as "itemId", round(cost.cost, 6) as cost, coalesce(gap.names, '{}') as unpriced
    from item i left join cost on cost.item_id = i.id left join gap on gap.item_id = i.id
    where ${which}`.execute(db);
  return rows;
}
