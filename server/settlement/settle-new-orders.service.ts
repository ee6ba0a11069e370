import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { Transaction } from '../platform/database.ts';
import { allocate, needOf } from './allocation.ts';
import { DemandGraph } from './demand-graph.ts';
import {
  listDemandUses,
  listNewLines,
  type AllocatedLevel,
  type OpenLineRow,
} from './order-settlement.store.ts';
import { inQueueOrder } from './priority.ts';
import type { OrderConsequences } from './order-outcomes.service.ts';
import { policyOf, toOpenLine, writeSettled } from './settle-orders.service.ts';

/**
 * The short way for new orders that what is free fills as a whole: nobody who waits could have taken it, so nobody else is
 * concerned, however long the queue is. Null where something of them would have to wait.
 */
export async function settleFromFree(
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
  const { lines } = allocate(
    queue.map((row) => toOpenLine(row, graph)),
    graph.free(),
    policy,
  );
  if ([...lines.values()].some(({ waiting }) => waiting !== null)) return null;
  return writeSettled(trx, storeId, { rows, levels: levelsWith(rows, graph), policy, orderIds }, now);
}

/** What of each item is allocated once the lines have all that they ask for. */
function levelsWith(rows: readonly OpenLineRow[], graph: DemandGraph): AllocatedLevel[] {
  const more = new Map<string, number>();
  for (const { itemId, open } of rows) {
    for (const { itemId: part, perUnit } of graph.drawsOf(itemId))
      more.set(part, (more.get(part) ?? 0) + needOf(toThousandths(open), perUnit));
  }
  return [...more].map(([itemId, quantity]) => {
    const { allocated, backordered } = graph.partOf(itemId);
    return { itemId, allocated: fromThousandths(toThousandths(allocated) + quantity), backordered };
  });
}
