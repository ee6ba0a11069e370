import { isDeepStrictEqual } from 'node:util';
import { fromThousandths } from '../../shared/quantity.ts';
import { listRecipeDifferences } from '../items/items.service.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { allocate } from './allocation.ts';
import { rederive } from './settle.ts';
import { listBackordersForScreens, listOrdersForScreens, openQueue } from './order-board.service.ts';
import { policyOf } from './settle-orders.service.ts';
import { listDelaysForScreens, listPurchaseOrdersForScreens } from './settle-deliveries.service.ts';
import { listStandings } from './delivery-settlement.store.ts';
import { stateOf } from './delivery-state.ts';
import { listTransfersForScreens } from './transfer-board.service.ts';
import { findWrongTransfers } from './verify-transfers.store.ts';
import { listLevels, listUses, type LevelRow } from './settlement.store.ts';
import { toStockState } from './stock-state.ts';
import {
  findMissingLevels,
  findStreamGaps,
  findUnsettledFacts,
  findWrongAllocated,
  findWrongCounted,
  findWrongLines,
  findWrongOnHand,
  findWrongOnOrder,
  findWrongPurchaseOrderLines,
  findWrongRemaining,
  findWrongTaken,
  listLastTold,
  listStoreIds,
  type Difference,
} from './verify.store.ts';

export interface Verification {
  /** What was looked at, and in how many places (stores, or 1 for what all share). */
  checks: { name: string; checked: number }[];
  differences: Difference[];
}

type Check = (trx: Transaction, storeId: string) => Promise<Omit<Difference, 'check'>[]>;

const CHECKS: Record<string, Check> = {
  'every store has a level of every item': findMissingLevels,
  'on hand is the sum of movements': findWrongOnHand,
  'an item is counted once a count or goods that came in were recorded': findWrongCounted,
  'allocated is between 0 and on hand': findWrongAllocated,
  'what is left of a limit follows from the sales since': findWrongRemaining,
  'every fact is settled': findUnsettledFacts,
  'status and availability follow from the facts': findWrongDerived,
  'on order is what is still to come': findWrongOnOrder,
  'every order line adds up': findWrongLines,
  'every purchase order line adds up': findWrongPurchaseOrderLines,
  'purchase orders stand as their deliveries do': findWrongStandings,
  'every transfer adds up, in both of its stores': findWrongTransfers,
  'allocated and backordered are what order lines have and wait for': findWrongTaken,
  'no line waits for what it could take': findIdleLines,
  'the change stream has no gap': findStreamGaps,
  'the stream told the latest stock': findUntoldStock,
  'the stream told the latest orders': findUntoldOrders,
  'the stream told the latest purchase orders and delays': findUntoldDeliveries,
  'the stream told the latest transfers': findUntoldTransfers,
};

/**
 * Works out everything derived from the facts again, beside what is stored, and reports each difference. Reads one
 * consistent view and writes nothing, so it may run while the server does.
 */
export async function verifyDatabase(db: Database): Promise<Verification> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const storeIds = await listStoreIds(trx);
      const recipes = 'recipes are flattened as they are written';
      const differences: Difference[] = (await listRecipeDifferences(trx)).map((found) => ({
        check: recipes,
        ...found,
      }));
      for (const [check, find] of Object.entries(CHECKS)) {
        for (const storeId of storeIds) {
          differences.push(...(await find(trx, storeId)).map((found) => ({ check, storeId, ...found })));
        }
      }
      const checks = Object.keys(CHECKS).map((name) => ({ name, checked: storeIds.length }));
      return { checks: [{ name: recipes, checked: 1 }, ...checks], differences };
    });
}

async function findWrongDerived(trx: Transaction, storeId: string): Promise<Omit<Difference, 'check'>[]> {
  const items = await listLevels(trx, storeId);
  const sources = items.map(({ itemId }) => ({ itemId, level: null }));
  // The time only dates what is new; what is unchanged keeps its date.
  const { levels, changed } = await rederive(trx, storeId, await listUses(trx, sources, 0), new Date(0));
  return changed.map(({ itemId, ...expected }) => {
    const { sku, status, servings, availability } = levels.get(itemId)!;
    return { entity: sku, expected, found: { status, servings, availability } };
  });
}

