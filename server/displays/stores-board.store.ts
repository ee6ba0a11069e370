import { sql } from 'kysely';
import type { StoreSituation } from '../../shared/displays/stores-board.schema.ts';
import type { Queryable } from '../platform/database.ts';

export type Counts = Pick<StoreSituation, 'off' | 'low' | 'waiting' | 'overdue'>;

/** What is wrong in a store by its levels and its queue. */
export async function countTroubles(db: Queryable, storeId: string, now: Date): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select l.off, l.low, w.waiting, w.overdue from (
      select count(*) filter (where i.sellable and s.availability ->> 'state' = 'unavailable')::int as off,
        count(*) filter (where i.stocked and s.counted and s.status <> 'ok')::int as low
      from stock_level s join item i on i.id = s.item_id where s.store_id = ${storeId}
    ) l, (
      select count(*)::int as waiting,
        count(*) filter (where (a.promise ->> 'latest')::timestamptz < ${now})::int as overdue
      from line_allocation a where a.store_id = ${storeId} and a.backordered > 0
    ) w`.execute(db);
  return rows[0]!;
}

export interface HeldRow {
  itemId: string;
  name: string;
  unit: string;
  available: number;
  parLevel: number;
}

/** What a store has of the items that have a par level. */
export async function listHeld(db: Queryable, storeId: string): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    select i.id as "itemId", i.name, i.unit, s.on_hand - s.allocated as available, i.par_level as "parLevel"
    from stock_level s join item i on i.id = s.item_id
    where s.store_id = ${storeId} and s.counted and i.stocked and i.par_level > 0`.execute(db);
  return rows;
}
