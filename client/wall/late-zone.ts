import type { Depletion } from '../../shared/forecasts/forecast.schema.ts';
import type { SupplierDelay } from '../../shared/purchasing/purchase-order.schema.ts';
import { amountWords } from './backorder-zone.ts';
import { BLANK, type Entry, type Zone } from './entry.ts';
import { nameOf, type Kitchen } from './kitchen.ts';
import { words } from './wall-words.ts';

/** Up to so many deliveries each speak for themselves; with more, those of one supplier are told together. */
const MOST_DELIVERIES = 6;

/** A late delivery, and what waits for it here. */
interface Late {
  delay: SupplierDelay;
  /** Open orders that wait for what it brings. */
  orders: ReadonlySet<string>;
  /** Dishes that take it. */
  dishes: readonly string[];
  /** There is too little of it, or nothing, until it comes. */
  isShort: boolean;
  /** It runs out before it comes, more likely than not. */
  gap?: Depletion;
}

/**
 * Deliveries that are late, and those that probably will be while what they bring is short: those that customers wait for
 * first, then those of which there is too little until then, then those of which nobody knows when they come, then by when they do.
 * What one supplier brings at one time is told together.
 */
export function lateZone(kitchen: Kitchen): Zone {
  const waiting = ordersByMissing(kitchen);
  const late = [...kitchen.delays.values()]
    .map((delay): Late => {
      const { itemId } = delay;
      const orders = waiting.get(itemId) ?? new Set();
      const dishes = (kitchen.dishes.get(itemId) ?? []).filter((id) => id !== itemId);
      const isShort = (kitchen.stock.get(itemId)?.status ?? 'ok') !== 'ok';
      const gap = gapOf(kitchen, delay);
      return { delay, orders, dishes, isShort, ...(gap && { gap }) };
    })
    .filter(
      ({ delay, orders, isShort, gap }) =>
        delay.kind !== 'predicted' || isShort || gap !== undefined || orders.size > 0,
    );
  late.sort(byUrgency);
  const deliveries = grouped(late, deliveryOf);
  const groups = deliveries.length > MOST_DELIVERIES ? grouped(late, ({ supplier }) => supplier) : deliveries;
  const entries = groups.flatMap((group) => toEntry(kitchen, group));
  return { entries, asides: [], count: late.length === 0 ? '' : `${late.length}` };
}

/** What probably runs out before a late delivery is there; of one that is gone already, nothing is foreseen any more. */
function gapOf({ depletions, stock }: Kitchen, { itemId, now }: SupplierDelay): Depletion | undefined {
  const depletion = depletions.get(itemId);
  if (depletion?.p50 === undefined || (stock.get(itemId)?.available ?? 1) <= 0) return undefined;
  const comes = now === undefined ? Infinity : Date.parse(now);
  return Date.parse(depletion.p50) < comes ? depletion : undefined;
}

/** Tells of what is short that its delivery is late, too. */
export function withLateDeliveries(kitchen: Kitchen, zone: Zone): Zone {
  if (kitchen.delays.size === 0) return zone;
  const byItem = new Map<string, SupplierDelay>();
  for (const delay of [...kitchen.delays.values()].sort((a, b) => comesMs(b) - comesMs(a)))
    byItem.set(delay.itemId, delay);
  const entries = zone.entries.map((entry) => {
    const delivery = missingOf(kitchen, entry.itemId).flatMap((id) => byItem.get(id) ?? [])[0];
    return delivery ? { ...entry, delivery } : entry;
  });
  return { ...zone, entries };
}

/** An item itself, and the components of a dish of which there is too little. */
function missingOf({ items, stock }: Kitchen, itemId: string): string[] {
  const short = (items.get(itemId)?.uses ?? []).filter(({ itemId: id }) => {
    const level = stock.get(id);
    return level && (level.status !== 'ok' || level.availability.state !== 'available');
  });
  return [itemId, ...short.map((use) => use.itemId)];
}

function ordersByMissing({ backorders }: Kitchen): Map<string, Set<string>> {
  const waiting = new Map<string, Set<string>>();
  for (const line of backorders.values()) {
    for (const itemId of new Set([line.itemId, ...line.waiting.itemIds])) {
      const known = waiting.get(itemId);
      if (known) known.add(line.orderId);
      else waiting.set(itemId, new Set([line.orderId]));
    }
  }
  return waiting;
}

