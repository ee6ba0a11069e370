import { isDeepStrictEqual } from 'node:util';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { BackorderPolicy } from '../../shared/orders/backorder.schema.ts';
import type { BackorderPromise, Waiting } from '../../shared/orders/order.schema.ts';
import { isSoldWhole } from '../items/units.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { findNextSupply } from '../suppliers/supply.service.ts';
import { findPolicy } from './backorder-policy.store.ts';
import { allocate, needOf, type Allocation, type OpenLine } from './allocation.ts';
import { lineNews, type CustomerNews, type NewsRules } from './customer-news.ts';
import { insertCustomerNews } from './customer-news.store.ts';
import { DemandGraph } from './demand-graph.ts';
import { listIncoming, listLateness } from './delivery-settlement.store.ts';
import { LatenessRecord } from './lateness.ts';
import { conclude, type OrderConsequences, type Outcome } from './order-outcomes.service.ts';
import {
  deleteClosedLines,
  listDemand,
  listDemandUses,
  listOpenLines,
  listOrderedItems,
  listTakenItems,
  type AllocatedLevel,
  type LineSettlement,
  type OpenLineRow,
} from './order-settlement.store.ts';
import { DEFAULT_POLICY, inQueueOrder } from './priority.ts';
import { promisesFor, uncoveredItems, type Incoming, type WaitingLine } from './promise.ts';
import { waitingWords } from './waiting-words.ts';

/** What happened that orders may be concerned by. */
export interface OrderTouch {
  /** Items whose stock, availability, recipe or deliveries changed. */
  itemIds: readonly string[] | 'all';
  /** Orders of which something was recorded. */
  orderIds: readonly string[];
}

/**
 * Gives stock to the order lines that what happened may concern, says until when the others wait, and notes what customers
 * should hear of it. Lines are concerned together when they draw from the same item, or belong to an order that ships complete.
 */
export async function settleOrders(
  trx: Transaction,
  storeId: string,
  { itemIds, orderIds }: OrderTouch,
  now: Date,
): Promise<OrderConsequences> {
  const closed = orderIds.length > 0 ? await deleteClosedLines(trx, storeId, orderIds) : [];
  const graph = await demandGraph(trx, storeId, { itemIds, orderIds });
  const lines = graph.itemIds.length > 0 ? await listOpenLines(trx, storeId, graph.itemIds) : [];
  const policy = await policyOf(trx, storeId);
  const queue = inQueueOrder(lines, policy.weights, now);
  const allocation = allocate(
    queue.map((row) => toOpenLine(row, graph)),
    graph.onHand(),
    policy,
  );
  const outcomes = await outcomesOf(trx, storeId, { queue, graph, allocation, policy, now });
  const isLeft = itemIds === 'all' ? await listTakenItems(trx, storeId) : [];
  return conclude(
    trx,
    storeId,
    { outcomes, levels: levelsOf(outcomes, graph, isLeft), closed, orderIds },
    now,
  );
}

/** The policy of a store. */
export async function policyOf(db: Queryable, storeId: string): Promise<BackorderPolicy> {
  return (await findPolicy(db, storeId)) ?? DEFAULT_POLICY;
}

/** Notes what customers should hear, in the transaction that makes it true; messages are made of it afterwards. */
export function noteNews(
  trx: Transaction,
  storeId: string,
  news: readonly CustomerNews[],
  now: Date,
): Promise<void> {
  return insertCustomerNews(trx, storeId, news, now);
}

async function demandGraph(
  trx: Transaction,
  storeId: string,
  { itemIds, orderIds }: OrderTouch,
): Promise<DemandGraph> {
  const demand = await listDemand(trx, storeId);
  const ordered = orderIds.length > 0 ? await listOrderedItems(trx, storeId, orderIds) : [];
  const asked = [...new Set([...demand.map(({ itemId }) => itemId), ...ordered])];
  if (asked.length === 0) return new DemandGraph([], []);
  const graph = new DemandGraph(demand, await listDemandUses(trx, storeId, asked));
  return itemIds === 'all' ? graph : graph.around([...itemIds, ...ordered]);
}

export function toOpenLine(row: OpenLineRow, graph: DemandGraph): OpenLine {
  const { lineId, orderId, itemId, shipComplete, unit } = row;
  return {
    ...{ lineId, orderId, shipComplete },
    open: toThousandths(row.open),
    held: heldOf(row),
    whole: isSoldWhole(unit),
    draws: graph.drawsOf(itemId),
    unavailable: graph.offOf(itemId),
  };
}

/** What was set aside, less what was handed over since, in thousandths. */
function heldOf({ allocated, fulfilled, fulfilledRead, open }: OpenLineRow): number {
  const given =
    toThousandths(allocated ?? 0) - (toThousandths(fulfilled) - toThousandths(fulfilledRead ?? 0));
  return Math.max(0, Math.min(given, toThousandths(open)));
}

interface Settling {
  queue: readonly OpenLineRow[];
  graph: DemandGraph;
  allocation: Allocation;
  policy: BackorderPolicy;
  now: Date;
  /** All that was backordered before stands ahead of these lines, and is not among them. */
  isAhead?: boolean;
}

