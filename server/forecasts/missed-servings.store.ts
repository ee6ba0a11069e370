import { sql } from 'kysely';
import type { Queryable } from '../platform/database.ts';
import { dateOf, dayNumberOf } from './store-hours.ts';
import type { ForetoldDay } from './missed-servings.ts';

/** What is on sale and takes any of these from stock, themselves included. */
export async function listDishesOf(db: Queryable, componentIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ itemId: string }>`
    select distinct c.item_id as "itemId" from recipe_closure c join item i on i.id = c.item_id
    where c.component_id = any(${componentIds}::uuid[]) and c.draws and i.sellable`.execute(db);
  return rows.map(({ itemId }) => itemId);
}

/** Days that are over of these items, by their number. */
export async function listForetoldDays(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
  { first, last }: { first: number; last: number },
): Promise<Map<string, Map<number, ForetoldDay>>> {
  const { rows } = await sql<ForetoldDay & { itemId: string; day: string }>`
    select item_id as "itemId", day::text, mean::float8, in_stock::float8 as "inStock" from forecast_score
    where store_id = ${storeId} and item_id = any(${itemIds}::uuid[]) and in_stock < 1
      and day between ${dateOf(first)}::date and ${dateOf(last)}::date`.execute(db);
  const byItem = Map.groupBy(rows, ({ itemId }) => itemId);
  const toDays = (of: typeof rows) => new Map(of.map(({ day, ...foretold }) => [dayNumberOf(day), foretold]));
  return new Map([...byItem].map(([itemId, of]) => [itemId, toDays(of)]));
}
