import type { BackorderPolicy } from '../../shared/orders/backorder.schema.ts';
import { toThousandths } from '../../shared/quantity.ts';
import type { Transaction } from '../platform/database.ts';
import { allocate, type Allocation } from './allocation.ts';
import { DemandGraph } from './demand-graph.ts';
import {
  listDemandUses,
  listNewLines,
  listWaitingFor,
  type AllocatedLevel,
  type OpenLineRow,
} from './order-settlement.store.ts';
import { inQueueOrder, type Ranked } from './priority.ts';
import { conclude, type OrderConsequences, type Outcome } from './order-outcomes.service.ts';
import { addShares, outcomesOf, policyOf, toLevels, toOpenLine } from './settle-orders.service.ts';

/**
 * The short way for new orders of which nobody who waits takes notice, however long the queue is: what is free fills them,
 * or they wait behind everybody else. Null where somebody who waits would be served after them.
 */
export async function settleAsLast(
  trx: Transaction,
  storeId: string,
  orderIds: readonly string[],
  now: Date,
): Promise<OrderConsequences | null> {
  const rows = await listNewLines(trx, storeId, orderIds);
  if (rows.length === 0) return null;
  const itemIds = [...new Set(rows.map(({ itemId }) => itemId))];
  const graph = new DemandGraph([], await listDemandUses(trx, storeId, itemIds));
  const policy = await policyOf(trx, storeId);
  const isAwaited = graph.stockIds().some((itemId) => graph.partOf(itemId).backordered > 0);
  // Somebody at the front may keep newcomers from passing.
  if (isAwaited && !policy.passSmaller) return null;
  const queue = inQueueOrder(rows, policy.weights, now);
  const allocation = allocate(
    queue.map((row) => toOpenLine(row, graph)),
    graph.free(),
    policy,
  );
  if (leavesTooLittle(graph, allocation)) return null;
  const isFilled = [...allocation.lines.values()].every(({ waiting }) => waiting === null);
  if (!isFilled && isAwaited && !(await areLast(trx, storeId, { queue, graph, policy }, now))) return null;
  const outcomes = await outcomesOf(trx, storeId, { queue, graph, allocation, policy, now, isAhead: true });
  return conclude(trx, storeId, { outcomes, levels: levelsWith(outcomes, graph), closed: [], orderIds }, now);
}

/** Whether these lines take something of which others lack some from now on: why they wait has to be told anew. */
function leavesTooLittle(graph: DemandGraph, { free }: Allocation): boolean {
  const before = graph.free();
  return graph.stockIds().some((itemId) => {
    const left = free.get(itemId)!;
    return left < before.get(itemId)! && left < toThousandths(graph.partOf(itemId).backordered);
  });
}

/** Whether everybody who waits for a part of what these lines ask for is served before them. */
async function areLast(
  trx: Transaction,
  storeId: string,
  { queue, graph, policy }: { queue: readonly OpenLineRow[]; graph: DemandGraph; policy: BackorderPolicy },
  now: Date,
): Promise<boolean> {
  const others = await listWaitingFor(trx, storeId, graph.stockIds());
  const all = inQueueOrder<Ranked>([...others, ...queue], policy.weights, now);
  const own = new Set(queue.map(({ lineId }) => lineId));
  return all.slice(-queue.length).every(({ lineId }) => own.has(lineId));
}

/** What of each item is allocated and awaited with these new lines. */
function levelsWith(outcomes: readonly Outcome[], graph: DemandGraph): AllocatedLevel[] {
  const levels = new Map(
    graph.allIds().map((itemId) => {
      const { allocated, backordered } = graph.partOf(itemId);
      return [
        itemId,
        { allocated: toThousandths(allocated), backordered: toThousandths(backordered) },
      ] as const;
    }),
  );
  addShares(levels, outcomes, graph);
  return toLevels(levels);
}
