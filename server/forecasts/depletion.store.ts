import { sql } from 'kysely';
import type { Depletion } from '../../shared/forecasts/forecast.schema.ts';
import type { Queryable } from '../platform/database.ts';

/** What screens were told last of these items, or of all; the first to run out first. */
export async function listTold(
  db: Queryable,
  storeId: string,
  itemIds?: readonly string[],
): Promise<Depletion[]> {
  const { rows } = await sql<{ state: Depletion }>`
    select state from item_depletion where store_id = ${storeId}
      and ${itemIds === undefined ? sql`true` : sql`item_id = any(${itemIds}::uuid[])`}
    order by state ->> 'p50' nulls last, state ->> 'p10' nulls last, (state ->> 'probability')::numeric desc, item_id`.execute(
    db,
  );
  return rows.map(({ state }) => state);
}
