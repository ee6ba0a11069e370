import type { ItemState } from '../../shared/live/change.ts';
import type { Availability } from '../../shared/stock/availability.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { reasonWords } from '../stock/known-reasons.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { Aside, Entry, Zone } from './entry.ts';
import { nameOf, type Kitchen } from './kitchen.ts';
import { words } from './wall-words.ts';
import { countOrders, ordersByItem, type OrdersByItem } from './orders-by-item.ts';

interface OffItem {
  item: ItemState;
  availability: Availability;
}

/** What just went off stays on top for this long; after that, what takes most dishes comes first. */
const FRESH_MS = 15 * 60_000;

/**
 * Everything that cannot be served. Dishes that are off for want of a component stand under that component; where one
 * lacks several, under the one that takes most dishes.
 */
export function offZone(kitchen: Kitchen): Zone {
  const off = listOff(kitchen);
  const touched = ordersByItem(kitchen.orders.values());
  const groups = groupByComponent(off);
  const grouped = new Set([...groups.values()].flat());
  const heads = [...groups].map(([id, dishes]) => groupEntry(kitchen, id, dishes));
  const rest = off.filter((it) => !grouped.has(it) && !groups.has(it.item.itemId));
  const alone = rest.filter(({ item }) => item.sellable).map(aloneEntry);
  return {
    entries: [...heads, ...alone].map(withOrders(touched, groups)).sort(byUrgency(kitchen.nowMs)),
    asides: rest.filter(isAside).map(toAside).sort(byWords),
    count: dishCount(off.filter(({ item }) => item.sellable).length),
  };
}

/** Orders for an ingredient's dishes are touched by it as much as those for the ingredient itself. */
function withOrders(touched: OrdersByItem, groups: ReadonlyMap<string, readonly OffItem[]>) {
  return (entry: Entry): Entry => {
    const dishes = (groups.get(entry.itemId) ?? []).map(({ item }) => item.itemId);
    const orders = countOrders(touched, [entry.itemId, ...dishes]);
    return orders === 0 ? entry : { ...entry, orders };
  };
}

const dishCount = (dishes: number) => (dishes === 0 ? '' : words.dishes(dishes));

function listOff({ stock, items }: Kitchen): OffItem[] {
  const off: OffItem[] = [];
  for (const { itemId, availability } of stock.values()) {
    if (availability.state !== 'unavailable') continue;
    const item = items.get(itemId);
    if (item) off.push({ item, availability });
  }
  return off;
}

const isDishWithoutComponent = ({ item, availability }: OffItem) =>
  item.sellable && availability.cause === 'recipe' && (availability.because?.length ?? 0) > 0;

function groupByComponent(off: readonly OffItem[]): Map<string, OffItem[]> {
  const dishes = off.filter(isDishWithoutComponent);
  const reach = new Map<string, number>();
  for (const { availability } of dishes) {
    for (const { itemId } of availability.because ?? []) reach.set(itemId, (reach.get(itemId) ?? 0) + 1);
  }
  const groups = new Map<string, OffItem[]>();
  for (const dish of dishes) {
    const [worst] = [...(dish.availability.because ?? [])].sort(
      (a, b) => (reach.get(b.itemId) ?? 0) - (reach.get(a.itemId) ?? 0) || (a.itemId < b.itemId ? -1 : 1),
    );
    if (worst) groups.set(worst.itemId, [...(groups.get(worst.itemId) ?? []), dish]);
  }
  return groups;
}