/** An allocation run on what is stored must find nothing to give, save to who may not pass. */
async function findIdleLines(trx: Transaction, storeId: string): Promise<Omit<Difference, 'check'>[]> {
  const policy = await policyOf(trx, storeId);
  const { rows, lines, onHand } = await openQueue(trx, storeId, policy, new Date(0));
  const { lines: outcomes } = allocate(lines, onHand, { ...policy, passSmaller: true });
  return rows.flatMap(({ lineId, allocated, waiting }) => {
    const expected = fromThousandths(outcomes.get(lineId)!.allocated);
    const mayWait = !policy.passSmaller && waiting?.because === 'queue';
    return expected === allocated || mayWait
      ? []
      : [{ entity: `line ${lineId}`, expected, found: allocated }];
  });
}

async function findUntoldStock(trx: Transaction, storeId: string): Promise<Omit<Difference, 'check'>[]> {
  const stock = (await listLevels(trx, storeId)).map((level: LevelRow) => ({
    id: level.itemId,
    entity: level.sku,
    state: toStockState(level),
  }));
  const ids = new Set(stock.map(({ id }) => id));
  // A level that is missing is another check's business.
  const told = (await listLastTold(trx, storeId, 'stock')).filter(({ id }) => ids.has(id));
  return untold(told, stock);
}

async function findUntoldOrders(trx: Transaction, storeId: string): Promise<Omit<Difference, 'check'>[]> {
  const orders = (await listOrdersForScreens(trx, storeId)).map((state) => ({
    id: state.orderId,
    entity: `order #${state.number}`,
    state,
  }));
  const waiting = (await listBackordersForScreens(trx, storeId)).map((state) => ({
    id: state.lineId,
    entity: `backorder ${state.lineId}`,
    state,
  }));
  return [
    ...untold(await listLastTold(trx, storeId, 'order'), orders),
    ...untold(await listLastTold(trx, storeId, 'backorder'), waiting),
  ];
}

async function findUntoldDeliveries(trx: Transaction, storeId: string): Promise<Omit<Difference, 'check'>[]> {
  const orders = (await listPurchaseOrdersForScreens(trx, storeId)).map((state) => ({
    id: state.poId,
    entity: `purchase order #${state.number}`,
    state,
  }));
  const delays = (await listDelaysForScreens(trx, storeId)).map((state) => ({
    id: state.delayId,
    entity: `delay of ${state.deliveryId}`,
    state,
  }));
  return [
    ...untold(await listLastTold(trx, storeId, 'purchase-order'), orders),
    ...untold(await listLastTold(trx, storeId, 'supplier-delay'), delays),
  ];
}

async function findUntoldTransfers(trx: Transaction, storeId: string): Promise<Omit<Difference, 'check'>[]> {
  const transfers = (await listTransfersForScreens(trx, storeId)).map((state) => ({
    id: state.transferId,
    entity: `transfer #${state.number}`,
    state,
  }));
  return untold(await listLastTold(trx, storeId, 'transfer'), transfers);
}

/** Purchase orders whose state is not what their deliveries make it. */
async function findWrongStandings(trx: Transaction, storeId: string): Promise<Omit<Difference, 'check'>[]> {
  return (await listStandings(trx, storeId)).flatMap((standing) => {
    const { poId, state, closed, open } = standing;
    const expected = { state: stateOf(standing), closed: !open };
    const found = { state, closed };
    return isDeepStrictEqual(expected, found) ? [] : [{ entity: `purchase order ${poId}`, expected, found }];
  });
}

/** Where what was told last is not what is there; nothing is said of what the stream no longer keeps. */
function untold(
  told: readonly { id: string; state: object | null }[],
  there: readonly { id: string; entity: string; state: object }[],
): Omit<Difference, 'check'>[] {
  const byId = new Map(there.map((entry) => [entry.id, entry]));
  return told.flatMap(({ id, state: found }) => {
    const { entity = id, state: expected = null } = byId.get(id) ?? {};
    return isDeepStrictEqual(found, expected) ? [] : [{ entity, expected, found }];
  });
}
