import type {
  BackorderPolicy,
  BackorderReport,
  BumpInput,
  PolicyInput,
  PolicyPreview,
  SavedPolicy,
} from '../../shared/orders/backorder.schema.ts';
import type { Order } from '../../shared/orders/order.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { PRESETS } from '../settlement/priority.ts';
import { settle } from '../settlement/settle.ts';
import { waitingItems } from '../settlement/order-board.service.ts';
import { policyOf } from '../settlement/settle-orders.service.ts';
import {
  countKeptPromises,
  countWaitingDays,
  getPolicyVersion,
  listOverduePromises,
  listQueued,
  upsertPolicy,
} from './backorders.store.ts';
import type { LinkContext } from './links.service.ts';
import { changeOrder, type Deed } from './orders.service.ts';
import { updateBump } from './orders.store.ts';
import { describeLines, rank } from './queue.service.ts';

const DAY_MS = 86_400_000;
/** Promises are scored over this long. */
const SCORED_DAYS = 90;
/** Buckets of the ageing chart: from this many whole days on. */
const AGES = [0, 1, 3, 7, 14, 30];
/** As many places of a queue are looked at before a policy is saved. */
const PREVIEWED = 200;

/** The policy that holds, for a caller who has no transaction. @throws AppError `not-found` when there is no such store */
export function findPolicy(ctx: Context, storeId: string): Promise<SavedPolicy> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    return { ...(await policyOf(trx, storeId)), version: await getPolicyVersion(trx, storeId) };
  });
}

/**
 * Sets who comes first from now on. What is set aside stays with who has it.
 * @throws AppError `precondition-failed` when `ifVersion` is not the current one
 */
export function changePolicy(
  ctx: Context,
  storeId: string,
  input: PolicyInput,
  ifVersion?: string,
): Promise<SavedPolicy> {
  return inStoreTransaction(ctx, storeId, async (trx, store) => {
    const version = await getPolicyVersion(trx, storeId);
    if (ifVersion !== undefined && ifVersion !== `${version}`)
      throw new AppError('precondition-failed', 'Somebody else changed the policy meanwhile; load it again.');
    const before = await policyOf(trx, storeId);
    const policy = merged(before, input);
    await upsertPolicy(trx, storeId, policy);
    await settle(trx, store, await waitingItems(trx, storeId), ctx.clock.now());
    await recordAudit(trx, ctx, { storeId, action: 'backorder-policy.change', before, after: policy });
    return { ...policy, version: await getPolicyVersion(trx, storeId) };
  });
}

/** The first places of the queue as it would be under another policy, and from where each line would come. Nothing is changed. */
export function previewPolicy(ctx: Context, storeId: string, input: PolicyInput): Promise<PolicyPreview> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const now = ctx.clock.now();
    const before = await policyOf(trx, storeId);
    const policy = merged(before, input);
    const rows = await listQueued(trx, storeId, {}, now);
    const was = rank(rows, before, now).matching;
    const from = new Map(was.map(({ lineId, position }) => [lineId, position]));
    const next = rank(rows, policy, now).matching;
    const moved = next.filter(({ lineId, position }) => from.get(lineId) !== position).length;
    const first = await describeLines(trx, storeId, next.slice(0, PREVIEWED), policy, now);
    const queue = first.map((line) => ({ ...line, from: from.get(line.lineId)! }));
    return { policy, queue, lines: rows.length, moved };
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
