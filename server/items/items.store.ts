import { sql } from 'kysely';
import type { Item, Pack } from '../../shared/items/item.schema.ts';
import type { ItemState } from '../../shared/live/change.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';
import type { ClosureRow, RecipeNode } from './recipe-graph.ts';

/** An item without its recipe, as it is written. */
export interface ItemFields extends Omit<Item, 'recipe' | 'version'> {}

/** What turning a quantity or a SKU into ledger rows needs to know of an item. */
export interface ItemReference {
  id: string;
  sku: string;
  unit: string;
  sellable: boolean;
  stocked: boolean;
  packs: Pack[];
}

const packs = sql<
  Pack[]
>`coalesce((select json_agg(json_build_object('name', p.name, 'quantity', p.quantity) order by p.quantity)
  from item_pack p where p.item_id = item.id), '[]')`;

const itemColumns = sql`item.id, item.sku, item.name, item.unit, item.category, item.importance, item.sellable, item.stocked,
  item.recipe_yield as "recipeYield", item.par_level as "parLevel", item.reorder_point as "reorderPoint",
  item.shelf_life_days as "shelfLifeDays", item.version, ${packs} as packs,
  coalesce((select json_agg(json_build_object('sku', c.sku, 'quantity', r.quantity) order by r.position)
    from recipe_line r join item c on c.id = r.component_id where r.item_id = item.id), '[]') as recipe`;

/** Items in the order of their SKU, after a given one; all of them without a limit. */
export async function listItems(
  db: Queryable,
  { after, limit }: { after?: string | undefined; limit?: number } = {},
): Promise<Item[]> {
  const { rows } = await sql<Item>`select ${itemColumns} from item
    where ${after === undefined ? sql`true` : sql`item.sku > ${after}`} order by item.sku limit ${limit ?? null}`.execute(
    db,
  );
  return rows;
}

export async function getItem(db: Queryable, itemId: string): Promise<Item> {
  const { rows } = await sql<Item>`select ${itemColumns} from item where item.id = ${itemId}`.execute(db);
  if (!rows[0]) throw notFound(`Item ${itemId}`);
  return rows[0];
}

export async function listItemsBySku(db: Queryable, skus: readonly string[]): Promise<Item[]> {
  const { rows } = await sql<Item>`select ${itemColumns} from item where item.sku = any(${skus})`.execute(db);
  return rows;
}

