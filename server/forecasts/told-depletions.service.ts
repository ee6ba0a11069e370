import type { Depletion } from '../../shared/forecasts/forecast.schema.ts';
import type { Queryable } from '../platform/database.ts';

/** When items run out, as screens were told last: of those that do within seven days, the most urgent first. */
export function listDepletionsForScreens(_db: Queryable, _storeId: string): Promise<Depletion[]> {
  return Promise.resolve([]);
}
