import type { ItemChange, ItemChangesAnswer } from '../../shared/items/bulk.schema.ts';
import type { Item } from '../../shared/items/item.schema.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { inAllStoresTransaction } from '../platform/store-transaction.ts';
import { planChanges, someOf, type BulkPlan } from './bulk-changes.ts';
import { saveItemsOnRecord, type ItemsContext } from './items.service.ts';
import { listItemsById } from './items.store.ts';

const MOST_TOLD = 50;

/** What changes of many items would come to, and which of them stay as they are, and why. */
export async function previewItemChanges(
  { db }: Pick<ItemsContext, 'db'>,
  changes: readonly ItemChange[],
): Promise<ItemChangesAnswer> {
  return toAnswer(await planFrom(db, changes), false);
}

/**
 * Changes many items, all of them or none, each with an entry in the record.
 * @throws AppError `precondition-failed` naming what somebody changed meanwhile; `invalid` for what cannot be so
 */
export function changeItems(ctx: ItemsContext, changes: readonly ItemChange[]): Promise<ItemChangesAnswer> {
  return inAllStoresTransaction(ctx, async (trx, stores) => {
    const plan = await planFrom(trx, changes);
    if (plan.stale.length > 0) throw changedMeanwhile(plan.stale);
    if (plan.errors.length > 0) throw invalid(plan.errors.slice(0, MOST_TOLD));
    const items = plan.changes.map(({ item, after }) => ({ ...item, ...after }));
    const known = new Map(plan.changes.map(({ item }) => [item.sku, item]));
    if (items.length > 0) await saveItemsOnRecord(ctx, trx, stores, items, known);
    return toAnswer(plan, true);
  });
}

async function planFrom(db: Queryable, changes: readonly ItemChange[]): Promise<BulkPlan> {
  const ids = changes.map(({ itemId }) => itemId);
  const items = new Map((await listItemsById(db, ids)).map((item): [string, Item] => [item.id, item]));
  return planChanges(changes, items);
}

/** Nothing is done where some of what it was to be done to is not as it was. */
export function changedMeanwhile(names: readonly string[]): AppError {
  const were = names.length === 1 ? 'was' : 'were';
  return new AppError(
    'precondition-failed',
    `${someOf(names)} ${were} changed by somebody else meanwhile. Nothing was done.`,
  );
}

function toAnswer({ changes, left }: BulkPlan, committed: boolean): ItemChangesAnswer {
  return {
    committed,
    changes: changes.map(({ item, before, after }) => {
      const { id: itemId, name, unit, version } = item;
      return { itemId, name, unit, version: committed ? version + 1 : version, before, after };
    }),
    left,
  };
}
