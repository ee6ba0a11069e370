import { sql } from 'kysely';
import type { Queryable } from '../platform/database.ts';
import type { SupplierDocument } from './supplier-document.ts';

export interface OpenOrderRow {
  storeId: string;
  poId: string;
  document: SupplierDocument;
}

/** Orders of which something is still to come from this supplier, oldest first, each as it was told of last. */
export async function listOpenOrdersOf(
  db: Queryable,
  supplierId: string,
  limit: number,
): Promise<OpenOrderRow[]> {
  const { rows } = await sql<OpenOrderRow>`
    select o.store_id as "storeId", o.id as "poId", told.document
    from purchase_order o cross join lateral (
      select e.document from purchase_order_event e
      where e.store_id = o.store_id and e.purchase_order_id = o.id and e.document is not null
      order by e.id desc limit 1
    ) told
    where o.supplier_id = ${supplierId} and o.sent_at is not null and o.closed_at is null
    order by o.sent_at, o.id limit ${limit}`.execute(db);
  return rows;
}
