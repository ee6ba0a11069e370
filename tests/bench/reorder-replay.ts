import type { Importance } from '../../shared/items/item.schema.ts';
import { Chance } from '../../server/forecasts/chance.ts';
import { fitDemand, fitShop, type DemandModel } from '../../server/forecasts/demand-model.ts';
import { shopOf } from '../../server/forecasts/demand-series.ts';
import type { HourProfile } from '../../server/forecasts/hour-profile.ts';
import { shareInStock } from '../../server/forecasts/laid-outages.ts';
import { soundModel } from '../../server/forecasts/sound-model.ts';
import { DAY_MS } from '../../server/forecasts/store-hours.ts';
import { proposeOrders } from '../../server/purchasing/reorder.ts';
import { Deliveries, usualSource, type ReorderSupplier } from '../../server/purchasing/reorder-choice.ts';
import { asLateness, coverOf, type Late } from '../../server/purchasing/reorder-cover.ts';
import type { ReorderItem } from '../../server/purchasing/reorder-need.ts';
import { levelOf, USUAL_LEVELS } from '../../server/purchasing/service-levels.ts';

/** A supplier, how late it is (a share of its deliveries by so many days), and what managers reckon it takes to last, in days. */
export interface Source extends ReorderSupplier {
  late: readonly { days: number; share: number }[];
  protection: number;
}

export interface StockedItem {
  id: string;
  source: Source;
  /** Units in a pack. */
  pack: number;
  shelfLifeDays: number;
  importance: Importance;
  /** What is asked of it each day, from the first of the history on. */
  asked: readonly number[];
  /** The mean day before the replay. */
  mean: number;
}

export interface Replay {
  items: readonly StockedItem[];
  sources: readonly Source[];
  /** Days since 1970. */
  first: number;
  /** So many days are history. */
  known: number;
}

export interface Outcome {
  /** Of what was asked, what was there; of what was delivered, what was thrown away. */
  fillRate: number;
  wasted: number;
  /** Days of the mean demand that were on the shelf when a day was over. */
  heldDays: number;
  /** Lines ordered, of an item in a week. */
  linesPerWeek: number;
}

/** Levels that are kept whatever happens, as this many times what a manager reckons; or forecasts. */
export type Policy = { par: number } | 'forecasts';

interface Shelf {
  item: StockedItem;
  batches: { quantity: number; lastDay: number }[];
  coming: { quantity: number; day: number }[];
  sold: number[];
  inStock: number[];
}

/** Orders are placed when the day is over, deliveries come before it begins. */
const ORDER_MS = 22 * 3_600_000;
const HORIZON_DAYS = 21;
const RECORD = 40;
/** From eight to eight. */
const OPEN: HourProfile = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 20 ? 1 / 12 : 0));

/**
 * Lives through the days of a history with an ordering policy: what is short is lost, what is not sold in time is thrown away,
 * and from the first day on the policy knows only what it could sell. What to order is said by the code that proposes orders
 * to managers.
 */
export function replay({ items, sources, first, known }: Replay, policy: Policy): Outcome {
  const shelves = items.map((item): Shelf => ({
    ...{ item, coming: [], sold: item.asked.slice(0, known), inStock: Array<number>(known).fill(1) },
    batches: [{ quantity: Math.ceil(item.mean * item.source.protection), lastDay: known + 2 }],
  }));
  const records = new Map(sources.map((source) => [source.id, recordOf(source, first + known)]));
  const sum = { asked: 0, sold: 0, delivered: 0, wasted: 0, held: 0, mean: 0, lines: 0 };
  for (let day = known; day < items[0]!.asked.length; day++) {
    for (const shelf of shelves) {
      sum.delivered += receive(shelf, day);
      const asked = shelf.item.asked[day]!;
      sum.asked += asked;
      sum.sold += sell(shelf, asked, day);
      sum.wasted += discard(shelf, day);
      sum.held += onHand(shelf);
      sum.mean += shelf.item.mean;
    }
    sum.lines += order(shelves, { sources, records, first, day, policy });
  }
  return {
    fillRate: sum.sold / sum.asked,
    wasted: sum.wasted / sum.delivered,
    heldDays: sum.held / sum.mean,
    linesPerWeek: (7 * sum.lines) / items.length / (items[0]!.asked.length - known),
  };
}

function receive(shelf: Shelf, day: number): number {
  let received = 0;
  for (const { quantity } of shelf.coming.filter((each) => each.day <= day)) {
    shelf.batches.push({ quantity, lastDay: day + shelf.item.shelfLifeDays - 1 });
    received += quantity;
  }
  shelf.coming = shelf.coming.filter((each) => each.day > day);
  return received;
}

/** The oldest first. */
function sell(shelf: Shelf, asked: number, day: number): number {
  const stock = onHand(shelf);
  const sold = Math.min(stock, asked);
  let left = sold;
  for (const batch of shelf.batches) {
    const taken = Math.min(left, batch.quantity);
    batch.quantity -= taken;
    left -= taken;
  }
  shelf.sold.push(sold);
  shelf.inStock.push(
    sold === asked ? 1 : shareInStock(sold, asked, new Chance(`${shelf.item.id} sold out on ${day}`)),
  );
  return sold;
}

