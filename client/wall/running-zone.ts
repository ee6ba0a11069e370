import type { ItemState } from '../../shared/live/change.ts';
import type { Availability } from '../../shared/stock/availability.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { reasonWords } from '../stock/known-reasons.ts';
import { BLANK, type Aside, type DishAlong, type Entry, type Zone } from './entry.ts';
import { nameOf, type Kitchen } from './kitchen.ts';
import { leftWords } from './left-words.ts';
import { limitingComponent } from './limiting-component.ts';
import { words } from './wall-words.ts';

interface Ranked {
  entry: Entry;
  /** About how many servings are left. */
  servings: number;
  /** When it probably runs out, where that is foreseen. */
  outMs?: number;
}

interface FewDish {
  item: ItemState;
  stock: StockState;
  left: number;
}

/** Where no dish tells how many can be made, a component at its reorder point ranks like a dish with this many. */
const SERVINGS_WHEN_LOW = 10;

const HOUR = 3_600_000;
/** What runs out so soon is said even while there seems to be enough of it. */
const SOON_MS = 2 * HOUR;
/** What lasts so long is nothing for this shift: it is named, and no more. */
const LASTS_MS = 12 * HOUR;
/** Of which nobody foresees when it runs out, so few are gone within the hour. */
const SERVINGS_OF_AN_HOUR = 3;

/**
 * Everything that can be served but not for long: countdowns, dishes of which few can be made, components that are low,
 * and what runs out soon as it sells; first what is gone first.
 * Dishes stand under the component that limits them, a single dish for itself.
 */
export function runningZone(kitchen: Kitchen): Zone {
  const groups = groupByComponent(kitchen, listFewDishes(kitchen));
  const own = new Set<string>();
  const ranked: Ranked[] = [];
  for (const [componentId, dishes] of groups) {
    own.add(componentId);
    ranked.push(...groupEntries(kitchen, componentId, dishes));
  }
  const asides: Aside[] = [];
  for (const { item, stock } of listLow(kitchen)) {
    if (own.has(item.itemId)) continue;
    const takes = kitchen.dishes.get(item.itemId)?.length ?? 0;
    if (takes === 0 && !item.sellable && stock.availability.state !== 'limited')
      asides.push(toAside(kitchen, item, stock));
    else ranked.push(componentEntry(kitchen, item, stock, []));
  }
  for (const { entry } of ranked) own.add(entry.itemId);
  ranked.push(...foreseen(kitchen, own));
  const all = ranked.map((each) => withTime(kitchen, each));
  all.sort(
    (a, b) =>
      difference(soonMs(kitchen, a), soonMs(kitchen, b)) ||
      a.servings - b.servings ||
      b.entry.takes - a.entry.takes ||
      a.entry.name.localeCompare(b.entry.name),
  );
  const [now, later] = [all.filter((it) => !lasts(kitchen, it)), all.filter((it) => lasts(kitchen, it))];
  asides.push(...later.map(({ entry: { itemId, name, figure } }) => asideOf(itemId, name, figure)));
  asides.sort((a, b) => a.words.localeCompare(b.words));
  return {
    entries: now.map(({ entry }) => entry),
    asides,
    count: now.length > 0 ? `${now.length}` : '',
  };
}

/** What is there in plenty by the shelf, but not by the hour; dishes only where no component of theirs says it for them. */
function foreseen(kitchen: Kitchen, own: ReadonlySet<string>): Ranked[] {
  const soon = [...kitchen.depletions.values()].flatMap(({ itemId, p50 }) => {
    const [item, stock] = [kitchen.items.get(itemId), kitchen.stock.get(itemId)];
    const isSoon = p50 !== undefined && Date.parse(p50) <= kitchen.nowMs + SOON_MS;
    return isSoon && item && stock && isOpen(stock) && !own.has(itemId) ? [{ item, stock }] : [];
  });
  const told = new Set([...own, ...soon.map(({ item }) => item.itemId)]);
  return soon.flatMap(({ item, stock }): Ranked[] => {
    if (!item.stocked && item.uses.some((use) => told.has(use.itemId))) return [];
    if (!item.sellable && (kitchen.dishes.get(item.itemId)?.length ?? 0) === 0) return [];
    if (item.stocked || stock.servings === undefined) return [componentEntry(kitchen, item, stock, [])];
    return [dishEntry(kitchen, item.itemId, { item, stock, left: stock.servings })];
  });
}

