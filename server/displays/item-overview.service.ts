import type { ItemCosts, ItemOverview } from '../../shared/displays/item-overview.schema.ts';
import { permitsInStore, type Principal } from '../identity/access.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { getItemById } from '../items/items.service.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import {
  listClaims,
  listComing,
  listMadeOf,
  listSources,
  listUsedIn,
  type ClaimRow,
  type ComingRow,
  type SourceRow,
} from './item-overview.store.ts';
import { listUnitCosts } from './unit-cost.store.ts';

/** Longer queues have a page of their own. */
const MOST_CLAIMS = 50;

/** What an item hangs together with, as far as somebody may see it. @throws AppError `not-found` */
export function findItemOverview(
  { db }: Context,
  caller: Principal,
  of: { storeId: string; itemId: string },
): Promise<ItemOverview> {
  const may = (permission: Parameters<typeof permitsInStore>[1]): boolean =>
    permitsInStore(caller, permission, of.storeId);
  return inStoreView(db, of.storeId, async (trx) => {
    await getItemById(trx, of.itemId);
    return {
      madeOf: await listMadeOf(trx, of),
      usedIn: await listUsedIn(trx, of),
      coming: (await listComing(trx, of)).map(toComing),
      ...(may('suppliers:read') && {
        sources: (await listSources(trx, of.itemId)).map(toSource),
        unitCost: await findUnitCost(trx, of),
      }),
      ...(may('orders:read') && { claims: (await listClaims(trx, of, MOST_CLAIMS)).map(toClaim) }),
    };
  });
}

async function findUnitCost(
  trx: Queryable,
  { storeId, itemId }: { storeId: string; itemId: string },
): Promise<NonNullable<ItemOverview['unitCost']>> {
  const { currency } = await getStoreById(trx, storeId);
  const [row] = await listUnitCosts(trx, currency, itemId);
  return { currency, cost: row?.cost ?? null, unpriced: row?.unpriced ?? [] };
}

/** What one unit of every item costs. @throws AppError `not-found` */
export function findItemCosts({ db }: Context, storeId: string): Promise<ItemCosts> {
  return inStoreView(db, storeId, async (trx) => {
    const { currency } = await getStoreById(trx, storeId);
    return { currency, items: await listUnitCosts(trx, currency) };
  });
}

function toComing({ expectedAt, poId, number, ...row }: ComingRow): ItemOverview['coming'][number] {
  return {
    ...row,
    expectedAt: expectedAt.toISOString(),
    ...(poId !== null && number !== null && { purchaseOrder: { poId, number } }),
  };
}

function toSource({ packPrice, currency, ...row }: SourceRow): NonNullable<ItemOverview['sources']>[number] {
  return { ...row, ...(packPrice !== null && { packPrice: { amount: packPrice, currency } }) };
}

function toClaim({ promised, ...row }: ClaimRow): NonNullable<ItemOverview['claims']>[number] {
  return { ...row, ...(promised !== null && { promised: new Date(promised).toISOString() }) };
}