/** Each group stands where its most urgent delivery does. */
function grouped(late: readonly Late[], keyOf: (delay: SupplierDelay) => string): Late[][] {
  const groups = new Map<string, Late[]>();
  for (const each of late) {
    const key = keyOf(each.delay);
    const known = groups.get(key);
    if (known) known.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()];
}

const timeOf = ({ kind, was, now = '' }: SupplierDelay) => `${kind} ${was} ${now}`;
const deliveryOf = (delay: SupplierDelay) => `${delay.supplier} ${timeOf(delay)}`;

function toEntry(kitchen: Kitchen, group: readonly Late[]): Entry[] {
  const [first, ...others] = group;
  if (!first) return [];
  const { delay } = first;
  const orders = new Set(group.flatMap((each) => [...each.orders])).size;
  const dishes = new Set(group.flatMap((each) => each.dishes)).size;
  const common = {
    ...BLANK,
    dishes: [],
    itemId: delay.itemId,
    state: 'late' as const,
    ...(orders > 0 && { orders }),
    gap: gapWords(kitchen, group),
    ...firstOut(kitchen, group),
    delivery: delay,
    usedIn: dishes,
    of: { kind: 'deliveries' as const, ids: group.map((each) => each.delay.deliveryId) },
    stamp: `${delay.kind} ${delay.now ?? ''} ${group.length}`,
  };
  if (others.length === 0)
    return [
      {
        ...common,
        key: `late ${delay.deliveryId}`,
        name: nameOf(kitchen, delay.itemId),
        figure: amountWords(delay.quantity, kitchen.items.get(delay.itemId)?.unit ?? '', kitchen.locale),
        why: delay.supplier,
      },
    ];
  const severalTimes = group.some((each) => timeOf(each.delay) !== timeOf(delay));
  const names = [...new Set(group.map((each) => nameOf(kitchen, each.delay.itemId)))];
  return [
    {
      ...common,
      key: `late ${delay.supplier}${severalTimes ? '' : timeOf(delay)}`,
      severalTimes,
      name: delay.supplier,
      takes: names.length,
      takesItems: true,
      dishes: names.map((name) => ({ name })),
    },
  ];
}

/** Of several, the one that runs out first is named. */
function firstOut(kitchen: Kitchen, group: readonly Late[]): Pick<Entry, 'out' | 'outName'> {
  const [first] = group.flatMap(({ gap }) => gap ?? []).sort((a, b) => outMs(a) - outMs(b));
  if (!first) return {};
  return group.length === 1 ? { out: first } : { out: first, outName: nameOf(kitchen, first.itemId) };
}

/** What is short until it comes: "1.2 kg left", "none left"; of several, how many of them. */
function gapWords({ stock, items, locale }: Kitchen, group: readonly Late[]): string {
  const short = new Set(group.filter(({ isShort }) => isShort).map(({ delay }) => delay.itemId));
  if (short.size === 0) return '';
  const [itemId = ''] = short;
  if (group.length > 1) return words.lowOrOut(short.size);
  const left = Math.max(0, stock.get(itemId)?.available ?? 0);
  return left === 0 ? words.noneLeft : words.left(amountWords(left, items.get(itemId)?.unit ?? '', locale));
}

const outMs = ({ p50 }: Depletion) => (p50 === undefined ? Infinity : Date.parse(p50));
/** What is short already comes before what is foreseen. */
const gapMs = ({ gap }: Late) => (gap ? outMs(gap) : 0);
const comesMs = ({ now, was }: SupplierDelay) => Date.parse(now ?? was);

/** Too little of it until it comes: because it is so already, or because it is foreseen. */
const isGap = ({ isShort, gap }: Late) => isShort || gap !== undefined;

function byUrgency(a: Late, b: Late): number {
  const unknown = ({ delay }: Late) => Number(delay.now === undefined);
  return (
    Number(b.orders.size > 0) - Number(a.orders.size > 0) ||
    Number(isGap(b)) - Number(isGap(a)) ||
    (isGap(a) && isGap(b) ? gapMs(a) - gapMs(b) : 0) ||
    unknown(b) - unknown(a) ||
    comesMs(a.delay) - comesMs(b.delay) ||
    (a.delay.deliveryId < b.delay.deliveryId ? -1 : 1)
  );
}
