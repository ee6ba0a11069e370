import type { MarkChange, MarkChangesAnswer } from '../../shared/stock/marks.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { changedMeanwhile } from '../items/bulk-changes.service.ts';
import { listItemNames } from '../items/items.service.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { invalid } from '../platform/errors.ts';
import { answerOnce } from '../platform/idempotency.store.ts';
import { inStoreTransaction, inStoreView, type LockedStore } from '../platform/store-transaction.ts';
import { settle } from '../settlement/settle.ts';
import { markFrom } from './availability.service.ts';
import { endMarks, insertMarks, type NewMark } from './availability.store.ts';
import { planMarks, type MarkPlan } from './marks.ts';
import type { Reporter } from './movements.service.ts';
import { listStock } from './stock.service.ts';

const MOST_TOLD = 50;

/** What marking many items at once would come to, and which of them stay as they are, and why. */
export function previewMarks(
  { db }: Pick<Context, 'db'>,
  storeId: string,
  changes: readonly MarkChange[],
): Promise<MarkChangesAnswer> {
  return inStoreView(db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    return toAnswer(await planFrom(trx, storeId, changes));
  });
}

/**
 * Marks many items at once, or takes marks back, all of them or none. Nobody is overruled: what stock or a recipe says holds.
 * @throws AppError `precondition-failed` naming items that are not as they were; `invalid` as `setAvailability`
 */
export function changeMarks(
  ctx: Context,
  storeId: string,
  changes: readonly MarkChange[],
  { by, idempotencyKey }: Reporter,
): Promise<MarkChangesAnswer> {
  return inStoreTransaction(ctx, storeId, (trx, store) => {
    const now = ctx.clock.now();
    return answerOnce(trx, storeId, idempotencyKey, { changes }, now, async () => {
      const plan = await planFrom(trx, storeId, changes);
      if (plan.stale.length > 0) throw changedMeanwhile(plan.stale);
      const refused = plan.left.filter(({ harmless }) => !harmless);
      if (refused.length > 0)
        throw invalid(
          refused
            .slice(0, MOST_TOLD)
            .map(({ name, why }) => ({ pointer: '/changes', detail: `${name}: ${why}` })),
        );
      const after = await replaceMarks(trx, store, { plan, by }, now);
      const facts = plan.changes.map(({ itemId, availability }) => {
        const { sku, availability: is } = after.get(itemId)!;
        const entity = { id: itemId, name: sku };
        return { storeId, action: 'availability.set', entity, before: availability, after: is };
      });
      await recordAudit(trx, ctx, ...facts);
      return toAnswer(plan, after);
    });
  });
}

async function replaceMarks(
  trx: Transaction,
  store: LockedStore,
  { plan, by }: { plan: MarkPlan; by: string },
  now: Date,
): Promise<Map<string, StockState>> {
  const ids = plan.changes.map(({ itemId }) => itemId);
  const marks = plan.changes.flatMap(({ itemId, mark }): NewMark[] =>
    mark ? [{ ...markFrom(mark, store, now), itemId, by }] : [],
  );
  await endMarks(trx, store.id, ids, marks.length > 0 ? 'replaced' : 'undone', now);
  await insertMarks(trx, store.id, marks, now);
  await settle(trx, store, ids, now);
  return new Map((await listStock(trx, store.id, { itemIds: ids })).map((state) => [state.itemId, state]));
}

async function planFrom(db: Queryable, storeId: string, changes: readonly MarkChange[]): Promise<MarkPlan> {
  const itemIds = changes.map(({ itemId }) => itemId);
  const names = await listItemNames(db, itemIds);
  const stock = await listStock(db, storeId, { itemIds });
  const standings = stock.map(({ itemId, availability, sku }) => {
    return [itemId, { itemId, availability, name: names.get(itemId) ?? sku }] as const;
  });
  return planMarks(changes, new Map(standings));
}

function toAnswer({ changes, left }: MarkPlan, after?: ReadonlyMap<string, StockState>): MarkChangesAnswer {
  return {
    committed: after !== undefined,
    changes: changes.map(({ itemId, name, availability }) => {
      const is = after?.get(itemId)?.availability;
      return { itemId, name, before: availability, ...(is && { after: is }) };
    }),
    left,
  };
}
