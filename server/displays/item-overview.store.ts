import { sql, type RawBuilder } from 'kysely';
import type { RecipeStep } from '../../shared/displays/item-overview.schema.ts';
import type { Queryable } from '../platform/database.ts';

interface InStore {
  storeId: string;
  itemId: string;
}

/** What the recipe of an item takes, in its order. */
export async function listMadeOf(db: Queryable, { storeId, itemId }: InStore): Promise<RecipeStep[]> {
  return listSteps(db, storeId, {
    step: sql`r.item_id = ${itemId} and i.id = r.component_id and upper.id = r.item_id`,
    unit: sql`i.unit`,
    order: sql`r.position`,
  });
}

/** The items whose recipes take an item, what is sold first. */
export async function listUsedIn(db: Queryable, { storeId, itemId }: InStore): Promise<RecipeStep[]> {
  return listSteps(db, storeId, {
    step: sql`r.component_id = ${itemId} and i.id = r.item_id and upper.id = r.item_id`,
    unit: sql`(select unit from item where id = ${itemId})`,
    order: sql`i.sellable desc, i.name`,
  });
}

async function listSteps(
  db: Queryable,
  storeId: string,
  { step, unit, order }: Record<'step' | 'unit' | 'order', RawBuilder<unknown>>,
): Promise<RecipeStep[]> {
  const { rows } = await sql<RecipeStep>`
    select i.id as "itemId", i.name, round(r.quantity / upper.recipe_yield, 3) as quantity, ${unit} as unit,
      case when l.counted and i.stocked then l.on_hand - l.allocated end as available, i.unit as "ownUnit",
      coalesce(l.status, 'ok') as status
    from recipe_line r cross join item i cross join item upper
    left join stock_level l on l.store_id = ${storeId} and l.item_id = i.id
    where ${step} order by ${order}`.execute(db);
  return rows;
}

export interface ComingRow {
  deliveryId: string;
  supplier: string;
  quantity: number;
  expectedAt: Date;
  poId: string | null;
  number: number | null;
}

/** What is still to come of an item, the earliest first. */
export async function listComing(db: Queryable, { storeId, itemId }: InStore): Promise<ComingRow[]> {
  const { rows } = await sql<ComingRow>`
    select d.id as "deliveryId", d.supplier, d.quantity - d.arrived as quantity, d.expected_at as "expectedAt",
      o.id as "poId", o.number
    from expected_delivery d
    left join purchase_order_line l on l.store_id = d.store_id and l.id = d.purchase_order_line_id
    left join purchase_order o on o.store_id = d.store_id and o.id = l.purchase_order_id
    where d.store_id = ${storeId} and d.item_id = ${itemId} and d.arrived_at is null and d.cancelled_at is null
    order by d.expected_at, d.id`.execute(db);
  return rows;
}

export interface SourceRow {
  supplierId: string;
  supplier: string;
  supplierSku: string;
  packName: string;
  packQuantity: number;
  packPrice: number | null;
  currency: string;
  preferred: boolean;
}

/** Who sells an item, whom it is bought from first. */
export async function listSources(db: Queryable, itemId: string): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select s.id as "supplierId", s.name as supplier, si.supplier_sku as "supplierSku", si.pack_name as "packName",
      si.pack_quantity as "packQuantity", si.pack_price as "packPrice", s.currency, si.preferred
    from supplier_item si join supplier s on s.id = si.supplier_id
    where si.item_id = ${itemId} and s.active order by si.preferred desc, s.name`.execute(db);
  return rows;
}

export interface ClaimRow {
  orderId: string;
  number: number;
  customer: string;
  allocated: number;
  backordered: number;
  promised: string | null;
}

/** Lines of orders that hold some of an item or wait for it, in the order in which they were placed; at most so many. */
export async function listClaims(
  db: Queryable,
  { storeId, itemId }: InStore,
  most: number,
): Promise<ClaimRow[]> {
  const { rows } = await sql<ClaimRow>`
    select o.id as "orderId", o.number, c.name as customer, a.allocated, a.backordered, a.promise ->> 'latest' as promised
    from line_allocation a
    join customer_order o on o.store_id = a.store_id and o.id = a.order_id
    join customer c on c.store_id = o.store_id and c.id = o.customer_id
    where a.store_id = ${storeId} and a.item_id = ${itemId} and (a.allocated > 0 or a.backordered > 0)
    order by o.placed_at, a.line_id limit ${most}`.execute(db);
  return rows;
}
