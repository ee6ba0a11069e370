import { sql, type RawBuilder } from 'kysely';
import type { Queryable } from '../platform/database.ts';
import type { LineFact } from './scorecard-facts.ts';

/** Which lines are scored: those due in [from, to), of these suppliers (null: all) in these stores (null: all). */
export interface FactFilter {
  supplierIds: readonly string[] | null;
  storeIds: readonly string[] | null;
  from: Date;
  to: Date;
  now: Date;
  /** In ms. */
  tolerance: number;
}

/** The lines that a scorecard is made from. Those called off in time, and those whose time is still to come, are missing. */
export async function listLineFacts(db: Queryable, filter: FactFilter): Promise<LineFact[]> {
  const { from, to, now, tolerance } = filter;
  const ms = (instant: string) => sql.raw(`(extract(epoch from ${instant}) * 1000)::float8`);
  const tolerated = sql`${tolerance / 1000} * interval '1 second'`;
  const margin = sql`${MARGIN_DAYS} * interval '1 day'`;
  const { rows } = await sql<LineFact>`
    with line as (
      select d.store_id, d.purchase_order_line_id as id, max(d.first_expected_at) as due, sum(d.arrived) as arrived,
        sum(d.slips)::int as slips, bool_or(d.arrived_at is null and d.cancelled_at is null) as open,
        coalesce(bool_or(d.told_late_at <= d.first_expected_at), false) as told,
        count(*) as parts, max(d.arrived_at) as came_at, max(d.arrived_at - d.first_expected_at) as late_by,
        bool_or(coalesce(d.arrived_at, case when d.cancelled_at is null then ${now}::timestamptz end)
            > d.first_expected_at + ${tolerated}
          and (d.told_late_at is null or d.told_late_at > d.first_expected_at)) as silent
      from expected_delivery d
      where d.purchase_order_line_id is not null
        and d.first_expected_at >= ${from}::timestamptz - ${margin} and d.first_expected_at < ${to}::timestamptz + ${margin}
        and ${among('d.supplier_id', filter.supplierIds)} and ${among('d.store_id', filter.storeIds)}
      group by 1, 2
      having max(d.first_expected_at) >= ${from} and max(d.first_expected_at) < ${to}
    )
    select o.supplier_id as "supplierId", l.store_id as "storeId", o.id as "poId", o.number::int, ${ms('o.sent_at')} as "sentAt",
      ${ms('o.acknowledged_at')} as "acknowledgedAt", o.imported, ${ms('j.due')} as "dueAt", ${ms('c.came_at')} as "receivedAt",
      ${ms('c.late_by')} as "lateBy", j.open, l.given_up > 0 as "givenUp", j.slips,
      j.silent or l.given_up > 0 and not j.told as silent,
      to_char(date_trunc('week', j.due at time zone s.time_zone), 'YYYY-MM-DD') as week,
      extract(isodow from j.due at time zone s.time_zone)::int as weekday,
      j.arrived >= l.quantity - least(l.called_off, l.cancelled) as "inFull",
      case when r.received is not null then r.rejected / nullif(r.received + r.rejected, 0)
        else l.rejected / nullif(l.rejected + j.arrived, 0) end::float8 as rejected,
      r.paid / l.pack_quantity::float8 as paid, r.agreed / l.pack_quantity::float8 as agreed
    from line j
    join purchase_order_line l on l.store_id = j.store_id and l.id = j.id
    join purchase_order o on o.store_id = l.store_id and o.id = l.purchase_order_id
    join store s on s.id = l.store_id
    left join lateral (
      select max(r.at) filter (where r.received > 0) as last_at,
        sum(r.received)::float8 as received, sum(r.rejected)::float8 as rejected,
        sum(r.received * r.pack_price) filter (where r.agreed_price is not null)::float8 as paid,
        sum(r.received * r.agreed_price) filter (where r.pack_price is not null)::float8 as agreed
      from receipt_line r where r.store_id = l.store_id and r.purchase_order_line_id = l.id
        and r.undone_at is null and r.substitute_item_id is null) r on true
    cross join lateral (
      select least(j.came_at, r.last_at) as came_at,
        case when j.parts > 1 then j.late_by else least(j.came_at, r.last_at) - j.due end as late_by) c
    where l.quantity > least(l.called_off, l.cancelled) and (not j.open or j.due + ${tolerated} < ${now})`.execute(
    db,
  );
  return rows;
}

/** The parts of a line come within so many days of each other. */
const MARGIN_DAYS = 60;

function among(column: string, ids: readonly string[] | null): RawBuilder<unknown> {
  return ids === null ? sql`true` : sql`${sql.ref(column)} = any(${ids}::uuid[])`;
}
