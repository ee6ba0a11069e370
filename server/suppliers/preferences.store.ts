import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';

export interface PreferenceRow {
  itemId: string;
  supplierId: string;
  supplier: string;
  preferred: boolean;
}

/** Who sells these items, and who of them is asked first. */
export async function listPreferences(db: Queryable, itemIds: readonly string[]): Promise<PreferenceRow[]> {
  const { rows } = await sql<PreferenceRow>`
    select i.item_id as "itemId", i.supplier_id as "supplierId", s.name as supplier, i.preferred
    from supplier_item i join supplier s on s.id = i.supplier_id where i.item_id = any(${itemIds}::uuid[])`.execute(
    db,
  );
  return rows;
}

export async function listItemNames(
  db: Queryable,
  itemIds: readonly string[],
): Promise<{ itemId: string; sku: string; name: string }[]> {
  const { rows } = await sql<{ itemId: string; sku: string; name: string }>`
    select id as "itemId", sku, name from item where id = any(${itemIds}::uuid[])`.execute(db);
  return rows;
}

/** Of each of these items the named supplier is preferred from now on, and no other. */
export async function setPreferences(
  trx: Transaction,
  wanted: readonly { itemId: string; supplierId: string | null }[],
  now: Date,
): Promise<void> {
  const list = sql`jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w ("itemId" uuid, "supplierId" uuid)`;
  // Taken away first: no item ever has two.
  await sql`update supplier_item i set preferred = false, updated_at = ${now}
    from ${list} where i.item_id = w."itemId" and i.preferred and i.supplier_id is distinct from w."supplierId"`.execute(
    trx,
  );
  await sql`update supplier_item i set preferred = true, updated_at = ${now}
    from ${list} where i.item_id = w."itemId" and i.supplier_id = w."supplierId" and not i.preferred`.execute(
    trx,
  );
}