function discard(shelf: Shelf, day: number): number {
  const spoilt = shelf.batches.filter(({ lastDay }) => lastDay <= day);
  shelf.batches = shelf.batches.filter(({ lastDay, quantity }) => lastDay > day && quantity > 0);
  return spoilt.reduce((sum, { quantity }) => sum + quantity, 0);
}

function onHand({ batches }: Shelf): number {
  return batches.reduce((sum, { quantity }) => sum + quantity, 0);
}

interface Evening {
  sources: readonly Source[];
  records: ReadonlyMap<string, readonly Late[]>;
  first: number;
  day: number;
  policy: Policy;
}

/** Returns how many lines were ordered. */
function order(shelves: readonly Shelf[], evening: Evening): number {
  const { sources, first, day, policy } = evening;
  const now = (first + day) * DAY_MS + ORDER_MS;
  const deliveries = new Deliveries(sources, 'UTC', new Date(now));
  const items = new Map(shelves.map((shelf) => [shelf.item.id, toReorderItem(shelf, first)]));
  if (policy === 'forecasts') addCovers(shelves, items, deliveries, { ...evening, now });
  else
    for (const { item } of shelves) {
      const kept = Math.ceil(policy.par * item.mean * Math.min(item.source.protection, item.shelfLifeDays));
      Object.assign(items.get(item.id)!, { parLevel: kept * 1000, reorderPoint: kept * 1000 - 1 });
    }
  const byId = new Map(shelves.map((shelf) => [shelf.item.id, shelf]));
  let ordered = 0;
  for (const { supplierId, deliverAt, lines } of proposeOrders({ items: [...items.values()], deliveries })) {
    ordered += lines.length;
    const source = sources.find(({ id }) => id === supplierId)!;
    const said = Math.floor(Date.parse(deliverAt) / DAY_MS) - first;
    const arrives = said + lateDays(source, first + said);
    for (const { itemId, quantity } of lines) byId.get(itemId)!.coming.push({ quantity, day: arrives });
  }
  return ordered;
}

function toReorderItem(shelf: Shelf, first: number): ReorderItem {
  const { item, coming } = shelf;
  const thousandths = (quantity: number): number => Math.round(quantity * 1000);
  const next = coming.reduce((least, { day }) => Math.min(least, day), Infinity);
  return {
    ...{ itemId: item.id, sku: item.id, name: item.id, unit: 'each', counted: true },
    ...{ onHand: thousandths(onHand(shelf)), allocated: 0, backordered: 0, inPreparation: 0 },
    onOrder: thousandths(coming.reduce((sum, { quantity }) => sum + quantity, 0)),
    ...{ parLevel: null, reorderPoint: null },
    ...(next < Infinity && { nextArrivalAt: new Date((first + next) * DAY_MS) }),
    choices: [
      {
        ...{
          supplierId: item.source.id,
          supplierSku: item.id,
          packName: 'case',
          packQuantity: thousandths(item.pack),
        },
        ...{ packPrice: null, priceBreaks: [], moq: 1, preferred: true },
      },
    ],
  };
}

/** As for managers: models of what was sold until tonight, with what is known of the days on which it ran out. */
function addCovers(
  shelves: readonly Shelf[],
  items: ReadonlyMap<string, ReorderItem>,
  deliveries: Deliveries,
  { records, first, day, now }: Evening & { now: number },
): void {
  const series = shelves.map(({ sold, inStock }) => ({ first, sold, inStock }));
  const shop = fitShop(shopOf(series));
  const ahead = {
    ...{ now, first: first + day },
    starts: Array.from({ length: HORIZON_DAYS + 1 }, (_, index) => (first + day + index) * DAY_MS),
    factors: Array<number>(HORIZON_DAYS).fill(1),
  };
  shelves.forEach(({ item }, index) => {
    const model: DemandModel = soundModel(fitDemand(series[index]!, shop));
    const reorder = items.get(item.id)!;
    const source = usualSource(reorder, deliveries);
    const chances = source && deliveries.chancesOf(source);
    if (!chances || !(model.level > 0)) return;
    const cover = coverOf({
      ...{ share: levelOf(USUAL_LEVELS, item), shelfLifeDays: item.shelfLifeDays, chances },
      ...{ demand: { model, profile: OPEN, ahead }, lateness: records.get(item.source.id)! },
    });
    Object.assign(reorder, { cover, mostHeld: cover.mostHeld });
  });
}

/** The same for all that a supplier brings on a day, whoever ordered. */
function lateDays({ id, late }: Source, day: number): number {
  let rest = new Chance(`${id} on ${day}`).uniform();
  for (const { days, share } of late) if ((rest -= share) < 0) return days;
  return 0;
}

/** What a supplier's deliveries before the replay were like. */
function recordOf(source: Source, from: number): Late[] {
  const days = Array.from({ length: RECORD }, (_, index) => lateDays(source, from - 1 - index));
  return asLateness(days.map((each) => each * DAY_MS));
}