/** Neither off, nor gone, nor on because a person said so. */
function isOpen({ availability: { state, cause }, available }: StockState): boolean {
  return state !== 'unavailable' && (state === 'limited' || cause !== 'hand') && (available ?? 1) > 0;
}

function withTime({ depletions }: Kitchen, { entry, servings }: Ranked): Ranked {
  const out = depletions.get(entry.itemId);
  if (out?.p50 === undefined) return { entry, servings };
  return { entry: { ...entry, out }, servings, outMs: Date.parse(out.p50) };
}

/** Low as it is, it is to last; what a person counts down is on the wall whatever is foreseen. */
function lasts({ nowMs }: Kitchen, { entry, outMs }: Ranked): boolean {
  return entry.state === 'low' && outMs !== undefined && outMs > nowMs + LASTS_MS;
}

/** Of what nobody foresees, none is sooner. */
const difference = (a: number, b: number) => (a === b ? 0 : a - b);

function soonMs({ nowMs }: Kitchen, { outMs, servings }: Ranked): number {
  return outMs ?? (servings <= SERVINGS_OF_AN_HOUR ? nowMs + HOUR : Infinity);
}

function listFewDishes({ items, stock }: Kitchen): FewDish[] {
  const dishes: FewDish[] = [];
  for (const it of stock.values()) {
    const { state, cause, remaining } = it.availability;
    if (state === 'unavailable') continue;
    const left = state === 'limited' ? remaining : cause === 'hand' ? undefined : it.servings;
    const item = left === undefined ? undefined : items.get(it.itemId);
    if (item?.sellable && left !== undefined && (state === 'limited' || !item.stocked))
      dishes.push({ item, stock: it, left });
  }
  return dishes;
}

/** Dishes limited by a countdown of their own stand under themselves. */
function groupByComponent(kitchen: Kitchen, dishes: readonly FewDish[]): Map<string, FewDish[]> {
  const groups = new Map<string, FewDish[]>();
  for (const dish of dishes) {
    const head = limitingComponent(kitchen, dish.item, dish.stock) ?? dish.item.itemId;
    groups.set(head, [...(groups.get(head) ?? []), dish]);
  }
  return groups;
}

function groupEntries(kitchen: Kitchen, headId: string, dishes: FewDish[]): Ranked[] {
  const [only] = dishes;
  const head = kitchen.items.get(headId);
  const stock = kitchen.stock.get(headId);
  const concernsOthers =
    head?.sellable === true || (stock?.status !== 'ok' && (kitchen.dishes.get(headId)?.length ?? 0) > 1);
  const alone = dishes.length === 1 && (only?.item.itemId === headId || !concernsOthers);
  if (!head || !stock || alone) return dishes.map((dish) => dishEntry(kitchen, headId, dish));
  return [componentEntry(kitchen, head, stock, dishes)];
}

function dishEntry(kitchen: Kitchen, headId: string, { item, stock, left }: FewDish): Ranked {
  const { state, reason, until, by } = stock.availability;
  const head = kitchen.items.get(headId);
  const amount = amountLeft(kitchen, head, kitchen.stock.get(headId));
  const ofHead = headId === item.itemId || !amount ? '' : words.leftOf(amount, nameOf(kitchen, headId));
  const entry: Entry = {
    ...BLANK,
    key: `few ${item.itemId}`,
    itemId: item.itemId,
    state: state === 'limited' ? 'limited' : 'low',
    name: item.name,
    figure: leftWords(left, item.unit, kitchen.locale),
    ...ringOf(state, left),
    why: reason ? reasonWords(reason) : ofHead,
    until: until ?? null,
    by: by ?? null,
    dishes: [],
    stamp: state,
  };
  return { entry, servings: left };
}

