import { sql } from 'kysely';
import type { LatenessCost } from '../../shared/purchasing/scorecard.schema.ts';
import type { Queryable } from '../platform/database.ts';

export interface CostFilter {
  supplierId: string;
  /** Null: all. */
  storeIds: readonly string[] | null;
  from: Date;
  to: Date;
  now: Date;
  /** In ms. */
  tolerance: number;
}

/** Deliveries that were due in [from, to) and came later than is tolerated, or never. */
const lateDeliveries = ({ supplierId, storeIds, from, to, now, tolerance }: CostFilter) => sql`
  select d.store_id, d.id::text as id, d.item_id, d.first_expected_at as due, coalesce(d.arrived_at, d.cancelled_at, ${now}) as over
  from expected_delivery d
  where d.supplier_id = ${supplierId} and d.purchase_order_line_id is not null
    and d.first_expected_at >= ${from} and d.first_expected_at < ${to}
    and ${storeIds === null ? sql`true` : sql`d.store_id = any(${storeIds}::uuid[])`}
    and coalesce(d.arrived_at, d.cancelled_at, ${now}) > d.first_expected_at + ${tolerance / 1000} * interval '1 second'`;

export interface LateDelivery {
  storeId: string;
  itemId: string;
  due: Date;
  over: Date;
}

export async function listLateDeliveries(db: Queryable, filter: CostFilter): Promise<LateDelivery[]> {
  const { rows } = await sql<LateDelivery>`select store_id as "storeId", item_id as "itemId", due, over
    from (${lateDeliveries(filter)}) late`.execute(db);
  return rows;
}

/** What is known of customers and buyers. */
export type KnownCost = Omit<LatenessCost, 'lostDishes' | 'lostServings' | 'lostValue'>;

/**
 * What late deliveries that were due in [from, to) did: order lines of customers whose promise rested on one, and of these
 * those whose promise moved to a later time; and what was bought elsewhere in haste while one of the item was overdue.
 */
export async function getLatenessCost(db: Queryable, filter: CostFilter): Promise<KnownCost> {
  const { rows } = await sql<KnownCost>`
    with late as materialized (${lateDeliveries(filter)}
    ), waiting as (
      select p.line_id, max(p.latest) > (array_agg(p.latest order by p.id))[1] as moved
      from promise_history p cross join lateral jsonb_path_query(p.basis, '$.deliveries[*].deliveryId') e
      join late on late.store_id = p.store_id and late.id = e #>> '{}'
      where p.store_id in (select store_id from late)
      group by p.line_id, late.id
    ), emergency as (
      select distinct l.id, l.purchase_order_id from late
      join purchase_order_line l on l.store_id = late.store_id and l.item_id = late.item_id and l.because ->> 'kind' = 'emergency'
      join purchase_order o on o.store_id = l.store_id and o.id = l.purchase_order_id
      where o.supplier_id <> ${filter.supplierId} and o.sent_at > late.due and o.sent_at < late.over
    )
    select (select count(distinct line_id)::int from waiting) as "waitingLines",
      (select count(distinct line_id)::int from waiting where moved) as "movedLines",
      (select count(*)::int from emergency) as "emergencyLines",
      (select count(distinct purchase_order_id)::int from emergency) as "emergencyOrders"`.execute(db);
  return rows[0]!;
}
