import type { Movement } from '../../shared/stock/movement.schema.ts';
import type { Level } from './forecast-series.ts';

/**
 * What was there before now, as the last movements tell it backwards from what is there now.
 * @param movements newest first
 */
export function stockPast(movements: readonly Movement[], available: number | null, now: number): Level[] {
  if (available === null) return [];
  const levels: Level[] = [{ at: now, value: available }];
  let value = available;
  for (const { at, quantity } of [...movements].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))) {
    const ms = Date.parse(at);
    if (ms > now) continue;
    levels.push({ at: ms, value });
    value = (Math.round(value * 1000) - Math.round(quantity * 1000)) / 1000;
  }
  return levels.reverse();
}