export async function listItemsById(db: Queryable, ids: readonly string[]): Promise<Item[]> {
  const { rows } =
    await sql<Item>`select ${itemColumns} from item where item.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

export async function listNames(
  db: Queryable,
  ids: readonly string[],
): Promise<{ id: string; sku: string; name: string }[]> {
  const { rows } = await sql<{ id: string; sku: string; name: string }>`
    select id, sku, name from item where id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

export async function listItemIds(
  db: Queryable,
  skus: readonly string[],
): Promise<{ sku: string; id: string }[]> {
  const { rows } = await sql<{
    sku: string;
    id: string;
  }>`select sku, id from item where sku = any(${skus})`.execute(db);
  return rows;
}

export async function listReferencesBySku(db: Queryable, skus: readonly string[]): Promise<ItemReference[]> {
  const { rows } =
    await sql<ItemReference>`select item.id, item.sku, item.unit, item.sellable, item.stocked, ${packs} as packs
    from item where item.sku = any(${skus})`.execute(db);
  return rows;
}

const fieldColumns = sql`id, sku, name, unit, category, importance, sellable, stocked, recipe_yield, par_level,
  reorder_point, shelf_life_days`;

/** Inserts new items and overwrites those whose id is there already, packs included. */
export async function upsertItems(trx: Transaction, items: readonly ItemFields[], now: Date): Promise<void> {
  await sql`insert into item (${fieldColumns}, created_at, updated_at)
    select id, sku, name, unit, category, importance, sellable, stocked, "recipeYield", "parLevel", "reorderPoint",
      "shelfLifeDays", ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as i (id uuid, sku text, name text, unit text, category text,
      importance text, sellable boolean, stocked boolean, "recipeYield" numeric, "parLevel" numeric,
      "reorderPoint" numeric, "shelfLifeDays" integer)
    on conflict (id) do update set name = excluded.name, unit = excluded.unit, category = excluded.category,
      importance = excluded.importance, sellable = excluded.sellable, stocked = excluded.stocked,
      recipe_yield = excluded.recipe_yield, par_level = excluded.par_level, reorder_point = excluded.reorder_point,
      shelf_life_days = excluded.shelf_life_days, version = item.version + 1, updated_at = excluded.updated_at`.execute(
    trx,
  );
  await sql`delete from item_pack where item_id = any(${items.map(({ id }) => id)}::uuid[])`.execute(trx);
  const packs = items.flatMap(({ id, packs }) => packs.map((pack) => ({ item_id: id, ...pack })));
  await sql`insert into item_pack (item_id, name, quantity) select item_id, name, quantity
    from jsonb_to_recordset(${JSON.stringify(packs)}::jsonb) as p (item_id uuid, name text, quantity numeric)`.execute(
    trx,
  );
}

export interface RecipeRow {
  itemId: string;
  componentId: string;
  quantity: number;
}

/** Replaces the recipes of the given items by `rows`, in their order. */
export async function replaceRecipes(
  trx: Transaction,
  itemIds: readonly string[],
  rows: readonly RecipeRow[],
): Promise<void> {
  await sql`delete from recipe_line where item_id = any(${itemIds}::uuid[])`.execute(trx);
  await sql`insert into recipe_line (item_id, component_id, position, quantity)
    select "itemId", "componentId", row_number() over (), quantity
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("itemId" uuid, "componentId" uuid, quantity numeric)`.execute(
    trx,
  );
}

export interface RecipeGraphRow extends RecipeNode {
  id: string;
  sku: string;
}

export async function listRecipeGraph(db: Queryable): Promise<RecipeGraphRow[]> {
  const { rows } = await sql<RecipeGraphRow>`
    select id, sku, stocked, recipe_yield as yield, coalesce((
      select json_agg(json_build_object('componentId', component_id, 'quantity', quantity) order by position)
      from recipe_line r where r.item_id = item.id), '[]') as lines
    from item`.execute(db);
  return rows;
}

export interface ItemClosure extends ClosureRow {
  itemId: string;
}

export async function replaceClosure(
  trx: Transaction,
  itemIds: readonly string[],
  rows: readonly ItemClosure[],
): Promise<void> {
  await sql`delete from recipe_closure where item_id = any(${itemIds}::uuid[])`.execute(trx);
  await sql`insert into recipe_closure (item_id, component_id, quantity, draws)
    select "itemId", "componentId", quantity::numeric, draws from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as c ("itemId" uuid, "componentId" uuid, quantity text, draws boolean)`.execute(trx);
}

export async function listClosure(db: Queryable): Promise<ItemClosure[]> {
  const { rows } = await sql<ItemClosure>`
    select item_id as "itemId", component_id as "componentId", quantity::text, draws from recipe_closure`.execute(
    db,
  );
  return rows;
}

/** What screens know of items; of all items when no ids are given. */
export async function listItemStates(db: Queryable, itemIds?: readonly string[]): Promise<ItemState[]> {
  const { rows } = await sql<ItemState>`
    select item.id as "itemId", item.sku, item.name, item.unit, item.category, item.importance, item.sellable, item.stocked,
      item.par_level as "parLevel", item.reorder_point as "reorderPoint", ${packs} as packs, coalesce((
        select json_agg(json_build_object('itemId', component_id, 'quantity', round(quantity, 6)))
        from recipe_closure c where c.item_id = item.id and c.component_id <> item.id), '[]') as uses
    from item where ${itemIds === undefined ? sql`true` : sql`item.id = any(${itemIds}::uuid[])`} order by item.sku`.execute(
    db,
  );
  return rows;
}
