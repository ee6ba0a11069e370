import { uuidv7 } from 'uuidv7';
import type { Store, StoreInput, StorePatch } from '../../shared/identity/store.schema.ts';
import { isTimeZone } from '../platform/business-day.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { invalid } from '../platform/errors.ts';
import { unknownCursor } from '../platform/paging.ts';
import {
  inAllStoresTransaction,
  inStoreTransaction,
  type LockedStore,
} from '../platform/store-transaction.ts';
import { isId } from '../platform/validation.ts';
import { recordAudit } from './audit.service.ts';
import {
  getStore,
  insertStore,
  listStoreIds,
  listStores,
  updateStore,
  type StorePage,
} from './stores.store.ts';

export interface StoresContext extends Context {
  /** Gives a new store its stock of every item; given by the composition root, as it ranks higher. */
  openStock: (trx: Transaction, store: LockedStore, now: Date) => Promise<void>;
}

/** @throws AppError `invalid` for an unknown time zone */
export async function createStore(ctx: StoresContext, input: StoreInput): Promise<Store> {
  checkTimeZone(input.timeZone);
  return inAllStoresTransaction(ctx, (trx) => openStore(ctx, trx, input));
}

/**
 * {@link createStore} inside a transaction that holds every store, which keeps items from changing while the new one is
 * given its stock of them.
 */
export async function openStore(
  ctx: StoresContext,
  trx: Transaction,
  { dayStart = '04:00', ...input }: StoreInput,
): Promise<Store> {
  const store: Store = { id: uuidv7(), dayStart, ...input };
  await insertStore(trx, store, ctx.clock.now());
  await recordAudit(trx, ctx, { storeId: store.id, action: 'store.open', entity: store, after: store });
  await ctx.openStock(trx, store, ctx.clock.now());
  return store;
}

/** @throws AppError `invalid` for an unknown time zone; `not-found` */
export async function changeStore(ctx: Context, storeId: string, patch: StorePatch): Promise<Store> {
  if (patch.timeZone !== undefined) checkTimeZone(patch.timeZone);
  return inStoreTransaction(ctx, storeId, async (trx) => {
    const before = await getStore(trx, storeId);
    const { approvalAbove = before.approvalAbove, ...fields } = patch;
    const { approvalAbove: _, ...kept } = before;
    const store = { ...kept, ...fields, ...(typeof approvalAbove === 'number' && { approvalAbove }) };
    await updateStore(trx, store);
    await recordAudit(trx, ctx, { storeId, action: 'store.change', entity: store, before, after: store });
    return store;
  });
}

/** @throws AppError `invalid` */
export function checkTimeZone(timeZone: string, pointer = '/timeZone'): void {
  if (isTimeZone(timeZone)) return;
  throw invalid([{ pointer, detail: `${timeZone} is not an IANA time zone, such as Europe/Vienna` }]);
}

export function findStorePage(db: Queryable, page: StorePage): Promise<Store[]> {
  if (page.after !== undefined && !isId(page.after)) throw unknownCursor();
  return listStores(db, page);
}

/** Those of the given ids that are of a store. */
export async function listStoreIdsAmong(db: Queryable, storeIds: readonly string[]): Promise<Set<string>> {
  return new Set(await listStoreIds(db, storeIds));
}

/** @throws AppError `not-found` */
export function getStoreById(db: Queryable, storeId: string): Promise<Store> {
  return getStore(db, storeId);
}
