import type { Availability, Cause, Until } from '../../shared/stock/availability.schema.ts';
import type { StockStatus } from '../../shared/stock/stock.schema.ts';

/** Few enough to be worth a number on a screen. Above it, how many can be served is not told. */
export const FEW_SERVINGS = 10;

/** What somebody said about an item and what is in force now. */
export interface Mark {
  state: Availability['state'];
  /** Of a limit: what is left of it after the sales since. */
  remaining: number | null;
  reason: string | null;
  until: Until | null;
  by: string | null;
  at: Date;
}

/** The facts of one item in one store. Quantities in its stock unit. */
export interface ItemFacts {
  itemId: string;
  stocked: boolean;
  /** Ever counted or received. Before that on hand says nothing, so nothing runs out by itself. */
  counted: boolean;
  available: number;
  parLevel: number | null;
  reorderPoint: number | null;
  mark: Mark | null;
}

export interface Component {
  facts: ItemFacts;
  /** What one unit of the dish takes of it. */
  needed: number;
}

export interface Derived {
  status: StockStatus;
  servings: number | null;
  availability: Availability;
}

/**
 * What follows for one item from its own facts and those of everything its recipe takes (flattened, itself excluded).
 * What a person said comes first, then what its components allow, then its own stock.
 * `since` is kept from `before` while state and cause stay the same.
 */
export function deriveItem(
  item: ItemFacts,
  components: readonly Component[],
  before: Availability | null,
  now: Date,
): Derived {
  const servings = servingsOf(item, components);
  const availability = withSince(availabilityOf(item, components), item.mark, before, now);
  return {
    status: statusOf(item, servings),
    servings: servings !== null && servings <= FEW_SERVINGS ? servings : null,
    availability,
  };
}

function availabilityOf(item: ItemFacts, components: readonly Component[]): Availability {
  const { mark } = item;
  if (mark?.state === 'unavailable') return { state: 'unavailable', cause: 'hand', ...said(mark) };
  if (mark?.state === 'available') return { state: 'available', cause: 'hand', ...said(mark) };
  if (mark?.state === 'limited' && (mark.remaining ?? 0) <= 0) {
    return { state: 'unavailable', cause: 'countdown', remaining: 0, ...said(mark) };
  }
  const because = components.flatMap(problemOf);
  if (because.length > 0) return { state: 'unavailable', cause: 'recipe', because };
  if (item.stocked && item.counted && item.available <= 0) return { state: 'unavailable', cause: 'stock' };
  return limitedBy(mark, components) ?? { state: 'available' };
}

/** What a component keeps a single unit of the dish from being made, if anything. */
function problemOf({ facts, needed }: Component): Cause[] {
  const { itemId, mark, stocked, counted, available } = facts;
  if (mark?.state === 'unavailable') return [{ itemId, problem: 'unavailable' }];
  if (mark?.state === 'available') return [];
  const remaining = mark?.remaining ?? null;
  if (remaining !== null && remaining < needed)
    return [{ itemId, problem: 'limited', left: remaining, needed }];
  if (stocked && counted && available < needed)
    return [{ itemId, problem: 'short', left: available, needed }];
  return [];
}

function limitedBy(mark: Mark | null, components: readonly Component[]): Availability | null {
  const own = mark?.remaining ?? null;
  const limits = components.flatMap(({ facts, needed }) => {
    const remaining = facts.mark?.remaining ?? null;
    return remaining === null
      ? []
      : [{ facts, needed, left: remaining, units: wholeUnits(remaining, needed) }];
  });
  const least = limits.reduce((min, { units }) => Math.min(min, units), Infinity);
  if (own === null && least === Infinity) return null;
  if (mark && own !== null && own <= least)
    return { state: 'limited', remaining: own, cause: 'hand', ...said(mark) };
  const because = limits
    .filter(({ units }) => units === least)
    .map(({ facts, needed, left }): Cause => ({ itemId: facts.itemId, problem: 'limited', left, needed }));
  return { state: 'limited', remaining: least, cause: 'recipe', because };
}

/** How many units can be made of what is there; null when nothing that is counted limits it. */
function servingsOf(item: ItemFacts, components: readonly Component[]): number | null {
  const counted = components.filter(({ facts }) => facts.stocked && facts.counted);
  if (item.stocked || counted.length === 0) return null;
  return Math.min(...counted.map(({ facts, needed }) => Math.max(0, wholeUnits(facts.available, needed))));
}

/** Low is at or below the reorder point, or a third of the par level where none is given; a dish is low when few can be made. */
function statusOf(
  { stocked, counted, available, reorderPoint, parLevel }: ItemFacts,
  servings: number | null,
): StockStatus {
  if (!stocked) return servings === null || servings > FEW_SERVINGS ? 'ok' : servings === 0 ? 'out' : 'low';
  if (available <= 0) return counted || available < 0 ? 'out' : 'ok';
  const low = reorderPoint ?? (parLevel === null ? null : parLevel / 3);
  return low !== null && available <= low ? 'low' : 'ok';
}

/**
 * Whole units, not deceived by 0.3 / 0.1 being 2.9999…: quantities have three decimals, needs at most nine. A need too
 * small for those limits nothing.
 */
function wholeUnits(quantity: number, needed: number): number {
  return needed === 0 ? Infinity : Math.floor(quantity / needed + 1e-9);
}

function said({ reason, until, by, remaining, state }: Mark): Partial<Availability> {
  return {
    ...(state === 'limited' && remaining !== null ? { remaining: Math.max(0, remaining) } : {}),
    ...(reason ? { reason } : {}),
    ...(until ? { until } : {}),
    ...(by ? { by } : {}),
  };
}

function withSince(
  next: Availability,
  mark: Mark | null,
  before: Availability | null,
  now: Date,
): Availability {
  if (next.state === 'available' && next.cause === undefined) return next;
  const unchanged = before?.state === next.state && before.cause === next.cause;
  const since = next.cause === 'hand' && mark ? mark.at.toISOString() : unchanged ? before?.since : undefined;
  return { ...next, since: since ?? now.toISOString() };
}
