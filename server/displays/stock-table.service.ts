import type { StockTable, StockTableRow } from '../../shared/displays/stock-table.schema.ts';
import type { DepletionTimes } from '../../shared/forecasts/forecast.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { listDepletionsOf } from '../forecasts/told-depletions.service.ts';
import { permitsInStore, type Principal } from '../identity/access.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { findHeads, readChanges } from '../live/change-stream.store.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { listStock } from '../stock/stock.service.ts';
import { listStockFacts, type StockFactsRow } from './stock-table.store.ts';

/** What says something else in a row of the table. */
const TOPICS: ReadonlySet<string> = new Set(['stock', 'item', 'depletion']);
/** With more than these, all of it is as quick. */
const MOST_APART = 2_000;
const MOST_CHANGES = 10_000;

/**
 * The stock of a store as a table, in the order of SKUs: all of it, or what changed since a change of the store's stream, as
 * far as that is known still. Suppliers and what they take are told to whoever may see them.
 * @throws AppError `not-found` when there is no such store
 */
export function findStockTable(
  { db }: Context,
  caller: Principal,
  { storeId, since }: { storeId: string; since?: number | undefined },
): Promise<StockTable> {
  const seesSuppliers = permitsInStore(caller, 'suppliers:read', storeId);
  return inStoreView(db, storeId, async (trx) => {
    const { currency } = await getStoreById(trx, storeId);
    const seq = (await findHeads(trx, [storeId]))[0]?.seq ?? 0;
    const touched = since === undefined ? null : await listTouched(trx, storeId, { since, seq });
    const of = { storeId, currency, ...(touched && { itemIds: touched }) };
    const rows = touched?.length === 0 ? [] : await listRows(trx, of, seesSuppliers);
    return { seq, whole: touched === null, currency, rows };
  });
}

/** Ids of items of which something changed; null where that is not known, or where it is most of them. */
async function listTouched(
  trx: Queryable,
  storeId: string,
  { since, seq }: { since: number; seq: number },
): Promise<string[] | null> {
  if (since === seq) return [];
  if (since > seq || seq - since > MOST_CHANGES) return null;
  const { complete, changes } = await readChanges(trx, storeId, since + 1, seq);
  const ids = new Set(changes.filter(({ type }) => TOPICS.has(type)).map(({ id }) => id));
  return complete && ids.size <= MOST_APART ? [...ids] : null;
}

async function listRows(
  trx: Queryable,
  of: { storeId: string; currency: string; itemIds?: readonly string[] },
  seesSuppliers: boolean,
): Promise<StockTableRow[]> {
  const stock = await listStock(trx, of.storeId, of.itemIds ? { itemIds: of.itemIds } : {});
  const ids = stock.map(({ itemId }) => itemId);
  const told = new Map((await listDepletionsOf(trx, of.storeId, ids)).map((each) => [each.itemId, each]));
  const facts = new Map((await listStockFacts(trx, of)).map((row) => [row.itemId, row]));
  return stock.flatMap((state) => {
    const row = facts.get(state.itemId);
    return row ? [toRow(row, state, { depletion: told.get(state.itemId), seesSuppliers })] : [];
  });
}

function toRow(
  { itemId: _, countedAt, supplierId, supplier, value, ...facts }: StockFactsRow,
  stock: StockState,
  { depletion, seesSuppliers }: { depletion: Partial<DepletionTimes> | undefined; seesSuppliers: boolean },
): StockTableRow {
  const { p10, p50, p90 } = depletion ?? {};
  return {
    ...facts,
    stock: {
      ...stock,
      ...(p10 !== undefined && {
        depletion: { p10, ...(p50 !== undefined && { p50 }), ...(p90 !== undefined && { p90 }) },
      }),
    },
    ...(countedAt !== null && { countedAt: countedAt.toISOString() }),
    ...(seesSuppliers && supplierId !== null && supplier !== null && { supplierId, supplier }),
    ...(seesSuppliers && value !== null && { value }),
  };
}
