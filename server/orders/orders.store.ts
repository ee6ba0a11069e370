import { sql } from 'kysely';
import type { BackorderPromise, Substitution, Waiting } from '../../shared/orders/order.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { CustomerRow } from './customers.store.ts';

export interface LineRow {
  lineId: string;
  itemId: string;
  sku: string;
  name: string;
  unit: string;
  stocked: boolean;
  quantity: number;
  fulfilled: number;
  allocated: number;
  backordered: number;
  cancelled: number;
  returned: number;
  waiting: Waiting | null;
  promise: BackorderPromise | null;
  substitutions: Substitution[];
}

export interface OrderRecord {
  orderId: string;
  number: number;
  externalId: string | null;
  fingerprint: Buffer | null;
  neededBy: Date | null;
  shipComplete: boolean;
  notes: string | null;
  placedAt: Date;
  placedBy: string;
  closedAt: Date | null;
  customer: CustomerRow;
  lines: LineRow[];
}

const lines = sql`(select json_agg(json_build_object('lineId', l.id, 'itemId', l.item_id, 'sku', i.sku, 'name', i.name,
    'unit', i.unit, 'stocked', i.stocked, 'quantity', l.quantity, 'fulfilled', l.fulfilled,
    'allocated', coalesce(a.allocated, 0), 'backordered', coalesce(a.backordered, 0), 'cancelled', l.cancelled,
    'returned', l.returned, 'waiting', a.waiting, 'promise', a.promise,
    'substitutions', coalesce((
      select json_agg(json_build_object('substitutionId', s.id, 'itemId', s.item_id, 'sku', si.sku, 'name', si.name,
        'unit', si.unit, 'quantity', s.quantity, 'state', s.state, 'askedAt', to_char(s.asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        order by s.asked_at)
      from substitution s join item si on si.id = s.item_id where s.store_id = l.store_id and s.line_id = l.id), '[]'))
    order by l.position)
  from order_line l
  join item i on i.id = l.item_id
  left join line_allocation a on a.store_id = l.store_id and a.line_id = l.id
  where l.store_id = o.store_id and l.order_id = o.id)`;

const columns = sql`o.id as "orderId", o.number, o.external_id as "externalId", o.fingerprint, o.needed_by as "neededBy",
  o.ship_complete as "shipComplete", o.notes, o.placed_at as "placedAt", o.placed_by as "placedBy", o.closed_at as "closedAt",
  json_build_object('id', c.id, 'name', c.name, 'email', c.email, 'phone', c.phone, 'loyaltyTier', c.loyalty_tier,
    'language', c.language, 'toldBy', c.told_by, 'unsubscribed', c.unsubscribed_at is not null) as customer,
  ${lines} as lines`;

const source = sql`customer_order o join customer c on c.store_id = o.store_id and c.id = o.customer_id`;

export async function findOrder(
  db: Queryable,
  storeId: string,
  orderId: string,
): Promise<OrderRecord | undefined> {
  const { rows } = await sql<OrderRecord>`select ${columns} from ${source}
    where o.store_id = ${storeId} and o.id = ${orderId}`.execute(db);
  return rows[0];
}

export async function findOrderByExternalId(
  db: Queryable,
  storeId: string,
  externalId: string,
): Promise<OrderRecord | undefined> {
  const { rows } = await sql<OrderRecord>`select ${columns} from ${source}
    where o.store_id = ${storeId} and o.external_id = ${externalId}`.execute(db);
  return rows[0];
}

export interface OrderFilter {
  status?: 'open' | 'closed' | undefined;
  /** Part of a number, an external id, a customer's name, address or phone number. */
  search?: string | undefined;
  /** Only numbers below. */
  before?: number | undefined;
  limit: number;
}

/** Orders, newest first. */
export async function listOrders(
  db: Queryable,
  storeId: string,
  { status, search, before, limit }: OrderFilter,
): Promise<OrderRecord[]> {
  const pattern = search === undefined ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<OrderRecord>`select ${columns} from ${source}
    where o.store_id = ${storeId}
      and ${before === undefined ? sql`true` : sql`o.number < ${before}`}
      and ${status === undefined ? sql`true` : status === 'open' ? sql`o.closed_at is null` : sql`o.closed_at is not null`}
      and ${
        pattern === null
          ? sql`true`
          : sql`(o.number::text like ${pattern} or o.external_id ilike ${pattern} or c.name ilike ${pattern}
            or c.email ilike ${pattern} or c.phone like ${pattern})`
      }
    order by o.number desc limit ${limit}`.execute(db);
  return rows;
}

export interface NewOrder {
  id: string;
  externalId: string | null;
  fingerprint: Buffer;
  customerId: string;
  neededBy: Date | null;
  shipComplete: boolean;
  notes: string | null;
  placedBy: string;
}

