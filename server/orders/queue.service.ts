import type { Backorder, BackorderPolicy } from '../../shared/orders/backorder.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import type { Database, Queryable } from '../platform/database.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { compareInQueue, placeOf, scoreTerms } from '../settlement/priority.ts';
import { policyOf } from '../settlement/settle-orders.service.ts';
import { waitingWords } from '../settlement/waiting-words.ts';
import { listQueued, listQueueLines, type QueuedRow, type QueueFilter } from './backorders.store.ts';
import type { QueueMark } from './queue-mark.ts';
import { RankingMemory, type Ranking, type Standing } from './ranking-memory.ts';

export type { QueueFilter } from './backorders.store.ts';

export interface QueuePage {
  items: Backorder[];
  /** Where the next page goes on; null after the last line. */
  next: QueueMark | null;
  /** The instant whose queue this is. */
  asOf: Date;
  /** All that wait, and those that are asked for. */
  lines: number;
  matching: number;
}

export interface QueueQuestion extends QueueFilter {
  after?: QueueMark | undefined;
  /** The instant that an earlier page was of; without it, now. */
  asOf?: Date | undefined;
  /** So many are passed over. */
  skip?: number;
  limit: number;
}

const memories = new WeakMap<Database, RankingMemory>();

/**
 * A page of the queue, first first. Only what decides about places is read of every line, and the rest of the page's lines
 * alone. Pages that go on from another are of the queue as it stood then: nothing moves while somebody leafs through, apart
 * from what does not wait any more.
 */
export function findBackorderPage(
  ctx: Context,
  storeId: string,
  { after, asOf, skip = 0, limit, ...filter }: QueueQuestion,
): Promise<QueuePage> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const earlier = after?.asOf ?? asOf;
    const now = earlier ?? ctx.clock.now();
    const policy = await policyOf(trx, storeId);
    const memory = memoryOf(ctx.db);
    const key = JSON.stringify([storeId, now, filter, policy.weights]);
    const ranking =
      (earlier && memory.find(key)) ??
      memory.keep(key, rank(await listQueued(trx, storeId, filter, now), policy, now));
    const { lines, matching } = ranking;
    const from = (after ? countBefore(matching, after) : 0) + skip;
    const page = matching.slice(from, from + limit);
    const last = page.length === limit ? page.at(-1) : undefined;
    return {
      items: await describeLines(trx, storeId, page, policy, now),
      next: last ? { ...last, asOf: now } : null,
      ...{ asOf: now, lines, matching: matching.length },
    };
  });
}

function memoryOf(db: Database): RankingMemory {
  const known = memories.get(db) ?? new RankingMemory();
  memories.set(db, known);
  return known;
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
export function rank(
  rows: readonly QueuedRow[],
  { weights }: Pick<BackorderPolicy, 'weights'>,
  now: Date,
): Ranking {
  const matching = rows
    .map((row) => ({ ...placeOf(row, weights, now), position: 0, isWanted: row.isWanted }))
    .sort(compareInQueue)
    .map(({ isWanted, ...place }, index) => (isWanted ? { ...place, position: index + 1 } : null))
    .filter((standing) => standing !== null);
  return { lines: rows.length, matching };
}

/** What people read of lines; one that is gone by now is left out. */
export async function describeLines(
  db: Queryable,
  storeId: string,
  standing: readonly Standing[],
  { weights }: Pick<BackorderPolicy, 'weights'>,
  now: Date,
): Promise<Backorder[]> {
  const lineIds = standing.map(({ lineId }) => lineId);
  const byId = new Map((await listQueueLines(db, storeId, lineIds)).map((line) => [line.lineId, line]));
  return standing.flatMap(({ lineId, score, position }) => {
    const line = byId.get(lineId);
    if (!line) return [];
    const { orderId, number, customer, itemId, sku, name, unit, quantity } = line;
    const { neededBy, bumpReason, waiting, promise } = line;
    return {
      ...{ lineId, orderId, number, itemId, unit, customer, sku, name, position, quantity },
      placedAt: line.placedAt.toISOString(),
      ...(neededBy && { neededBy: neededBy.toISOString() }),
      score: Math.round(score * 1000) / 1000,
      explanation: scoreTerms(line, weights, now),
      ...(bumpReason !== null && { bumpReason }),
      waiting: waiting ?? { because: 'stock', itemIds: [itemId], words: waitingWords('stock', [], true) },
      ...(promise && { promise }),
    };
  });
}

function countBefore(queue: readonly Standing[], mark: QueueMark): number {
  const at = queue.findIndex((standing) => compareInQueue(standing, mark) > 0);
  return at === -1 ? queue.length : at;
}
