import { sql } from 'kysely';
import type { Queryable } from '../platform/database.ts';

export interface ReceivableRow {
  poId: string;
  lineId: string;
  itemId: string;
  sku: string;
  supplierId: string;
  packPrice: number | null;
  currency: string;
}

/** Lines of orders of which something is still to come. */
export async function listReceivable(db: Queryable, storeId: string): Promise<ReceivableRow[]> {
  const { rows } = await sql<ReceivableRow>`
    select o.id as "poId", l.id as "lineId", l.item_id as "itemId", i.sku, o.supplier_id as "supplierId",
      l.pack_price as "packPrice", o.currency
    from purchase_order o
    join purchase_order_line l on l.store_id = o.store_id and l.purchase_order_id = o.id
    join item i on i.id = l.item_id
    where o.store_id = ${storeId} and o.sent_at is not null and o.closed_at is null
      and exists (
        select from expected_delivery d where d.store_id = l.store_id and d.purchase_order_line_id = l.id
          and d.arrived_at is null and d.cancelled_at is null)
    order by o.number, l.position`.execute(db);
  return rows;
}
