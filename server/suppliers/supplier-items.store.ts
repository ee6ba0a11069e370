import { sql } from 'kysely';
import type { SupplierItem } from '../../shared/suppliers/supplier.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { SoldItem } from './supplier-item-rules.ts';

/** An item as one of its suppliers sells it. */
export interface SupplierItemRow extends SupplierItem {
  supplierId: string;
}

const columns = sql`i.supplier_id as "supplierId", i.item_id as "itemId", item.sku, item.name, item.unit,
  i.supplier_sku as "supplierSku", i.pack_name as "packName", i.pack_quantity as "packQuantity", i.nesting,
  case when i.pack_price is not null
    then json_build_object('amount', i.pack_price, 'currency', supplier.currency) end as "packPrice",
  i.price_from::text as "priceFrom", i.price_until::text as "priceUntil", i.price_breaks as "priceBreaks", i.moq,
  i.preferred, coalesce((select json_agg(s.sku order by u.place)
    from unnest(i.substitute_ids) with ordinality u (id, place) join item s on s.id = u.id), '[]') as substitutes,
  to_char(i.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt"`;

/** What a supplier sells, in the order of our SKUs. */
export async function listItemsOfSupplier(db: Queryable, supplierId: string): Promise<SupplierItem[]> {
  const { rows } = await sql<SupplierItemRow>`select ${columns} from supplier_item i
    join supplier on supplier.id = i.supplier_id join item on item.id = i.item_id
    where i.supplier_id = ${supplierId} order by item.sku`.execute(db);
  return rows.map(({ supplierId: _, ...item }) => item);
}

/** Everything that suppliers sell of these items: those first that are preferred, then by name of the supplier. */
export async function listSuppliersOfItems(
  db: Queryable,
  itemIds: readonly string[],
): Promise<SupplierItemRow[]> {
  const { rows } = await sql<SupplierItemRow>`select ${columns} from supplier_item i
    join supplier on supplier.id = i.supplier_id join item on item.id = i.item_id
    where i.item_id = any(${itemIds}::uuid[])
    order by item.sku, i.preferred desc, lower(supplier.name)`.execute(db);
  return rows;
}

/** Of these items, the supplier keeps nothing but what is in `items`. */
export async function replaceItemsOfSupplier(
  trx: Transaction,
  supplierId: string,
  { itemIds, items }: { itemIds: readonly string[]; items: readonly SoldItem[] },
  now: Date,
): Promise<void> {
  // Gone first, so that two items may swap the codes they are ordered by.
  await sql`delete from supplier_item where supplier_id = ${supplierId} and item_id = any(${itemIds}::uuid[])`.execute(
    trx,
  );
  await sql`insert into supplier_item (supplier_id, item_id, supplier_sku, pack_name, pack_quantity, nesting, pack_price,
      price_from, price_until, price_breaks, moq, preferred, substitute_ids, updated_at)
    select ${supplierId}, "itemId", "supplierSku", "packName", "packQuantity", nesting,
      ("packPrice" ->> 'amount')::bigint, "priceFrom", "priceUntil", "priceBreaks", moq, preferred,
      array(select item.id from unnest(substitutes) with ordinality s (sku, place) join item using (sku) order by place),
      ${now}
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as i ("itemId" uuid, "supplierSku" text, "packName" text,
      "packQuantity" numeric, nesting jsonb, "packPrice" jsonb, "priceFrom" date, "priceUntil" date, "priceBreaks" jsonb,
      moq integer, preferred boolean, substitutes text[])`.execute(trx);
}

/** One who was preferred for these items, and is not any more. */
export interface Demoted {
  supplierId: string;
  sku: string;
}

/** Whoever else was preferred for these items is not any more. */
export async function unpreferOthers(
  trx: Transaction,
  supplierId: string,
  itemIds: readonly string[],
  now: Date,
): Promise<Demoted[]> {
  const { rows } = await sql<Demoted>`update supplier_item i set preferred = false, updated_at = ${now}
    from item where item.id = i.item_id and i.preferred and i.supplier_id <> ${supplierId}
      and i.item_id = any(${itemIds}::uuid[])
    returning i.supplier_id as "supplierId", item.sku`.execute(trx);
  return rows;
}
