import type { LeftItem } from '../../shared/items/bulk.schema.ts';
import type { Availability } from '../../shared/stock/availability.schema.ts';
import type { MarkChange } from '../../shared/stock/marks.schema.ts';

/** An item as it stands before many are marked. */
export interface Standing {
  itemId: string;
  name: string;
  availability: Availability;
}

export interface MarkPlan {
  changes: (Standing & Pick<MarkChange, 'mark'>)[];
  left: LeftItem[];
  /** Names of what is not as it was when it was looked at. */
  stale: string[];
}

/** What a list of marks comes to, item by item; nothing is written. */
export function planMarks(
  changes: readonly MarkChange[],
  standings: ReadonlyMap<string, Standing>,
): MarkPlan {
  const plan: MarkPlan = { changes: [], left: [], stale: [] };
  const seen = new Set<string>();
  for (const { itemId, since, mark } of changes) {
    const standing = standings.get(itemId);
    const name = standing?.name ?? itemId;
    const why = seen.has(itemId)
      ? { why: 'is listed twice', harmless: false }
      : whyLeft(mark, standing?.availability);
    seen.add(itemId);
    if (standing && since !== undefined && since !== (standing.availability.since ?? null))
      plan.stale.push(name);
    if (why || !standing) plan.left.push({ itemId, name, ...(why ?? GONE) });
    else plan.changes.push({ ...standing, mark });
  }
  return plan;
}

const GONE = { why: 'is not there any more', harmless: false };
const BY_HAND: readonly Availability['cause'][] = ['hand', 'countdown'];

function whyLeft(
  mark: MarkChange['mark'],
  standing: Availability | undefined,
): Pick<LeftItem, 'why' | 'harmless'> | undefined {
  if (!standing) return GONE;
  const isByHand = BY_HAND.includes(standing.cause);
  const isOff = standing.state === 'unavailable';
  if (mark?.state === 'unavailable' && isOff)
    return { why: isByHand ? 'is 86 already' : 'is off by itself already', harmless: true };
  if (mark !== null) return undefined;
  if (isByHand) return undefined;
  if (standing.cause === 'recipe')
    return { why: 'lacks a part of its recipe: bring that back', harmless: true };
  if (isOff) return { why: 'ran out: count it, or receive some', harmless: true };
  return { why: 'is available already', harmless: true };
}