function componentEntry(
  kitchen: Kitchen,
  item: ItemState,
  stock: StockState,
  few: readonly FewDish[],
): Ranked {
  const { state, reason, until, by, remaining } = stock.availability;
  const along = dishesAlong(kitchen, item.itemId, few);
  const [least] = along;
  const servings =
    least?.left ?? (state === 'limited' ? (remaining ?? 0) : SERVINGS_WHEN_LOW * shareOfLow(item, stock));
  const entry: Entry = {
    ...BLANK,
    key: `few ${item.itemId}`,
    itemId: item.itemId,
    state: state === 'limited' ? 'limited' : 'low',
    name: item.name,
    figure:
      state === 'limited'
        ? leftWords(remaining ?? 0, item.unit, kitchen.locale)
        : amountLeft(kitchen, item, stock),
    ...ringOf(state, remaining ?? 0),
    why: reason ? reasonWords(reason) : '',
    until: until ?? null,
    by: by ?? null,
    takes: along.length,
    dishes: along,
    stamp: `${state} ${few.length}`,
  };
  return { entry, servings };
}

/** More digits would be too small to read in the ring; the figure beside the name has them all. */
function ringOf(state: Availability['state'], left: number): Pick<Entry, 'ring'> {
  const isShort = Number.isInteger(left) && left >= 0 && left < 100;
  return state === 'limited' && isShort ? { ring: `${left}` } : {};
}

/** The dishes that still can be served and will go with a component, first those of which few can be made. */
function dishesAlong(
  { items, stock, dishes }: Kitchen,
  itemId: string,
  few: readonly FewDish[],
): DishAlong[] {
  const left = new Map(few.map((dish) => [dish.item.itemId, dish.left]));
  const rank = (along: DishAlong) => along.left ?? Infinity;
  return (dishes.get(itemId) ?? [])
    .filter((id) => id !== itemId && stock.get(id)?.availability.state !== 'unavailable')
    .map((id): DishAlong => {
      const [name, few] = [items.get(id)?.name ?? '', left.get(id)];
      return few === undefined ? { name } : { name, left: few };
    })
    .sort((a, b) => (rank(a) === rank(b) ? a.name.localeCompare(b.name) : rank(a) - rank(b)));
}

function listLow({ items, stock }: Kitchen): { item: ItemState; stock: StockState }[] {
  const low: { item: ItemState; stock: StockState }[] = [];
  for (const it of stock.values()) {
    const { state, cause } = it.availability;
    if (state === 'unavailable') continue;
    const isLow = it.counted && it.status !== 'ok' && cause !== 'hand' && (it.available ?? 0) > 0;
    if (state !== 'limited' && !isLow) continue;
    const item = items.get(it.itemId);
    if (item && (item.stocked || state === 'limited') && (state !== 'limited' || cause === 'hand'))
      low.push({ item, stock: it });
  }
  return low;
}

function shareOfLow({ reorderPoint, parLevel }: ItemState, { available }: StockState): number {
  const low = reorderPoint ?? (parLevel ?? 0) / 3;
  return low > 0 ? (available ?? 0) / low : 1;
}

function toAside(kitchen: Kitchen, item: ItemState, stock: StockState): Aside {
  return asideOf(item.itemId, item.name, amountLeft(kitchen, item, stock));
}

function asideOf(key: string, name: string, left: string): Aside {
  return { key, words: `${name} ${left}` };
}

function amountLeft(kitchen: Kitchen, item: ItemState | undefined, stock: StockState | undefined): string {
  if (!item || stock?.available === undefined || stock.available === null) return '';
  return leftWords(stock.available, item.sellable ? 'each' : item.unit, kitchen.locale);
}