/** A single dish speaks for itself ("no salmon"); several stand under what they lack. */
function groupEntry(kitchen: Kitchen, componentId: string, dishes: OffItem[]): Entry {
  const [only] = dishes;
  const sellable = kitchen.items.get(componentId)?.sellable ?? false;
  if (only && dishes.length === 1 && !sellable) return loneDishEntry(kitchen, componentId, only);
  const component = kitchen.stock.get(componentId);
  const own = component?.availability.state === 'unavailable' ? component.availability : null;
  const names = dishes.map(({ item }) => item.name).sort((a, b) => a.localeCompare(b));
  return {
    key: `86 ${componentId}`,
    itemId: componentId,
    state: '86',
    name: nameOf(kitchen, componentId),
    figure: '',
    why: own ? whyOff(own) : tooLittle(kitchen, componentId, component),
    ...whenAndWho(own ?? {}, own?.since ?? earliest(dishes)),
    takes: dishes.length,
    dishes: names.map((name) => ({ name })),
    stamp: `${own?.since ?? ''} ${dishes.length}`,
  };
}

function loneDishEntry(kitchen: Kitchen, componentId: string, { item, availability }: OffItem): Entry {
  const component = kitchen.stock.get(componentId);
  const own = component?.availability.state === 'unavailable' ? component.availability : null;
  const missing = (availability.because ?? []).map((it) => nameOf(kitchen, it.itemId));
  const simply = own !== null || missing.length > 1;
  const short = simply
    ? words.missing(...missing)
    : `${missing[0] ?? ''}: ${tooLittle(kitchen, componentId, component)}`;
  return {
    key: `86 ${item.itemId}`,
    itemId: item.itemId,
    state: '86',
    name: item.name,
    figure: '',
    why: own?.reason ? `${short}: ${reasonWords(own.reason)}` : short,
    ...whenAndWho(own ?? {}, availability.since ?? null),
    takes: 0,
    dishes: [],
    stamp: `${availability.since ?? ''}`,
  };
}

function aloneEntry({ item, availability }: OffItem): Entry {
  return {
    key: `86 ${item.itemId}`,
    itemId: item.itemId,
    state: '86',
    name: item.name,
    figure: '',
    why: whyOff(availability),
    ...whenAndWho(availability, availability.since ?? null),
    takes: 0,
    dishes: [],
    stamp: `${availability.since ?? ''} ${availability.cause ?? ''}`,
  };
}

function whenAndWho(
  { until, by }: Partial<Availability>,
  since: string | null,
): Pick<Entry, 'since' | 'until' | 'by'> {
  return { since, until: until ?? null, by: by ?? null };
}

function whyOff({ cause, reason }: Availability): string {
  if (reason) return reasonWords(reason);
  if (cause === 'countdown') return words.soldOut;
  return cause === 'stock' ? words.ranOut : '';
}

/** The component is there, but in less than one dish takes. */
function tooLittle({ items, locale }: Kitchen, componentId: string, stock: StockState | undefined): string {
  const { state, remaining } = stock?.availability ?? { state: 'available' };
  const left = state === 'limited' ? remaining : stock?.available;
  if (left === undefined || left === null || left <= 0) return words.ranOut;
  return words.onlyLeft(quantityWords(left, items.get(componentId)?.unit ?? '', locale));
}

function earliest(dishes: readonly OffItem[]): string | null {
  const times = dishes.flatMap(({ availability }) => availability.since ?? []).sort();
  return times[0] ?? null;
}

/** A part of a recipe that is neither sold nor counted is nobody's news, unless a person said so. */
const isAside = ({ item, availability }: OffItem) =>
  !item.sellable && (item.stocked || availability.cause === 'hand');

const toAside = ({ item: { itemId, name }, availability: { reason } }: OffItem): Aside => ({
  key: itemId,
  words: reason ? `${name} (${reasonWords(reason)})` : name,
});

const byWords = (a: Aside, b: Aside) => a.words.localeCompare(b.words);

function byUrgency(nowMs: number): (a: Entry, b: Entry) => number {
  const freshness = ({ since }: Entry) =>
    since === null ? 0 : Math.max(0, Date.parse(since) - (nowMs - FRESH_MS));
  return (a, b) => freshness(b) - freshness(a) || b.takes - a.takes || a.name.localeCompare(b.name);
}
