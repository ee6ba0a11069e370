import { setImmediate } from 'node:timers/promises';
import type { OrderOutlook, OrderTrade, ReorderProposal } from '../../shared/purchasing/reorder.schema.ts';
import { fromThousandths } from '../../shared/quantity.ts';
import { packPriceOf } from '../../shared/suppliers/pack-price.ts';
import type { Outlook } from '../forecasts/depletion.ts';
import { bandsOf, instantsOf } from '../forecasts/forecast-fan.ts';
import { outcomeOf, type OrderOutcome } from '../forecasts/order-outcome.ts';
import type { ItemOutlook } from '../forecasts/outlooks.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { getItemById } from '../items/items.service.ts';
import type { Context } from '../platform/context.ts';
import type { Transaction } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { daysOf, planOf, type PlanInput } from './order-plan.ts';
import { usualSource, type Source } from './reorder-choice.ts';
import { readReorderGround, type GroundItem, type ReorderGround } from './reorder-ground.service.ts';
import { listGoodsIn, type GoodsIn } from './reorder.store.ts';

const HOUR_MS = 3_600_000;
/** Enough to tell a tenth from a twentieth; few enough for a page of lines. */
const PATHS = 300;
/** So many lines are weighed before others have their turn. */
const TURN = 8;

/** What is known of how old the stock of items is. */
export type GoodsKnown = ReadonlyMap<string, readonly GoodsIn[]>;

export async function readGoodsIn(
  trx: Transaction,
  storeId: string,
  itemIds: readonly string[],
  now: Date,
): Promise<GoodsKnown> {
  return Map.groupBy(await listGoodsIn(trx, storeId, itemIds, now), ({ itemId }) => itemId);
}

/** Proposals with what each line on a forecast risks. Others have their turn in between. */
export async function weighProposals(
  proposals: readonly ReorderProposal[],
  ground: ReorderGround,
  goods: GoodsKnown,
): Promise<ReorderProposal[]> {
  const weighed: ReorderProposal[] = [];
  let done = 0;
  for (const proposal of proposals) {
    const lines: ReorderProposal['lines'] = [];
    for (const line of proposal.lines) {
      const order = orderOf(ground, goods, line.itemId, proposal.supplierId);
      const trade = order && tradeOf(followed(order, { quantity: line.quantity, lateDays: 0 }).outcome);
      lines.push(trade ? { ...line, trade } : line);
      if (++done % TURN === 0) await setImmediate();
    }
    weighed.push({ ...proposal, lines });
  }
  return weighed;
}

export interface OrderQuestion {
  itemId: string;
  supplierId: string;
  packs: number;
  lateDays: number;
}

/**
 * How it goes on with an item when so many packs of it are ordered from a supplier now, and that comes late.
 * @throws AppError `not-found` where there is no such item, or nothing is foretold of it; `invalid` where nobody delivers it
 */
export async function findOrderOutlook(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  storeId: string,
  { itemId, supplierId, packs, lateDays }: OrderQuestion,
): Promise<OrderOutlook> {
  const now = clock.now();
  const order = await inStoreView(db, storeId, async (trx) => {
    const { timeZone } = await getStoreById(trx, storeId);
    const { name } = await getItemById(trx, itemId);
    const ground = await readReorderGround(trx, storeId, { timeZone, now, itemIds: [itemId] });
    if (!ground.items.get(itemId)?.cover)
      throw new AppError('not-found', `Nothing is foretold of ${name} yet: it is ordered by its par level.`);
    const known = orderOf(ground, await readGoodsIn(trx, storeId, [itemId], now), itemId, supplierId);
    const detail = `is nobody who delivers ${name} here; choose one of its suppliers`;
    if (!known) throw invalid([{ pointer: '/querystring/supplierId', detail }]);
    return known;
  });
  return outlookOf(order, packs, lateDays);
}

/** What an order of an item would rest on. */
interface Order {
  now: Date;
  item: GroundItem;
  known: ItemOutlook;
  source: Source;
  input: Omit<PlanInput, 'quantity' | 'lateDays'>;
}

