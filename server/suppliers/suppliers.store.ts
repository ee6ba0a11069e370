import { sql } from 'kysely';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';

/** A supplier as it is written. */
export interface SupplierFields extends Omit<Supplier, 'version' | 'itemCount'> {}

const money = (column: 'minimum_order' | 'automatic_up_to') =>
  sql`case when ${sql.ref(column)} is not null
    then json_build_object('amount', ${sql.ref(column)}, 'currency', currency) end`;

const columns = sql`id, name, email, phone, contacts, language, channels, currency, lead_time_days as "leadTimeDays",
  delivery_days as "deliveryDays", to_char(delivery_time, 'HH24:MI') as "deliveryTime",
  to_char(cut_off, 'HH24:MI') as "cutOff", closed_on::text[] as "closedOn", ${money('minimum_order')} as "minimumOrder",
  terms, ordering, ${money('automatic_up_to')} as "automaticUpTo", active, version,
  (select count(*) from supplier_item i where i.supplier_id = supplier.id) as "itemCount"`;

export interface SupplierPage {
  after?: string | undefined;
  limit?: number;
  active?: boolean | undefined;
}

/** In the order of their names, after a given one; all of them without a limit. */
export async function listSuppliers(
  db: Queryable,
  { after, limit, active }: SupplierPage = {},
): Promise<Supplier[]> {
  const { rows } = await sql<Supplier>`select ${columns} from supplier
    where ${after === undefined ? sql`true` : sql`lower(name) > lower(${after}::text)`}
      and ${active === undefined ? sql`true` : sql`active = ${active}`}
    order by lower(name) limit ${limit ?? null}`.execute(db);
  return rows;
}

export async function getSupplier(db: Queryable, supplierId: string): Promise<Supplier> {
  const [supplier] = await listSuppliersAmong(db, [supplierId]);
  if (!supplier) throw notFound(`Supplier ${supplierId}`);
  return supplier;
}

export async function listSuppliersAmong(db: Queryable, ids: readonly string[]): Promise<Supplier[]> {
  const { rows } = await sql<Supplier>`select ${columns} from supplier
    where id = any(${ids}::uuid[]) order by lower(name)`.execute(db);
  return rows;
}

/** Whatever the capitals. */
export async function findSupplierNamed(db: Queryable, name: string): Promise<Supplier | undefined> {
  const { rows } = await sql<Supplier>`select ${columns} from supplier
    where lower(name) = lower(${name}::text)`.execute(db);
  return rows[0];
}

/** Ids of the items that any of these suppliers sells. */
export async function listItemIdsOf(db: Queryable, supplierIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct item_id as id from supplier_item
    where supplier_id = any(${supplierIds}::uuid[])`.execute(db);
  return rows.map(({ id }) => id);
}

/** Inserts new suppliers, and overwrites those whose id is there already. */
export async function upsertSuppliers(
  trx: Transaction,
  suppliers: readonly SupplierFields[],
  now: Date,
): Promise<void> {
  await sql`insert into supplier (id, name, email, phone, contacts, language, channels, currency, lead_time_days,
      delivery_days, delivery_time, cut_off, closed_on, minimum_order, terms, ordering, automatic_up_to, active,
      created_at, updated_at)
    select id, name, email, phone, contacts, language, channels, currency, "leadTimeDays", "deliveryDays",
      "deliveryTime", "cutOff", "closedOn", ("minimumOrder" ->> 'amount')::bigint, terms, ordering,
      ("automaticUpTo" ->> 'amount')::bigint, active, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(suppliers)}::jsonb) as s (id uuid, name text, email text, phone text,
      contacts jsonb, language text, channels text[], currency text, "leadTimeDays" integer, "deliveryDays" integer[],
      "deliveryTime" time, "cutOff" time, "closedOn" date[], "minimumOrder" jsonb, terms text, ordering text,
      "automaticUpTo" jsonb, active boolean)
    on conflict (id) do update set name = excluded.name, email = excluded.email, phone = excluded.phone,
      contacts = excluded.contacts, language = excluded.language, channels = excluded.channels,
      currency = excluded.currency, lead_time_days = excluded.lead_time_days, delivery_days = excluded.delivery_days,
      delivery_time = excluded.delivery_time, cut_off = excluded.cut_off, closed_on = excluded.closed_on,
      minimum_order = excluded.minimum_order, terms = excluded.terms, ordering = excluded.ordering,
      automatic_up_to = excluded.automatic_up_to, active = excluded.active, version = supplier.version + 1,
      updated_at = excluded.updated_at`.execute(trx);
}