/** Writes an order with the next number of its store. */
export async function insertOrder(
  trx: Transaction,
  storeId: string,
  order: NewOrder,
  now: Date,
): Promise<void> {
  const { id, externalId, fingerprint, customerId, neededBy, shipComplete, notes, placedBy } = order;
  await sql`with numbered as (
      update store set last_order_number = last_order_number + 1 where id = ${storeId} returning last_order_number as number
    )
    insert into customer_order (store_id, id, number, external_id, fingerprint, customer_id, needed_by, ship_complete, notes,
      placed_at, placed_by)
    select ${storeId}, ${id}, number, ${externalId}, ${fingerprint}, ${customerId}, ${neededBy}, ${shipComplete}, ${notes},
      ${now}, ${placedBy} from numbered`.execute(trx);
}

export interface NewLine {
  id: string;
  itemId: string;
  quantity: number;
}

/** Adds lines after those that the order has. */
export async function insertLines(
  trx: Transaction,
  storeId: string,
  orderId: string,
  lines: readonly NewLine[],
): Promise<void> {
  await sql`insert into order_line (store_id, id, order_id, position, item_id, quantity)
    select ${storeId}, r.id, ${orderId}, n + (select coalesce(max(position), 0) from order_line
      where store_id = ${storeId} and order_id = ${orderId}), r."itemId", r.quantity
    from rows from (jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as (id uuid, "itemId" uuid, quantity numeric))
      with ordinality as r (id, "itemId", quantity, n)`.execute(trx);
}

export interface LineMove {
  lineId: string;
  quantity: number;
}

/** Moves quantities of lines along: to what was handed over, given up or brought back. */
export async function moveLines(
  trx: Transaction,
  storeId: string,
  to: 'fulfilled' | 'cancelled' | 'returned',
  moves: readonly LineMove[],
): Promise<void> {
  const column = sql.ref(to);
  await sql`update order_line l set ${column} = l.${column} + r.quantity
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as r ("lineId" uuid, quantity numeric)
    where l.store_id = ${storeId} and l.id = r."lineId"`.execute(trx);
}

/** Closes orders of which nothing is open any more. */
export async function closeFinishedOrders(
  trx: Transaction,
  storeId: string,
  orderIds: readonly string[],
  now: Date,
): Promise<void> {
  await sql`update customer_order o set closed_at = ${now}
    where o.store_id = ${storeId} and o.id = any(${orderIds}::uuid[]) and o.closed_at is null and not exists (
      select from order_line l where l.store_id = o.store_id and l.order_id = o.id and l.fulfilled + l.cancelled < l.quantity)`.execute(
    trx,
  );
}

export async function updateBump(
  trx: Transaction,
  storeId: string,
  lineId: string,
  { bump, reason }: { bump: number; reason: string | null },
): Promise<void> {
  await sql`update order_line set bump = ${bump}, bump_reason = ${reason}
    where store_id = ${storeId} and id = ${lineId}`.execute(trx);
}

export async function insertSubstitution(
  trx: Transaction,
  storeId: string,
  row: { id: string; lineId: string; itemId: string; quantity: number; by: string },
  now: Date,
): Promise<void> {
  await sql`insert into substitution (store_id, id, line_id, item_id, quantity, asked_at, asked_by)
    values (${storeId}, ${row.id}, ${row.lineId}, ${row.itemId}, ${row.quantity}, ${now}, ${row.by})`.execute(
    trx,
  );
}

export async function answerSubstitution(
  trx: Transaction,
  storeId: string,
  substitutionId: string,
  { state, by }: { state: 'accepted' | 'declined' | 'withdrawn'; by: string },
  now: Date,
): Promise<void> {
  await sql`update substitution set state = ${state}, answered_at = ${now}, answered_by = ${by}
    where store_id = ${storeId} and id = ${substitutionId}`.execute(trx);
}

/** Takes back what was asked about lines that have nothing waiting any more. */
export async function withdrawIdleSubstitutions(
  trx: Transaction,
  storeId: string,
  orderId: string,
  now: Date,
): Promise<void> {
  await sql`update substitution s set state = 'withdrawn', answered_at = ${now}, answered_by = 'Larder'
    from order_line l
    where s.store_id = ${storeId} and s.state = 'asked' and l.store_id = s.store_id and l.id = s.line_id
      and l.order_id = ${orderId} and l.fulfilled + l.cancelled >= l.quantity`.execute(trx);
}

export interface NewsRow {
  kind: string;
  at: Date;
  lineId: string | null;
  detail: { quantity?: number; from?: string | null; to?: string | null; reason?: string };
}

/** What the customer of an order could hear, newest first. */
export async function listOrderNews(
  db: Queryable,
  storeId: string,
  orderId: string,
  limit: number,
): Promise<NewsRow[]> {
  const { rows } = await sql<NewsRow>`select kind, at, line_id as "lineId", detail from customer_tiding
    where store_id = ${storeId} and order_id = ${orderId} order by id desc limit ${limit}`.execute(db);
  return rows;
}

/** Has Postgres look at how many orders there are by now. It would in a minute; until then it plans as if there were none. */
export async function analyzeOrders(db: Queryable): Promise<void> {
  await sql`analyze customer, customer_order, order_line, line_allocation`.execute(db);
}
