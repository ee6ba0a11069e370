import type {
  Backorder,
  BackorderPolicy,
  BackorderReport,
  BumpInput,
  PolicyInput,
  PolicyPreview,
} from '../../shared/orders/backorder.schema.ts';
import type { Order } from '../../shared/orders/order.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { invalid } from '../platform/errors.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { inQueueOrder, PRESETS, scoreOf, scoreTerms } from '../settlement/priority.ts';
import { settle } from '../settlement/settle.ts';
import { waitingItems, waitingQueue, type OpenLineRow } from '../settlement/order-board.service.ts';
import { policyOf } from '../settlement/settle-orders.service.ts';
import {
  countKeptPromises,
  countWaitingDays,
  listLineNames,
  listOverduePromises,
  upsertPolicy,
} from './backorders.store.ts';
import type { LinkContext } from './links.service.ts';
import { changeOrder, type Deed } from './orders.service.ts';
import { updateBump } from './orders.store.ts';

const DAY_MS = 86_400_000;
/** Promises are scored over this long. */
const SCORED_DAYS = 90;
/** Buckets of the ageing chart: from this many whole days on. */
const AGES = [0, 1, 3, 7, 14, 30];

/** A page of the queue, first first, after the given position. */
export function findBackorderPage(
  ctx: Context,
  storeId: string,
  { after, limit }: { after: number; limit: number },
): Promise<Backorder[]> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const now = ctx.clock.now();
    const policy = await policyOf(trx, storeId);
    const queue = await waitingQueue(trx, storeId, policy, now);
    const page = queue
      .slice(after, after + limit)
      .map((row, index) => ({ row, position: after + index + 1 }));
    return toBackorders(trx, storeId, page, policy, now);
  });
}

/** {@link policyOf} for a caller who has no transaction. @throws AppError `not-found` when there is no such store */
export function findPolicy(ctx: Context, storeId: string): Promise<BackorderPolicy> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    return policyOf(trx, storeId);
  });
}

/** Sets who comes first from now on. What is set aside stays with who has it. */
export function changePolicy(ctx: Context, storeId: string, input: PolicyInput): Promise<BackorderPolicy> {
  return inStoreTransaction(ctx, storeId, async (trx, store) => {
    const before = await policyOf(trx, storeId);
    const policy = merged(before, input);
    await upsertPolicy(trx, storeId, policy);
    await settle(trx, store, await waitingItems(trx, storeId), ctx.clock.now());
    await recordAudit(trx, ctx, { storeId, action: 'backorder-policy.change', before, after: policy });
    return policy;
  });
}

/** The queue as it would be under another policy, and from where each line would come. Nothing is changed. */
export function previewPolicy(ctx: Context, storeId: string, input: PolicyInput): Promise<PolicyPreview> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const now = ctx.clock.now();
    const before = await policyOf(trx, storeId);
    const policy = merged(before, input);
    const queue = await waitingQueue(trx, storeId, before, now);
    const from = new Map(queue.map(({ lineId }, index) => [lineId, index + 1]));
    const next = inQueueOrder(queue, policy.weights, now).map((row, index) => ({ row, position: index + 1 }));
    const rows = await toBackorders(trx, storeId, next, policy, now);
    const preview = rows.map((row) => ({ ...row, from: from.get(row.lineId)! }));
    return { policy, queue: preview, moved: preview.filter((row) => row.from !== row.position).length };
  });
}

/** Moves a line up by hand, or back to where the policy puts it. The reason is kept for the record. */
export function bumpLine(
  ctx: LinkContext,
  storeId: string,
  { orderId, lineId }: { orderId: string; lineId: string },
  input: BumpInput,
  deed: Deed,
): Promise<Order> {
  const change = { action: 'backorder.bump', input: { lineId, ...input }, deed };
  return changeOrder(ctx, storeId, orderId, change, async ({ trx, order }) => {
    const line = order.lines.find((each) => each.lineId === lineId);
    if (!line) throw invalid([{ pointer: '/params/lineId', detail: 'is no line of this order' }]);
    await updateBump(trx, storeId, lineId, input);
    return { sku: line.sku, ...input };
  });
}

export function findBackorderReport(ctx: Context, storeId: string): Promise<BackorderReport> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const now = ctx.clock.now();
    const counts = await countWaitingDays(trx, storeId, now);
    const ageing = AGES.map((from, index) => {
      const until = AGES[index + 1] ?? Infinity;
      const lines = counts
        .filter(({ days }) => days >= from && days < until)
        .reduce((sum, count) => sum + count.lines, 0);
      return { days: daysWords(from, until), lines };
    });
    const since = new Date(now.getTime() - SCORED_DAYS * DAY_MS);
    return { ageing, promises: await countKeptPromises(trx, storeId, since) };
  });
}

/** Works out new promises where the time has overtaken the old ones. Returns how many items are concerned. */
export async function renewPromises(ctx: Context): Promise<number> {
  const overdue = await listOverduePromises(ctx.db, ctx.clock.now());
  for (const [storeId, items] of Map.groupBy(overdue, (row) => row.storeId)) {
    await inStoreTransaction(ctx, storeId, (trx, store) =>
      settle(
        trx,
        store,
        items.map(({ itemId }) => itemId),
        ctx.clock.now(),
      ),
    );
  }
  return overdue.length;
}

function merged(before: BackorderPolicy, { preset, weights, ...rest }: PolicyInput): BackorderPolicy {
  const { preset: kept, ...others } = before;
  const isCustom = weights !== undefined && preset === undefined;
  const next = preset ?? (isCustom ? undefined : kept);
  return {
    ...others,
    ...rest,
    ...(next && { preset: next }),
    weights: weights ?? (preset ? PRESETS[preset] : before.weights),
  };
}

function daysWords(from: number, until: number): string {
  if (from === 0) return 'today';
  if (until === Infinity) return `${from}+ days`;
  return until - from === 1 ? `${from} day` : `${from}–${until - 1} days`;
}

async function toBackorders(
  db: Queryable,
  storeId: string,
  page: readonly { row: OpenLineRow; position: number }[],
  { weights }: BackorderPolicy,
  now: Date,
): Promise<Backorder[]> {
  const names = await listLineNames(
    db,
    storeId,
    page.map(({ row }) => row.lineId),
  );
  const byLine = new Map(names.map((name) => [name.lineId, name]));
  return page.map(({ row, position }) => {
    const { lineId, orderId, number, itemId, unit, backordered, placedAt, neededBy, waiting, promise } = row;
    const { customer, sku, name, bumpReason } = byLine.get(lineId)!;
    return {
      ...{ lineId, orderId, number, itemId, unit, customer, sku, name, position },
      quantity: backordered ?? 0,
      placedAt: placedAt.toISOString(),
      ...(neededBy && { neededBy: neededBy.toISOString() }),
      score: Math.round(scoreOf(row, weights, now) * 1000) / 1000,
      explanation: scoreTerms(row, weights, now),
      ...(bumpReason !== null && { bumpReason }),
      waiting: waiting ?? { because: 'stock', itemIds: [itemId], words: `waits for ${name}` },
      ...(promise && { promise }),
    };
  });
}
