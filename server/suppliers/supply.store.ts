import { sql } from 'kysely';
import type { Queryable } from '../platform/database.ts';
import type { DeliveryCalendar } from './delivery-calendar.ts';

export interface OfferRow {
  itemId: string;
  supplierId: string;
  preferred: boolean;
  /** Minor units for one stock unit. */
  unitPrice: number | null;
}

/** Who sells the given items, of the suppliers that are active. */
export async function listOffers(db: Queryable, itemIds: readonly string[]): Promise<OfferRow[]> {
  const { rows } = await sql<OfferRow>`
    select i.item_id as "itemId", i.supplier_id as "supplierId", i.preferred,
      (i.pack_price / i.pack_quantity)::float8 as "unitPrice"
    from supplier_item i join supplier s on s.id = i.supplier_id
    where i.item_id = any(${itemIds}::uuid[]) and s.active`.execute(db);
  return rows;
}

export interface CalendarRow extends DeliveryCalendar {
  supplierId: string;
  supplier: string;
  /** Of the store that is served. */
  timeZone: string;
}

export async function listCalendars(
  db: Queryable,
  storeId: string,
  supplierIds: readonly string[],
): Promise<CalendarRow[]> {
  const { rows } = await sql<CalendarRow>`
    select s.id as "supplierId", s.name as supplier, s.lead_time_days as "leadTimeDays", s.delivery_days as "deliveryDays",
      to_char(s.delivery_time, 'HH24:MI') as "deliveryTime", to_char(s.cut_off, 'HH24:MI') as "cutOff",
      s.closed_on::text[] as "closedOn", store.time_zone as "timeZone"
    from supplier s join store on store.id = ${storeId} where s.id = any(${supplierIds}::uuid[])`.execute(db);
  return rows;
}
