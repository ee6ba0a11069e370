import { uuidv7 } from 'uuidv7';
import type { Supplier, SupplierInput, SupplierPatch } from '../../shared/suppliers/supplier.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { findStorePage } from '../identity/stores.service.ts';
import type { ItemsContext } from '../items/items.service.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { inAllStoresTransaction, type LockedStore } from '../platform/store-transaction.ts';
import { deliversOtherwise, mistakesInSupplier, withSupplierDefaults } from './supplier-rules.ts';
import {
  findSupplierNamed,
  getSupplier,
  listItemIdsOf,
  listSuppliers,
  listSuppliersAmong,
  upsertSuppliers,
  type SupplierPage,
} from './suppliers.store.ts';

/** @throws AppError `conflict` when the name is taken; `invalid` */
export async function createSupplier(ctx: ItemsContext, input: SupplierInput): Promise<Supplier> {
  return inAllStoresTransaction(ctx, async (trx, stores) => {
    await refuseTakenName(trx, input.name);
    const currency = input.currency ?? (await getDefaultCurrency(trx));
    const supplier = withSupplierDefaults(input, uuidv7(), currency);
    refuseMistakes(supplier);
    await saveSuppliersOnRecord(ctx, trx, stores, [supplier], new Map());
    return getSupplier(trx, supplier.id);
  });
}

/** @throws AppError `not-found`; `precondition-failed` when `ifVersion` is not the current one; as {@link createSupplier} */
export async function changeSupplier(
  ctx: ItemsContext,
  supplierId: string,
  patch: SupplierPatch,
  ifVersion?: string,
): Promise<Supplier> {
  return inAllStoresTransaction(ctx, async (trx, stores) => {
    const before = await getSupplier(trx, supplierId);
    if (ifVersion !== undefined && ifVersion !== `${before.version}`)
      throw new AppError('precondition-failed', `${before.name} was changed meanwhile; load it again.`);
    const supplier = { ...before, ...patch };
    await refuseTakenName(trx, supplier.name, supplierId);
    refuseMistakes(supplier, before);
    await saveSuppliersOnRecord(ctx, trx, stores, [supplier], new Map([[supplierId, before]]));
    return getSupplier(trx, supplierId);
  });
}

/**
 * Writes whole suppliers, new or known by id, with an entry in the record for each, and carries the consequences into every
 * store; `known` has what there was, by id.
 */
export async function saveSuppliersOnRecord(
  ctx: ItemsContext,
  trx: Transaction,
  stores: readonly LockedStore[],
  suppliers: readonly Supplier[],
  known: ReadonlyMap<string, Supplier>,
): Promise<void> {
  await upsertSuppliers(trx, suppliers, ctx.clock.now());
  const facts = suppliers.map((entity) => {
    const before = known.get(entity.id);
    const action = before ? 'supplier.change' : 'supplier.create';
    return { action, entity, before: before ? factsOf(before) : null, after: factsOf(entity) };
  });
  await recordAudit(trx, ctx, ...facts);
  const moved = suppliers.filter((supplier) => deliversOtherwise(supplier, known.get(supplier.id)));
  const itemIds = await listItemIdsOf(
    trx,
    moved.map(({ id }) => id),
  );
  await settleSupply(ctx, trx, stores, itemIds);
}

/** What is promised of items may rest on when their suppliers deliver, and on which of them is asked. */
export async function settleSupply(
  ctx: ItemsContext,
  trx: Transaction,
  stores: readonly LockedStore[],
  itemIds: readonly string[],
): Promise<void> {
  if (itemIds.length === 0) return;
  for (const store of stores) await ctx.settleItems(trx, store, itemIds, ctx.clock.now());
}

/** That of the first store. @throws AppError `invalid` as long as there is none */
export async function getDefaultCurrency(db: Queryable): Promise<string> {
  const [store] = await findStorePage(db, { limit: 1 });
  if (!store)
    throw invalid([
      { pointer: '/currency', detail: 'is missing; there is no store yet whose could be taken' },
    ]);
  return store.currency;
}

/** How many of our items it sells, and how often it was changed, is no fact about a supplier. */
function factsOf({ itemCount: _, version: __, ...facts }: Supplier): object {
  return facts;
}

function refuseMistakes(supplier: Supplier, before?: Supplier): void {
  const errors = mistakesInSupplier(supplier, before);
  if (errors.length > 0) throw invalid(errors);
}

async function refuseTakenName(trx: Transaction, name: string, supplierId?: string): Promise<void> {
  const taken = await findSupplierNamed(trx, name);
  if (taken && taken.id !== supplierId)
    throw new AppError('conflict', `There is a supplier called ${taken.name} already.`);
}

export function findSupplierPage(db: Queryable, page: SupplierPage): Promise<Supplier[]> {
  return listSuppliers(db, page);
}

/** Every supplier, in the order of their names. */
export function listAllSuppliers(db: Queryable): Promise<Supplier[]> {
  return listSuppliers(db);
}

/** @throws AppError `not-found` */
export function getSupplierById(db: Queryable, supplierId: string): Promise<Supplier> {
  return getSupplier(db, supplierId);
}

/** By id; ids that no supplier has are missing. */
export async function listSuppliersByIds(
  db: Queryable,
  supplierIds: readonly string[],
): Promise<Map<string, Supplier>> {
  const suppliers = await listSuppliersAmong(db, [...new Set(supplierIds)]);
  return new Map(suppliers.map((supplier) => [supplier.id, supplier]));
}
