import type { Depletion } from '../../shared/forecasts/forecast.schema.ts';
import type { Queryable } from '../platform/database.ts';
import { listTold } from './depletion.store.ts';

/** When items run out, as screens were told last: of those that do within seven days, the most urgent first. */
export function listDepletionsForScreens(db: Queryable, storeId: string): Promise<Depletion[]> {
  return listTold(db, storeId);
}

/** {@link listDepletionsForScreens}, of these items only. */
export function listDepletionsOf(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
): Promise<Depletion[]> {
  return listTold(db, storeId, itemIds);
}
