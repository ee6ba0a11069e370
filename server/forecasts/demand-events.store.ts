import { sql } from 'kysely';
import type { DemandEvent, DemandEventKind } from '../../shared/forecasts/demand-event.schema.ts';
import { notFound } from '../platform/errors.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { EventFact, EventItem } from './demand-events.ts';

export interface NewEvent {
  id: string;
  name: string;
  kind: DemandEventKind;
  /** YYYY-MM-DD */
  firstDay: string;
  lastDay: string;
  factor: number;
  category: string | null;
  itemId: string | null;
  by: string;
}

export async function insertEvent(
  trx: Transaction,
  storeId: string,
  event: NewEvent,
  now: Date,
): Promise<void> {
  const { id, name, kind, firstDay, lastDay, factor, category, itemId, by } = event;
  await sql`insert into demand_event
      (store_id, id, name, kind, first_day, last_day, factor, category, item_id, created_by, created_at)
    values (${storeId}, ${id}, ${name}, ${kind}, ${firstDay}, ${lastDay}, ${factor}, ${category}, ${itemId}, ${by}, ${now})`.execute(
    trx,
  );
}

export async function deleteEvent(trx: Transaction, storeId: string, id: string): Promise<void> {
  await sql`delete from demand_event where store_id = ${storeId} and id = ${id}`.execute(trx);
}

type EventRow = Omit<DemandEvent, 'createdAt' | 'category' | 'itemId' | 'sku'> & {
  createdAt: Date;
  category: string | null;
  itemId: string | null;
  sku: string | null;
};

const columns = sql`e.id as "eventId", e.name, e.kind, e.first_day::text as "firstDay", e.last_day::text as "lastDay", e.factor,
  e.category, e.item_id as "itemId", i.sku, e.created_by as "createdBy", e.created_at as "createdAt"`;

/** Events of these days (YYYY-MM-DD), in their order. */
export async function listEvents(
  db: Queryable,
  storeId: string,
  { from, to }: { from: string; to: string | null },
): Promise<DemandEvent[]> {
  const { rows } = await sql<EventRow>`
    select ${columns} from demand_event e left join item i on i.id = e.item_id
    where e.store_id = ${storeId} and e.last_day >= ${from} and (${to}::date is null or e.first_day <= ${to})
    order by e.first_day, e.id limit 1000`.execute(db);
  return rows.map(toEvent);
}

/** @throws AppError `not-found` */
export async function getEvent(db: Queryable, storeId: string, id: string): Promise<DemandEvent> {
  const { rows } = await sql<EventRow>`
    select ${columns} from demand_event e left join item i on i.id = e.item_id
    where e.store_id = ${storeId} and e.id = ${id}`.execute(db);
  if (!rows[0]) throw notFound(`Event ${id}`);
  return toEvent(rows[0]);
}

function toEvent({ createdAt, category, itemId, sku, ...row }: EventRow): DemandEvent {
  return {
    ...row,
    ...(category !== null && { category }),
    ...(itemId !== null && { itemId }),
    ...(sku !== null && { sku }),
    createdAt: createdAt.toISOString(),
  };
}

export async function hasCategory(db: Queryable, category: string): Promise<boolean> {
  const { rows } = await sql`select from item where category = ${category} limit 1`.execute(db);
  return rows.length > 0;
}

/** The events of days from `first` on, counted from 1970. */
export async function listEventFacts(
  db: Queryable,
  storeId: string,
  { first, days }: { first: number; days: number },
): Promise<EventFact[]> {
  const { rows } = await sql<EventFact>`
    select first_day - date '1970-01-01' as "firstDay", last_day - date '1970-01-01' as "lastDay", factor, category,
      item_id as "itemId"
    from demand_event where store_id = ${storeId} and last_day >= date '1970-01-01' + ${first}::integer
      and first_day < date '1970-01-01' + ${first + days}::integer`.execute(db);
  return rows;
}

/** Items with what took of them since an instant, by the recipes of today, each with its share of all that was asked of them. */
export async function listEventItems(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[] | null,
  since: Date,
): Promise<EventItem[]> {
  const { rows } = await sql<Required<EventItem>>`
    with asked as (
      select item_id, sum(greatest(sold, used)) as quantity from demand_hour
      where store_id = ${storeId} and hour >= ${since} group by item_id
    )
    select i.id as "itemId", i.category, coalesce((
      select json_agg(json_build_object('itemId', d.id, 'category', d.category,
        'share', least(1, c.quantity * a.quantity / nullif(greatest(t.quantity, u.quantity), 0))))
      from recipe_closure c join item d on d.id = c.item_id join asked a on a.item_id = c.item_id
      where c.component_id = i.id and c.item_id <> i.id), '[]') as uses
    from item i left join asked t on t.item_id = i.id
    left join lateral (
      select sum(c.quantity * a.quantity) as quantity from recipe_closure c join asked a on a.item_id = c.item_id
      where c.component_id = i.id and c.item_id <> i.id) u on true
    where ${itemIds === null ? sql`true` : sql`i.id = any(${itemIds}::uuid[])`}`.execute(db);
  return rows.map(({ uses, ...item }) => ({ ...item, uses: uses.filter(({ share }) => share > 0) }));
}