/** What becomes of lines once stock was given out: what they have, why the rest waits and until when, what is news. */
export async function outcomesOf(
  trx: Transaction,
  storeId: string,
  { queue, graph, allocation, policy, now, isAhead = false }: Settling,
): Promise<Outcome[]> {
  const waiting = queue.flatMap((row) => {
    const { allocated } = allocation.lines.get(row.lineId)!;
    const backordered = toThousandths(row.open) - allocated;
    const { lineId, orderId, shipComplete, itemId } = row;
    const blocked = graph.offOf(itemId).length > 0;
    return backordered > 0
      ? [{ lineId, orderId, shipComplete, backordered, draws: graph.drawsOf(itemId), blocked }]
      : [];
  });
  const incoming = waiting.length > 0 ? await listIncoming(trx, storeId, graph.stockIds()) : [];
  const free = isAhead ? graph.behindBackorders(allocation.free) : allocation.free;
  const promises = await promisesOf(trx, storeId, { waiting, incoming, free, now });
  const reasons = new Map(incoming.map(({ deliveryId, reason }) => [deliveryId, reason]));
  return queue.map((row) => {
    const { allocated, waiting } = allocation.lines.get(row.lineId)!;
    const words = waiting && wordsFor(row, waiting, graph);
    const promise = promises.get(row.lineId) ?? null;
    const delay = promise?.basis.deliveries
      .map(({ deliveryId }) => deliveryId && reasons.get(deliveryId))
      .find((reason) => reason);
    return outcomeOf(
      row,
      { allocated, waiting: waiting && { ...waiting, words: words! }, promise },
      rulesFor(row, policy, now, delay || undefined),
    );
  });
}

interface Awaited {
  waiting: readonly WaitingLine[];
  incoming: readonly Incoming[];
  free: ReadonlyMap<string, number>;
  now: Date;
}

/** Promises rest on what is on its way, and beyond that on the next delivery that can be ordered. */
async function promisesOf(
  trx: Transaction,
  storeId: string,
  { waiting, incoming, free, now }: Awaited,
): Promise<Map<string, BackorderPromise | null>> {
  const next = await findNextSupply(trx, storeId, uncoveredItems(waiting, incoming, free), now);
  const isKnown = incoming.length > 0 || next.size > 0;
  const lateness = new LatenessRecord(isKnown ? await listLateness(trx, storeId, now) : []);
  return promisesFor(waiting, incoming, free, lateness, now, next);
}

function wordsFor({ itemId }: OpenLineRow, { because, itemIds }: Omit<Waiting, 'words'>, graph: DemandGraph) {
  const others = graph.namesOf(itemIds.filter((id) => id !== itemId));
  return waitingWords(because, others, itemIds.includes(itemId));
}

function rulesFor(row: OpenLineRow, policy: BackorderPolicy, now: Date, reason?: string): NewsRules {
  const thresholdMs = policy.promiseThresholdMinutes * 60_000;
  return { thresholdMs, reason, isAdded: row.placedAt < now };
}

function outcomeOf(
  row: OpenLineRow,
  next: { allocated: number; waiting: LineSettlement['waiting']; promise: BackorderPromise | null },
  rules: NewsRules,
): Outcome {
  const { lineId, orderId, itemId, customerId, fulfilled, toldFor } = row;
  const held = heldOf(row);
  const open = toThousandths(row.open);
  const before = row.allocated === null ? null : { allocated: held, backordered: open - held, toldFor };
  const after = { allocated: next.allocated, backordered: open - next.allocated, promise: next.promise };
  const news = lineNews(before, after, rules).map((each): CustomerNews => ({
    ...each,
    customerId,
    orderId,
    lineId,
  }));
  const isTold = news.some(({ kind }) => kind !== 'ready');
  const told = isTold ? (next.promise?.latest ?? null) : (toldFor?.toISOString() ?? null);
  const settlement: LineSettlement = {
    ...{ lineId, orderId, itemId },
    allocated: fromThousandths(after.allocated),
    backordered: fromThousandths(after.backordered),
    fulfilledRead: fulfilled,
    waiting: after.backordered > 0 ? next.waiting : null,
    promise: after.backordered > 0 ? next.promise : null,
    toldFor: after.backordered > 0 ? told : null,
  };
  const isChanged = !isDeepStrictEqual(settlement, settledOf(row));
  const isPromiseNew = after.backordered > 0 && !isDeepStrictEqual(settlement.promise, row.promise);
  return { row, ...settlement, isChanged, isPromiseNew, news };
}

function settledOf(row: OpenLineRow): LineSettlement | null {
  const { lineId, orderId, itemId, allocated, backordered, fulfilledRead, waiting, promise, toldFor } = row;
  if (allocated === null || backordered === null || fulfilledRead === null) return null;
  const told = toldFor?.toISOString() ?? null;
  return { lineId, orderId, itemId, allocated, backordered, fulfilledRead, waiting, promise, toldFor: told };
}

/** What of each item is allocated and backordered, from all lines; `left` are items that lines drew from before. */
function levelsOf(
  outcomes: readonly Outcome[],
  graph: DemandGraph,
  left: readonly string[],
): AllocatedLevel[] {
  const sums = new Map(
    [...left, ...graph.allIds()].map((itemId) => [itemId, { allocated: 0, backordered: 0 }]),
  );
  addShares(sums, outcomes, graph);
  return toLevels(sums);
}

type Sums = Map<string, { allocated: number; backordered: number }>;

/** Adds what lines have, and what they wait for, to the sums of their parts, in thousandths. */
export function addShares(sums: Sums, outcomes: readonly Outcome[], graph: DemandGraph): void {
  for (const { itemId, allocated, backordered } of outcomes) {
    for (const { componentId, perUnit, draws } of graph.usesOf(itemId)) {
      const sum = sums.get(componentId)!;
      if (draws) sum.allocated += needOf(toThousandths(allocated), perUnit);
      sum.backordered += needOf(toThousandths(backordered), perUnit);
    }
  }
}

export function toLevels(sums: Sums): AllocatedLevel[] {
  return [...sums].map(([itemId, { allocated, backordered }]) => ({
    itemId,
    allocated: fromThousandths(allocated),
    backordered: fromThousandths(backordered),
  }));
}
