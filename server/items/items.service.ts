import { uuidv7 } from 'uuidv7';
import type { FieldError } from '../../shared/errors.ts';
import type { Item, ItemInput, ItemPatch, RecipeLine } from '../../shared/items/item.schema.ts';
import type { ItemState } from '../../shared/live/change.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { appendChanges } from '../live/change-stream.store.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { inAllStoresTransaction, type LockedStore } from '../platform/store-transaction.ts';
import {
  getItem,
  listItems,
  listItemsBySku,
  listClosure,
  listItemIds,
  listItemStates,
  listNames,
  listRecipeGraph,
  listReferencesBySku,
  replaceClosure,
  replaceRecipes,
  upsertItems,
  type ItemReference,
  type RecipeRow,
} from './items.store.ts';
import {
  findCycle,
  findTooDeep,
  MAX_DEPTH,
  RecipeClosure,
  withUsers,
  type ClosureRow,
  type RecipeGraph,
} from './recipe-graph.ts';
import { toStockUnit } from './units.ts';

/** Works out what a change of items means for a store's stock; given by the composition root, as it ranks higher. */
export type SettleItems = (
  trx: Transaction,
  store: LockedStore,
  itemIds: readonly string[],
  now: Date,
) => Promise<void>;

export interface ItemsContext extends Context {
  settleItems: SettleItems;
}

/** @throws AppError `conflict` when the SKU is taken; `invalid` for an unknown component, a wrong unit, a circle */
export async function createItem(ctx: ItemsContext, input: ItemInput): Promise<Item> {
  return inAllStoresTransaction(ctx, async (trx, stores) => {
    const [taken] = await listItemsBySku(trx, [input.sku]);
    if (taken) throw new AppError('conflict', `SKU ${input.sku} is already used by ${taken.name}.`);
    const item = withDefaults(input, uuidv7());
    await saveItems(ctx, trx, stores, [item]);
    const created = await getItem(trx, item.id);
    await recordAudit(trx, ctx, { action: 'item.create', entity: created, after: created });
    return created;
  });
}

/** @throws AppError `not-found`; `precondition-failed` when `ifVersion` is not the current one; as {@link createItem} */
export async function updateItem(
  ctx: ItemsContext,
  itemId: string,
  patch: ItemPatch,
  ifVersion?: string,
): Promise<Item> {
  return inAllStoresTransaction(ctx, async (trx, stores) => {
    const current = await getItem(trx, itemId);
    if (ifVersion !== undefined && ifVersion !== `${current.version}`) {
      throw new AppError('precondition-failed', `${current.name} was changed meanwhile; load it again.`);
    }
    await saveItems(ctx, trx, stores, [{ ...current, ...patch }]);
    const changed = await getItem(trx, itemId);
    await recordAudit(trx, ctx, { action: 'item.change', entity: changed, before: current, after: changed });
    return changed;
  });
}

/** {@link saveItems} of many, with an entry in the record for each; `known` has what there was, by SKU. */
export async function saveItemsOnRecord(
  ctx: ItemsContext,
  trx: Transaction,
  stores: readonly LockedStore[],
  items: readonly Item[],
  known: ReadonlyMap<string, Item>,
): Promise<void> {
  await saveItems(ctx, trx, stores, items);
  const facts = items.map((item) => {
    const before = known.get(item.sku) ?? null;
    return { action: before ? 'item.change' : 'item.create', entity: item, before, after: item };
  });
  await recordAudit(trx, ctx, ...facts);
}

/** What an item is when only some fields are given: without a recipe it is counted, with one it is made to order. */
export function withDefaults(input: ItemInput, id: string): Item {
  const recipe = input.recipe ?? [];
  return {
    category: '',
    importance: 'B',
    sellable: true,
    stocked: recipe.length === 0,
    recipeYield: 1,
    packs: [],
    parLevel: null,
    reorderPoint: null,
    shelfLifeDays: null,
    version: 1,
    ...input,
    recipe,
    id,
  };
}

/**
 * Writes whole items, new or known by id, with their recipes, and carries the consequences into every store. Recipes may
 * name items of the same call.
 */
export async function saveItems(
  ctx: ItemsContext,
  trx: Transaction,
  stores: readonly LockedStore[],
  items: readonly Item[],
): Promise<void> {
  const now = ctx.clock.now();
  checkPacks(items);
  await upsertItems(trx, items, now);
  const itemIds = items.map(({ id }) => id);
  await replaceRecipes(trx, itemIds, await recipeRows(trx, items));
  const touched = await refreshClosure(trx, itemIds);
  const states = await listItemStates(trx, touched);
  const changes = states.map((state) => ({ type: 'item' as const, id: state.itemId, state }));
  for (const store of stores) {
    await appendChanges(trx, store.id, changes, now);
    await ctx.settleItems(trx, store, touched, now);
  }
}

function checkPacks(items: readonly Item[]): void {
  const errors = items.flatMap(({ sku, packs }) =>
    packs.flatMap(({ name }, index): FieldError[] => {
      const isFirst = packs.findIndex((pack) => pack.name === name) === index;
      return isFirst
        ? []
        : [{ pointer: `/packs/${index}/name`, detail: `${sku}: ${name} is listed twice; keep one` }];
    }),
  );
  if (errors.length > 0) throw invalid(errors);
}

