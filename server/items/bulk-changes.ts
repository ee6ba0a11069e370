import type { FieldError } from '../../shared/errors.ts';
import type { BulkPatch, ItemChange, LeftItem } from '../../shared/items/bulk.schema.ts';
import type { Item } from '../../shared/items/item.schema.ts';

const FIELDS = ['category', 'importance', 'sellable', 'parLevel', 'reorderPoint', 'shelfLifeDays'] as const;

/** An item that changes: the fields that differ, as they were and as they will be. */
export interface PlannedChange {
  item: Item;
  before: BulkPatch;
  after: BulkPatch;
}

export interface BulkPlan {
  changes: PlannedChange[];
  left: LeftItem[];
  /** Why some cannot be changed as they are meant to be, by their place in the list. */
  errors: FieldError[];
  /** Names of what was changed by somebody else since it was looked at. */
  stale: string[];
}

/** What a list of changes comes to, item by item; nothing is written. Of an item that is listed twice, only the first counts. */
export function planChanges(changes: readonly ItemChange[], items: ReadonlyMap<string, Item>): BulkPlan {
  const plan: BulkPlan = { changes: [], left: [], errors: [], stale: [] };
  const seen = new Set<string>();
  changes.forEach((change, index) => {
    const item = items.get(change.itemId);
    const problem = seen.has(change.itemId) ? 'is listed twice' : problemOf(change, item);
    seen.add(change.itemId);
    if (!item || problem) {
      const why = problem ?? 'is not there any more';
      const name = item?.name ?? change.itemId;
      plan.left.push({ itemId: change.itemId, name, why, harmless: false });
      plan.errors.push({ pointer: `/changes/${index}`, detail: `${name}: ${why}` });
      return;
    }
    if (change.version !== undefined && change.version !== item.version) plan.stale.push(item.name);
    const fields = FIELDS.filter((field) => field in change.set && change.set[field] !== item[field]);
    if (fields.length === 0)
      plan.left.push({ itemId: item.id, name: item.name, why: 'is so already', harmless: true });
    else plan.changes.push({ item, before: pick(item, fields), after: pick(change.set, fields) });
  });
  return plan;
}

function pick(from: BulkPatch, fields: readonly (typeof FIELDS)[number][]): BulkPatch {
  return Object.fromEntries(fields.map((field) => [field, from[field]]));
}

function problemOf({ set }: ItemChange, item: Item | undefined): string | undefined {
  if (!item) return 'is not there any more';
  const { stocked, parLevel, reorderPoint } = { ...item, ...set };
  if (!stocked && (set.parLevel ?? set.reorderPoint ?? null) !== null)
    return 'is made to order: none is held';
  const sets = set.parLevel !== undefined || set.reorderPoint !== undefined;
  if (sets && parLevel !== null && reorderPoint !== null && reorderPoint > parLevel)
    return `would be low at ${reorderPoint}, above the ${parLevel} that are held`;
  return undefined;
}

const MOST_NAMED = 3;

/** "Butter, Cream and 7 others" */
export function someOf(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  if (rest > 0) return `${names.slice(0, MOST_NAMED).join(', ')} and ${rest} other${rest === 1 ? '' : 's'}`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
