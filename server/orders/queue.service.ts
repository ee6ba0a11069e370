import type { Backorder, BackorderPolicy } from '../../shared/orders/backorder.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { compareInQueue, placeOf, scoreTerms, type QueuePlace } from '../settlement/priority.ts';
import { policyOf } from '../settlement/settle-orders.service.ts';
import { waitingWords } from '../settlement/waiting-words.ts';
import { listQueued, listQueueLines, type QueuedRow, type QueueFilter } from './backorders.store.ts';
import type { QueueMark } from './queue-mark.ts';

export type { QueueFilter } from './backorders.store.ts';

/** A line that waits, and where. */
export interface Standing {
  row: QueuedRow;
  /** From 1, among all that wait. */
  position: number;
  place: QueuePlace;
}

export interface QueuePage {
  items: Backorder[];
  /** Where the next page goes on; null after the last line. */
  next: QueueMark | null;
  /** All that wait, and those that are asked for. */
  lines: number;
  matching: number;
}

export interface QueueQuestion extends QueueFilter {
  after?: QueueMark | undefined;
  /** So many are passed over. */
  skip?: number;
  limit: number;
}

/**
 * A page of the queue, first first. Only what decides about places is read of every line; the rest of a page's lines alone.
 * Pages that follow a mark go by the time of the first one: the order among lines does not move while somebody leafs through.
 */
export function findBackorderPage(
  ctx: Context,
  storeId: string,
  { after, skip = 0, limit, ...filter }: QueueQuestion,
): Promise<QueuePage> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const now = after?.asOf ?? ctx.clock.now();
    const policy = await policyOf(trx, storeId);
    const queue = standings(await listQueued(trx, storeId, filter, now), policy, now);
    const matching = queue.filter(({ row }) => row.isWanted);
    const from = (after ? countBefore(matching, after) : 0) + skip;
    const page = matching.slice(from, from + limit);
    const last = page.length === limit ? page.at(-1) : undefined;
    return {
      items: await describeLines(trx, storeId, page, policy, now),
      next: last ? { asOf: now, ...last.place } : null,
      lines: queue.length,
      matching: matching.length,
    };
  });
}

const EXPORTED_AT_ONCE = 1_000;

/** Everything that a filter leaves of the queue, as it stood when it was begun, read in parts. */
export async function* walkQueue(
  ctx: Context,
  storeId: string,
  filter: QueueFilter,
): AsyncGenerator<Backorder, void> {
  let after: QueueMark | null | undefined;
  while (after !== null) {
    const page = await findBackorderPage(ctx, storeId, { ...filter, after, limit: EXPORTED_AT_ONCE });
    yield* page.items;
    after = page.next;
  }
}

/** Lines in the order in which they are served under a policy. */
export function standings(
  rows: readonly QueuedRow[],
  { weights }: Pick<BackorderPolicy, 'weights'>,
  now: Date,
): Standing[] {
  return rows
    .map((row) => ({ row, place: placeOf(row, weights, now) }))
    .sort((a, b) => compareInQueue(a.place, b.place))
    .map((standing, index) => ({ ...standing, position: index + 1 }));
}

/** What people read of lines; one that is gone by now is left out. */
export async function describeLines(
  db: Queryable,
  storeId: string,
  standing: readonly Standing[],
  { weights }: Pick<BackorderPolicy, 'weights'>,
  now: Date,
): Promise<Backorder[]> {
  const lineIds = standing.map(({ row }) => row.lineId);
  const byId = new Map((await listQueueLines(db, storeId, lineIds)).map((line) => [line.lineId, line]));
  return standing.flatMap(({ row, place, position }) => {
    const line = byId.get(row.lineId);
    if (!line) return [];
    const { lineId, orderId, number, customer, itemId, sku, name, unit, quantity } = line;
    const { neededBy, bumpReason, waiting, promise } = line;
    return {
      ...{ lineId, orderId, number, itemId, unit, customer, sku, name, position, quantity },
      placedAt: line.placedAt.toISOString(),
      ...(neededBy && { neededBy: neededBy.toISOString() }),
      score: Math.round(place.score * 1000) / 1000,
      explanation: scoreTerms(line, weights, now),
      ...(bumpReason !== null && { bumpReason }),
      waiting: waiting ?? { because: 'stock', itemIds: [itemId], words: waitingWords('stock', [], true) },
      ...(promise && { promise }),
    };
  });
}

function countBefore(queue: readonly Standing[], mark: QueueMark): number {
  const at = queue.findIndex(({ place }) => compareInQueue(place, mark) > 0);
  return at === -1 ? queue.length : at;
}