async function recipeRows(trx: Transaction, items: readonly Item[]): Promise<RecipeRow[]> {
  const skus = new Set(items.flatMap(({ recipe }) => recipe.map(({ sku }) => sku)));
  const components = new Map((await listItemsBySku(trx, [...skus])).map((item) => [item.sku, item]));
  const errors: FieldError[] = [];
  const rows = items.flatMap((item) => {
    const total = new Map<string, RecipeRow>();
    item.recipe.forEach((line, index) => {
      const resolved = resolveLine(line, components.get(line.sku));
      const refuse = (field: string, detail: string) =>
        errors.push({ pointer: `/recipe/${index}${field}`, detail: `${item.sku}: ${detail}` });
      if ('problem' in resolved) refuse(resolved.field, resolved.problem);
      else if (resolved.componentId === item.id)
        refuse('/sku', `goes in a circle: ${item.sku} → ${item.sku}`);
      else if (total.has(resolved.componentId)) refuse('/sku', `${line.sku} is listed twice; add the two up`);
      else total.set(resolved.componentId, { itemId: item.id, ...resolved });
    });
    return [...total.values()];
  });
  if (errors.length > 0) throw invalid(errors);
  return rows;
}

type ResolvedLine = { componentId: string; quantity: number } | { field: string; problem: string };

function resolveLine({ sku, quantity, unit }: RecipeLine, component: Item | undefined): ResolvedLine {
  if (!component) return { field: '/sku', problem: `no item has SKU ${sku}` };
  const converted = toStockUnit(quantity, unit, component);
  if ('problem' in converted) return { field: '/unit', problem: `${sku}: ${converted.problem}` };
  return { componentId: component.id, quantity: converted.quantity };
}

/** Flattens the recipes that these items have a part in; returns the ids of all items whose recipe that concerns. */
async function refreshClosure(trx: Transaction, itemIds: readonly string[]): Promise<string[]> {
  const rows = await listRecipeGraph(trx);
  const graph: RecipeGraph = new Map(rows.map((row) => [row.id, row]));
  const skuOf = new Map(rows.map(({ id, sku }) => [id, sku]));
  const cycle = findCycle(graph);
  if (cycle)
    throw invalid([
      { pointer: '/recipe', detail: `goes in a circle: ${cycle.map((id) => skuOf.get(id)).join(' → ')}` },
    ]);
  const tooDeep = findTooDeep(graph);
  if (tooDeep !== null)
    throw invalid([
      { pointer: '/recipe', detail: `makes ${skuOf.get(tooDeep)} nest more than ${MAX_DEPTH} recipes` },
    ]);
  const touched = [...withUsers(itemIds, graph)];
  const closure = new RecipeClosure(graph);
  const closureRows = touched.flatMap((itemId) => closure.rowsOf(itemId).map((row) => ({ itemId, ...row })));
  await replaceClosure(trx, touched, closureRows);
  return touched;
}

/** Ids by SKU; SKUs that no item has are missing. */
export async function listItemIdsBySku(db: Queryable, skus: readonly string[]): Promise<Map<string, string>> {
  return new Map((await listItemIds(db, skus)).map(({ sku, id }) => [sku, id]));
}

/** What items are called, by id; ids that no item has are missing. */
export async function listItemNames(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map((await listNames(db, ids)).map(({ id, name }) => [id, name]));
}

/** Items by SKU, with what turning a quantity into their stock unit takes. */
export async function listItemReferences(
  db: Queryable,
  skus: readonly string[],
): Promise<Map<string, ItemReference>> {
  return new Map((await listReferencesBySku(db, skus)).map((item) => [item.sku, item]));
}

/** Every item, whole, by its SKU. */
export async function listItemsWhole(db: Queryable): Promise<Map<string, Item>> {
  return new Map((await listItems(db)).map((item) => [item.sku, item]));
}

/** Every item as screens know it. */
export function listItemsForScreens(db: Queryable): Promise<ItemState[]> {
  return listItemStates(db);
}

export function findItemPage(
  db: Queryable,
  page: { after?: string | undefined; limit: number },
): Promise<Item[]> {
  return listItems(db, page);
}

/** @throws AppError `not-found` */
export function getItemById(db: Queryable, itemId: string): Promise<Item> {
  return getItem(db, itemId);
}

/** Where the flattened recipes are not what the recipes say; none in a sound database. */
export async function listRecipeDifferences(
  db: Queryable,
): Promise<{ entity: string; expected: unknown; found: unknown }[]> {
  const rows = await listRecipeGraph(db);
  const closure = new RecipeClosure(new Map(rows.map((row) => [row.id, row])));
  const stored = Map.groupBy(await listClosure(db), ({ itemId }) => itemId);
  const spell = (part: ClosureRow): string => `${part.componentId} ${part.quantity} ${part.draws}`;
  return rows.flatMap(({ id, sku }) => {
    const expected = closure.rowsOf(id).map(spell).sort();
    const found = (stored.get(id) ?? []).map(spell).sort();
    return expected.join() === found.join() ? [] : [{ entity: sku, expected, found }];
  });
}