/** Null where nothing is foretold of the item, or the supplier does not deliver it. */
function orderOf(
  { now, items, outlooks, deliveries, lateness }: ReorderGround,
  goods: GoodsKnown,
  itemId: string,
  supplierId: string,
): Order | null {
  const [item, known] = [items.get(itemId), outlooks.get(itemId)];
  const choice = item?.choices.find((each) => each.supplierId === supplierId);
  const source = choice && deliveries.of(choice);
  const usual = item?.cover && usualSource(item, deliveries);
  const next = usual && deliveries.chancesOf(usual)?.[1];
  if (!item || !known || !source || !usual || !next) return null;
  const { onHand, allocated, backordered } = item;
  const input = {
    ...{ now: now.getTime(), shelfLifeDays: item.shelfLifeDays, goodsIn: goods.get(itemId) ?? [] },
    stock: fromThousandths(onHand - allocated - backordered),
    arrival: { at: source.delivery.deliverAt, lateness: lateness(source.supplier.name) },
    next: { at: next.deliverAt, lateness: lateness(usual.supplier.name) },
  };
  return { now, item, known, source, input };
}

interface Followed {
  outcome: OrderOutcome;
  instants: number[];
  until: number;
}

function followed(
  { known, item, input }: Order,
  { quantity, lateDays, isDrawn = false }: { quantity: number; lateDays: number; isDrawn?: boolean },
): Followed {
  const given = { ...input, quantity, lateDays };
  const plan = planOf(given);
  const { seed, model, profile, ahead } = known.outlook;
  const coming = known.expected.map((each) => ({ ...each, id: each.deliveryId }));
  // What is written but not sent yet comes with this order.
  const preparing = { id: `${item.itemId} preparing`, quantity: fromThousandths(item.inPreparation) };
  const outlook: Outlook = {
    ...{ seed, model, profile, ahead: daysOf(ahead, given), stock: input.stock },
    arrivals: [...coming, { ...preparing, instants: plan.arrives }],
  };
  const until = Math.max(input.next.at.getTime(), arrivalOf(input, lateDays));
  const arrivals = [arrivalOf(input, lateDays), ...known.expected.map((each) => each.expectedAt.getTime())];
  const instants = isDrawn ? pointsOf(input.now, until, arrivals) : [];
  return { outcome: outcomeOf(outlook, plan, { count: PATHS, instants }), instants, until };
}

/** At even steps, and right before and after what comes, so that it rises at once there. */
function pointsOf(now: number, until: number, arrivals: readonly number[]): number[] {
  const edges = arrivals.flatMap((at) => [at - 1, at]).filter((at) => now < at && at < until);
  const points = [...instantsOf(now, (until - now) / HOUR_MS), ...edges];
  return [...new Set(points)].sort((a, b) => a - b);
}

const arrivalOf = ({ arrival }: Pick<PlanInput, 'arrival'>, lateDays: number): number =>
  arrival.at.getTime() + lateDays * 24 * HOUR_MS;

function tradeOf({ runsOut, beforeArrival, short, waste }: OrderOutcome): OrderTrade {
  const rounded = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    ...{ runsOut: rounded(runsOut), beforeArrival: rounded(beforeArrival), short: rounded(short) },
    ...(waste !== null && { waste: rounded(waste) }),
  };
}

function outlookOf(order: Order, packs: number, lateDays: number): OrderOutlook {
  const { now, item, known, source, input } = order;
  const { choice, supplier } = source;
  const quantity = fromThousandths(packs * choice.packQuantity);
  const { outcome, instants, until } = followed(order, { quantity, lateDays, isDrawn: true });
  const price = packs > 0 ? packPriceOf(choice, packs) : null;
  const arrivesAt = new Date(arrivalOf(input, lateDays)).toISOString();
  const ordered = { at: arrivesAt, quantity, supplier: supplier.name, late: lateDays > 0 };
  const coming = known.expected.map(({ expectedAt, late, ...each }) => ({
    ...{ at: expectedAt.toISOString(), quantity: each.quantity, supplier: each.supplier, late },
  }));
  return {
    ...{ itemId: item.itemId, supplierId: supplier.id, unit: item.unit, packs, quantity, lateDays },
    ...{ at: now.toISOString(), available: input.stock, ...tradeOf(outcome) },
    ...(price && { cost: { ...price, amount: price.amount * packs } }),
    ...{ arrivesAt, until: new Date(until).toISOString(), fan: bandsOf(instants, outcome.left, PATHS) },
    deliveries: packs > 0 ? [...coming, ordered] : coming,
  };
}
