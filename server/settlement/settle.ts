import { isDeepStrictEqual } from 'node:util';
import { uuidv7 } from 'uuidv7';
import type { Availability } from '../../shared/stock/availability.schema.ts';
import type { Notice } from '../../shared/stock/notice.schema.ts';
import { appendChanges, type NewChange } from '../live/change-stream.store.ts';
import type { Transaction } from '../platform/database.ts';
import type { LockedStore } from '../platform/store-transaction.ts';
import { noticesOf } from './notices.ts';
import { deriveItem, FEW_SERVINGS, type Component, type ItemFacts } from './recipe-cascade.ts';
import {
  applyArrivals,
  applyCountdowns,
  applyMovements,
  endServedMarks,
  insertMissingLevels,
  listLevels,
  listUses,
  markFactsRead,
  rebaseLimits,
  resetOnOrder,
  resetRemaining,
  writeDerived,
  type DerivedRow,
  type LevelRow,
  type MovedItem,
  type Use,
} from './settlement.store.ts';
import { settleAsLast } from './settle-new-orders.service.ts';
import { settleDeliveries } from './settle-deliveries.service.ts';
import type { OrderConsequences } from './order-outcomes.service.ts';
import { settleOrders, type OrderTouch } from './settle-orders.service.ts';
import { tellWatchers, type BackItem } from './settle-watches.service.ts';
import { toStockState } from './stock-state.ts';

/**
 * Turns the facts recorded in this transaction into their consequences, and appends these to the store's stream: levels
 * from the movements not yet read, countdowns from the sales, marks that have served, and availability of everything
 * touched and of every dish above it, and what order lines get, give back and may be promised. `itemIds` are items of
 * which something other than their stock changed: a mark, a recipe, a reorder point, a delivery; `orderIds` are orders of
 * which something was recorded. The caller holds the store's row.
 */
export async function settle(
  trx: Transaction,
  store: LockedStore,
  itemIds: readonly string[],
  now: Date,
  orderIds: readonly string[] = [],
): Promise<void> {
  await settleTouched(trx, store, { itemIds, orderIds, recipes: false }, now);
}

const NO_ORDERS: OrderConsequences = { moved: [], changes: [] };

interface Touched {
  itemIds: readonly string[];
  orderIds: readonly string[];
  /** Recipes may have changed: every order line has to be looked at. */
  recipes: boolean;
}

async function settleTouched(
  trx: Transaction,
  store: LockedStore,
  { itemIds, orderIds, recipes }: Touched,
  now: Date,
): Promise<void> {
  if (itemIds.length > 0) await insertMissingLevels(trx, store.id, itemIds);
  const moved = await applyMovements(trx, store.id);
  const counted = await applyCountdowns(trx, store.id);
  const ended = await endServedMarks(trx, store.id, moved, now);
  const arrived = await applyArrivals(trx, store.id, moved, now);
  const marked = [...itemIds, ...ended];
  if (marked.length > 0) await resetRemaining(trx, store.id, marked);
  const expected = [...itemIds, ...arrived];
  if (expected.length > 0) await resetOnOrder(trx, store.id, expected);
  await markFactsRead(trx, store.id);

  const seeds = [
    ...marked,
    ...counted,
    ...arrived,
    ...moved.filter(concernsOrders).map(({ itemId }) => itemId),
  ];
  const touch = { itemIds: recipes ? ('all' as const) : seeds, orderIds };
  const orders =
    seeds.length > 0 || orderIds.length > 0
      ? await settleTouchedOrders(trx, store.id, touch, now)
      : NO_ORDERS;

  const deliveries = await settleDeliveries(trx, store.id, expected, now);
  const sources = sourcesOf([...moved, ...orders.moved], [...marked, ...counted]);
  const uses = await listUses(trx, sources, FEW_SERVINGS + 1);
  const { levels, changed } = await rederive(trx, store.id, uses, now);
  await writeDerived(trx, store.id, changed);
  const next = new Map(changed.map((row) => [row.itemId, row]));
  const touched = new Set([
    ...moved.map(({ itemId }) => itemId),
    ...counted,
    ...marked,
    ...arrived,
    ...orders.moved.map(({ itemId }) => itemId),
    ...changed.map(({ itemId }) => itemId),
  ]);
  await tellWatchers(trx, store.id, backItems(levels, next, touched), now);
  await publish(trx, store.id, { levels, next, touched, others: [...orders.changes, ...deliveries] }, now);
}

async function settleTouchedOrders(
  trx: Transaction,
  storeId: string,
  touch: OrderTouch,
  now: Date,
): Promise<OrderConsequences> {
  const isPlaced = touch.itemIds.length === 0;
  const short = isPlaced ? await settleAsLast(trx, storeId, touch.orderIds, now) : null;
  return short ?? settleOrders(trx, storeId, touch, now);
}

/** {@link settle} after the items themselves changed: their recipes, units, levels to hold. */
export async function settleItems(
  trx: Transaction,
  store: LockedStore,
  itemIds: readonly string[],
  now: Date,
): Promise<void> {
  await rebaseLimits(trx, store.id);
  await settleTouched(trx, store, { itemIds, orderIds: [], recipes: true }, now);
}

