import type { LeftItem } from '../../shared/items/bulk.schema.ts';
import type { Preference, PreferencesAnswer } from '../../shared/suppliers/preference.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { changedMeanwhile } from '../items/bulk-changes.service.ts';
import type { ItemsContext } from '../items/items.service.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { invalid } from '../platform/errors.ts';
import { inAllStoresTransaction } from '../platform/store-transaction.ts';
import { listItemNames, listPreferences, setPreferences, type PreferenceRow } from './preferences.store.ts';
import { listSuppliersByIds, settleSupply } from './suppliers.service.ts';

const MOST_TOLD = 50;

type Change = PreferencesAnswer['changes'][number];

interface Plan {
  changes: Change[];
  left: LeftItem[];
  stale: string[];
}

/** What it would come to that other suppliers are asked first for these items, and which of them stay as they are, and why. */
export async function previewPreferences(
  { db }: Pick<ItemsContext, 'db'>,
  changes: readonly Preference[],
): Promise<PreferencesAnswer> {
  const { stale: _, ...plan } = await planFrom(db, changes);
  return { committed: false, ...plan };
}

/**
 * Has other suppliers asked first for these items, for all of them or for none.
 * @throws AppError `precondition-failed` naming items for which somebody else chose meanwhile; `invalid` for what is not sold
 */
export function changePreferences(
  ctx: ItemsContext,
  changes: readonly Preference[],
): Promise<PreferencesAnswer> {
  return inAllStoresTransaction(ctx, async (trx, stores) => {
    const { stale, ...plan } = await planFrom(trx, changes);
    if (stale.length > 0) throw changedMeanwhile(stale);
    const refused = plan.left.filter(({ harmless }) => !harmless);
    if (refused.length > 0)
      throw invalid(
        refused
          .slice(0, MOST_TOLD)
          .map(({ name, why }) => ({ pointer: '/changes', detail: `${name}: ${why}` })),
      );
    const wanted = plan.changes.map(({ itemId, after }) => ({ itemId, supplierId: after?.id ?? null }));
    await setPreferences(trx, wanted, ctx.clock.now());
    await tellRecord(ctx, trx, plan.changes);
    await settleSupply(
      ctx,
      trx,
      stores,
      wanted.map(({ itemId }) => itemId),
    );
    return { committed: true, ...plan };
  });
}

async function planFrom(db: Queryable, changes: readonly Preference[]): Promise<Plan> {
  const ids = changes.map(({ itemId }) => itemId);
  const names = new Map((await listItemNames(db, ids)).map(({ itemId, name }) => [itemId, name]));
  const offers = Map.groupBy(await listPreferences(db, ids), ({ itemId }) => itemId);
  const plan: Plan = { changes: [], left: [], stale: [] };
  for (const { itemId, from, to } of changes) {
    const sold = offers.get(itemId) ?? [];
    const [before, after] = [
      sold.find(({ preferred }) => preferred),
      sold.find((it) => it.supplierId === to),
    ];
    const name = names.get(itemId) ?? itemId;
    const why = whyLeft({ isKnown: names.has(itemId), to, before, after });
    if (from !== undefined && from !== (before?.supplierId ?? null)) plan.stale.push(name);
    if (why) plan.left.push({ itemId, name, ...why });
    else plan.changes.push({ itemId, name, before: named(before), after: named(after) });
  }
  return plan;
}

function whyLeft({
  isKnown,
  to,
  before,
  after,
}: {
  isKnown: boolean;
  to: string | null;
  before: PreferenceRow | undefined;
  after: PreferenceRow | undefined;
}): Pick<LeftItem, 'why' | 'harmless'> | undefined {
  if (!isKnown) return { why: 'is not there any more', harmless: false };
  if (to === (before?.supplierId ?? null)) return { why: 'is so already', harmless: true };
  if (to !== null && !after) return { why: 'is not sold by this supplier', harmless: false };
  return undefined;
}

function named(row: PreferenceRow | undefined): Change['before'] {
  return row ? { id: row.supplierId, name: row.supplier } : null;
}

/** One entry for each supplier, with the items that it is asked first for, or is not any more. */
async function tellRecord(ctx: ItemsContext, trx: Transaction, changes: readonly Change[]): Promise<void> {
  const ids = changes
    .flatMap(({ before, after }) => [before?.id, after?.id])
    .filter((id) => id !== undefined);
  const skus = new Map(
    (
      await listItemNames(
        trx,
        changes.map(({ itemId }) => itemId),
      )
    ).map(({ itemId, sku }) => [itemId, sku]),
  );
  for (const entity of (await listSuppliersByIds(trx, ids)).values()) {
    const told = changes
      .filter(({ before, after }) => before?.id === entity.id || after?.id === entity.id)
      .slice(0, MOST_TOLD);
    const items = (side: 'before' | 'after') => ({
      items: told.map(({ itemId, [side]: who }) => ({
        sku: skus.get(itemId),
        preferred: who?.id === entity.id,
      })),
    });
    await recordAudit(trx, ctx, {
      action: 'supplier.items',
      entity,
      before: items('before'),
      after: items('after'),
    });
  }
}
