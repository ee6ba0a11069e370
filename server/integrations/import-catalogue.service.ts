import { uuidv7 } from 'uuidv7';
import type { Item } from '../../shared/items/item.schema.ts';
import {
  listItemsWhole,
  saveItemsOnRecord,
  withDefaults,
  type ItemsContext,
} from '../items/items.service.ts';
import { inAllStoresTransaction } from '../platform/store-transaction.ts';
import { planItems, readItem, type ItemPlan } from './import-items.ts';
import { mayWrite, type ImportJob, type ImportOutcome } from './import-job.ts';
import { planRecipes, readRecipeRow } from './import-recipes.ts';
import { readRows } from './import-slices.service.ts';

export async function importItems(ctx: ItemsContext, job: ImportJob): Promise<ImportOutcome> {
  const rows = await readRows(job, (row) => readItem(row, job));
  return savePlanned(ctx, job, (existing) =>
    planItems(rows, existing, (input) => withDefaults(input, uuidv7()), job.problems),
  );
}

export async function importRecipes(ctx: ItemsContext, job: ImportJob): Promise<ImportOutcome> {
  const rows = await readRows(job, (row) => readRecipeRow(row, job));
  return savePlanned(ctx, job, (existing) => planRecipes(rows, existing, job.problems));
}

/** Plans once to see the mistakes, and again with the items held against changes. */
async function savePlanned(
  ctx: ItemsContext,
  job: ImportJob,
  plan: (existing: ReadonlyMap<string, Item>) => ItemPlan,
): Promise<ImportOutcome> {
  const planned = plan(await listItemsWhole(ctx.db));
  if (!mayWrite(job) || planned.items.length === 0) return planned;
  return inAllStoresTransaction(ctx, async (trx, stores) => {
    const known = await listItemsWhole(trx);
    const final = plan(known);
    if (mayWrite(job)) await saveItemsOnRecord(ctx, trx, stores, final.items, known);
    job.onProgress?.('recording', final.items.length, final.items.length);
    job.signal?.throwIfAborted();
    return final;
  });
}