/** What would hold for an item as the facts stand, before it is settled and told. */
export async function foresee(
  trx: Transaction,
  storeId: string,
  itemId: string,
  now: Date,
): Promise<Availability> {
  const uses = await listUses(trx, [{ itemId, level: null }], FEW_SERVINGS + 1);
  const { levels, changed } = await rederive(trx, storeId, uses, now);
  const next = changed.find((row) => row.itemId === itemId) ?? levels.get(itemId)!;
  return next.availability;
}

/** Works out what follows for the items of `uses`, and which of the stored consequences that changes. */
export async function rederive(
  trx: Transaction,
  storeId: string,
  uses: readonly Use[],
  now: Date,
): Promise<{ levels: Map<string, LevelRow>; changed: DerivedRow[] }> {
  const ids = new Set(uses.flatMap(({ itemId, componentId }) => [itemId, componentId]));
  const levels = new Map((await listLevels(trx, storeId, [...ids])).map((level) => [level.itemId, level]));
  const facts = new Map([...levels].map(([itemId, level]) => [itemId, factsOf(level)]));
  const changed = [...componentsByItem(uses, facts)].flatMap(([itemId, components]) => {
    const level = levels.get(itemId);
    const item = facts.get(itemId);
    if (!level || !item) return [];
    const { status, servings, availability } = level;
    const next = deriveItem(item, components, availability, now);
    return isDeepStrictEqual({ status, servings, availability }, next) ? [] : [{ itemId, ...next }];
  });
  return { levels, changed };
}

interface Moved extends Pick<MovedItem, 'itemId' | 'available' | 'availableBefore'> {
  firstCounted?: boolean;
}

/** Less of what orders have, or more of what they wait for. Less of what is free is nobody's news. */
function concernsOrders({
  overdrawn,
  isAwaited,
  available,
  availableBefore,
  firstCounted,
}: MovedItem): boolean {
  return overdrawn || firstCounted || (isAwaited && available > availableBefore);
}

/** Dishes above a moved item are concerned where it is scarce; above anything else that changed, always. */
function sourcesOf(
  moved: readonly Moved[],
  others: readonly string[],
): { itemId: string; level: number | null }[] {
  const levels = new Map<string, number | null>();
  for (const { itemId, firstCounted, available, availableBefore } of moved) {
    const known = levels.get(itemId);
    if (known !== null)
      levels.set(itemId, firstCounted ? null : Math.min(available, availableBefore, known ?? Infinity));
  }
  for (const itemId of others) levels.set(itemId, null);
  return [...levels].map(([itemId, level]) => ({ itemId, level }));
}

function componentsByItem(
  uses: readonly Use[],
  facts: ReadonlyMap<string, ItemFacts>,
): Map<string, Component[]> {
  const byItem = new Map<string, Component[]>();
  for (const { itemId, componentId, needed } of uses) {
    const components = byItem.get(itemId) ?? [];
    byItem.set(itemId, components);
    const component = facts.get(componentId);
    if (component && componentId !== itemId) components.push({ facts: component, needed });
  }
  return byItem;
}

function factsOf(level: LevelRow): ItemFacts {
  const { itemId, stocked, counted, parLevel, reorderPoint, onHand, allocated } = level;
  return {
    itemId,
    stocked,
    counted,
    parLevel,
    reorderPoint,
    available: onHand - allocated,
    mark: markOf(level),
  };
}

function markOf({
  markState,
  markReason,
  markUntil,
  markUntilAt,
  markBy,
  markAt,
  remaining,
}: LevelRow): ItemFacts['mark'] {
  if (markState === null || markAt === null) return null;
  const until = markUntil === 'instant' ? (markUntilAt?.toISOString() ?? null) : markUntil;
  return { state: markState, remaining, reason: markReason, until, by: markBy, at: markAt };
}

/** What of the touched items can be had, and how much of it. */
function backItems(
  levels: ReadonlyMap<string, LevelRow>,
  next: ReadonlyMap<string, DerivedRow>,
  touched: ReadonlySet<string>,
): BackItem[] {
  return [...touched].flatMap((itemId): BackItem[] => {
    const level = levels.get(itemId);
    if (!level) return [];
    const { availability, servings } = next.get(itemId) ?? level;
    if (availability.state === 'unavailable') return [];
    const isCounted = level.stocked && level.counted;
    const units = isCounted ? Math.max(1, Math.floor(level.onHand - level.allocated)) : servings;
    return [
      { itemId, units: availability.remaining === undefined ? units : Math.floor(availability.remaining) },
    ];
  });
}

interface Settled {
  levels: ReadonlyMap<string, LevelRow>;
  /** What changed of them. */
  next: ReadonlyMap<string, DerivedRow>;
  touched: ReadonlySet<string>;
  /** Of orders, purchase orders and delays. */
  others: readonly NewChange[];
}

async function publish(
  trx: Transaction,
  storeId: string,
  { levels, next, touched, others }: Settled,
  now: Date,
): Promise<void> {
  const rows = [...touched].flatMap((itemId) => levels.get(itemId) ?? []);
  const stock = rows.map((level): NewChange => {
    const state = toStockState({ ...level, ...next.get(level.itemId) });
    return { type: 'stock', id: level.itemId, state };
  });
  const notices = rows.flatMap((level) => noticesOf(level, next.get(level.itemId)));
  const changes = [...stock, ...others, ...notices.map(toChange)];
  if (changes.length > 0) await appendChanges(trx, storeId, changes, now);
}

function toChange(notice: Notice): NewChange {
  return { type: 'notice', id: uuidv7(), state: notice };
}
