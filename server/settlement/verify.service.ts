import { isDeepStrictEqual } from 'node:util';
import { listRecipeDifferences } from '../items/items.service.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { rederive } from './settle.ts';
import { listLevels, listUses, type LevelRow } from './settlement.store.ts';
import { toStockState } from './stock-state.ts';
import {
  findMissingLevels,
  findStreamGaps,
  findUnsettledFacts,
  findWrongAllocated,
  findWrongCounted,
  findWrongOnHand,
  findWrongRemaining,
  listLastToldStock,
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
  'the change stream has no gap': findStreamGaps,
  'the stream told the latest stock': findUntoldStock,
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

async function findUntoldStock(trx: Transaction, storeId: string): Promise<Omit<Difference, 'check'>[]> {
  const told = new Map((await listLastToldStock(trx, storeId)).map(({ itemId, state }) => [itemId, state]));
  return (await listLevels(trx, storeId)).flatMap((level: LevelRow) => {
    const found = told.get(level.itemId);
    const expected = toStockState(level);
    return found === undefined || isDeepStrictEqual(found, expected)
      ? []
      : [{ entity: level.sku, expected, found }];
  });
}
