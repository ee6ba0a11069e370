import { sql } from 'kysely';
import type { Movement, MovementType } from '../../shared/stock/movement.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

/** One row for the ledger; `quantity` is the signed change of on hand. */
export interface NewMovement {
  storeId: string;
  itemId: string;
  type: MovementType;
  quantity: number;
  counted: number | null;
  at: Date;
  reason: string | null;
  by: string | null;
  sourceId: string | null;
  otherStoreId: string | null;
  /** Of goods that came with a purchase order. */
  purchaseOrderLineId?: string;
  lot?: string | undefined;
  /** YYYY-MM-DD */
  expiresOn?: string | undefined;
}

const columns = sql`m.id, m.item_id as "itemId", i.sku, m.type, m.quantity, m.counted, m.at, m.recorded_at as "recordedAt",
  m.reason, m.recorded_by as "by", m.source_id as "sourceId", m.other_store_id as "otherStoreId"`;

/** Writes movements in their order and returns them as the ledger has them. */
export async function insertMovements(
  trx: Transaction,
  rows: readonly NewMovement[],
  now: Date,
): Promise<Movement[]> {
  const { rows: inserted } = await sql<MovementRow>`
    with m as (
      insert into movement (store_id, item_id, type, quantity, counted, at, recorded_at, reason, recorded_by, source_id, other_store_id,
        purchase_order_line_id, lot, expires_on)
      select "storeId", "itemId", type, quantity, counted, at, ${now}, reason, "by", "sourceId", "otherStoreId",
        "purchaseOrderLineId", lot, "expiresOn"
      from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as ("storeId" uuid, "itemId" uuid, type text, quantity numeric, counted numeric, at timestamptz, reason text,
          "by" text, "sourceId" uuid, "otherStoreId" uuid, "purchaseOrderLineId" uuid, lot text, "expiresOn" date)) with ordinality
        as r ("storeId", "itemId", type, quantity, counted, at, reason, "by", "sourceId", "otherStoreId", "purchaseOrderLineId", lot,
          "expiresOn", n) order by n
      returning *
    )
    select ${columns} from m join item i on i.id = m.item_id order by m.id`.execute(trx);
  return inserted.map(toMovement);
}

export interface LedgerPage {
  itemId: string;
  before?: number | undefined;
  limit: number;
}

/** The ledger of one item in one store, newest first. */
export async function listMovements(
  db: Queryable,
  storeId: string,
  { itemId, before, limit }: LedgerPage,
): Promise<Movement[]> {
  const { rows } = await sql<MovementRow>`select ${columns} from movement m join item i on i.id = m.item_id
    where m.store_id = ${storeId} and m.item_id = ${itemId} and ${before === undefined ? sql`true` : sql`m.id < ${before}`}
    order by m.id desc limit ${limit}`.execute(db);
  return rows.map(toMovement);
}

export interface Share {
  itemId: string;
  componentId: string;
  /** Per unit of the item. */
  quantity: number;
}

/** What selling or wasting one unit of each item takes from stock. */
export async function listDraws(db: Queryable, itemIds: readonly string[]): Promise<Share[]> {
  const { rows } = await sql<Share>`select item_id as "itemId", component_id as "componentId", quantity
    from recipe_closure where item_id = any(${itemIds}::uuid[]) and draws order by component_id`.execute(db);
  return rows;
}

/** What producing one unit of each stocked item takes from stock. */
export async function listProductionDraws(db: Queryable, itemIds: readonly string[]): Promise<Share[]> {
  const { rows } = await sql<Share>`
    select r.item_id as "itemId", c.component_id as "componentId", sum(r.quantity / i.recipe_yield * c.quantity) as quantity
    from recipe_line r join item i on i.id = r.item_id join recipe_closure c on c.item_id = r.component_id and c.draws
    where r.item_id = any(${itemIds}::uuid[]) group by 1, 2 order by 2`.execute(db);
  return rows;
}

export async function listOnHand(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{
    itemId: string;
    onHand: number;
  }>`select item_id as "itemId", on_hand as "onHand"
    from stock_level where store_id = ${storeId} and item_id = any(${itemIds}::uuid[])`.execute(db);
  return new Map(rows.map(({ itemId, onHand }) => [itemId, onHand]));
}

type MovementRow = { [K in keyof Movement]-?: Exclude<Movement[K], undefined> | null } & {
  at: Date;
  recordedAt: Date;
};

function toMovement({ at, recordedAt, ...row }: MovementRow): Movement {
  const present = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  return { ...present, at: at.toISOString(), recordedAt: recordedAt.toISOString() } as Movement;
}
