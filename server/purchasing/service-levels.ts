import type { FieldError } from '../../shared/errors.ts';
import type { Importance } from '../../shared/items/item.schema.ts';
import {
  LEAST_LEVEL,
  MOST_LEVEL,
  type ServiceLevels,
} from '../../shared/purchasing/reorder-policy.schema.ts';

/** What every store starts with. Of what does not keep, too much costs about half of what too little does. */
export const USUAL_LEVELS: ServiceLevels = { A: 0.95, B: 0.9, C: 0.85, perishable: 0.7 };
const PERISHABLE_DAYS = 1;

/** How sure it is to be that an item lasts. */
export function levelOf(
  levels: ServiceLevels,
  { importance, shelfLifeDays }: { importance: Importance; shelfLifeDays: number | null },
): number {
  const isPerishable = shelfLifeDays !== null && shelfLifeDays <= PERISHABLE_DAYS;
  return isPerishable ? levels.perishable : levels[importance];
}

/** Levels with some of them changed, to the tenth of a percent; or what is wrong with those, by field. */
export function changedLevels(
  before: ServiceLevels,
  changes: Partial<ServiceLevels>,
): { levels: ServiceLevels; errors: FieldError[] } {
  const levels = { ...before };
  const errors: FieldError[] = [];
  for (const [name, level] of Object.entries(changes)) {
    if (level >= LEAST_LEVEL && level <= MOST_LEVEL)
      levels[name as keyof ServiceLevels] = Math.round(level * 1000) / 1000;
    else
      errors.push({
        pointer: `/serviceLevels/${name}`,
        detail: `${percentText(level)} is no service level: give one from ${percentText(LEAST_LEVEL)} to ${percentText(MOST_LEVEL)}`,
      });
  }
  return { levels, errors };
}

/** "95 %", "99.9 %" */
export function percentText(share: number): string {
  return `${Number((100 * share).toPrecision(4))} %`;
}
