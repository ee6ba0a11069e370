import { setImmediate } from 'node:timers/promises';
import type { Context } from '../platform/context.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import {
  findWrongHours,
  insertMissingCursor,
  listHours,
  listParts,
  listReadStores,
  listRecordedItems,
  listRecords,
  listSaid,
  listUnreadStores,
  readFacts,
} from './demand-history.store.ts';
import { demandOf, type HourlyDemand } from './hourly-demand.ts';
import { Outages } from './outages.ts';
import { HOUR_MS } from './store-hours.ts';

/** Movements, and sale lines, that are read at once: some tenths of a second, in which nobody waits. */
const SLICE = 20_000;

/**
 * Reads what the stores recorded since it was read last into their hours, in slices, store by store in turn, until nothing is
 * left or `stopped`. A sale costs no more than its own lines. Any number of processes may do it. Returns how many facts it read.
 */
export async function readHistory(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { stopped, slice = SLICE }: { stopped?: AbortSignal; slice?: number } = {},
): Promise<number> {
  let total = 0;
  for (let open = await listUnreadStores(db); open.length > 0;) {
    const left: string[] = [];
    for (const storeId of open) {
      if (stopped?.aborted) return total;
      await insertMissingCursor(db, storeId);
      const read = await readFacts(db, storeId, slice, clock.now());
      total += read;
      if (read > 0) left.push(storeId);
    }
    open = left;
  }
  return total;
}

/** What is read: of these items, or all; from one instant to another. */
export interface HistoryQuery {
  itemIds?: readonly string[];
  since: Date;
  until: Date;
}

/**
 * Demand by the hour, of each item that was ever asked for, with the minutes in which it could not be had. Whole hours only.
 * Some 100 kB an item: whoever reads many does it in parts.
 */
export function readDemand(
  db: Database,
  storeId: string,
  query: HistoryQuery,
): Promise<Map<string, HourlyDemand>> {
  return inStoreView(db, storeId, (trx) => readDemandIn(trx, storeId, query));
}

/** {@link readDemand} for a caller who has a view of the store already. */
export async function readDemandIn(
  trx: Transaction,
  storeId: string,
  { itemIds, since, until }: HistoryQuery,
): Promise<Map<string, HourlyDemand>> {
  const wanted = itemIds ?? (await listRecordedItems(trx, storeId));
  const fromHour = Math.floor(since.getTime() / HOUR_MS);
  const span = { firstHour: fromHour, count: Math.max(0, Math.floor(until.getTime() / HOUR_MS) - fromHour) };
  const parts = await listParts(trx, wanted);
  const touched = [...new Set([...wanted, ...parts.map(({ componentId }) => componentId)])];
  const records = new Map((await listRecords(trx, storeId, touched)).map((one) => [one.itemId, one]));
  const hours = await listHours(trx, storeId, touched, fromHour);
  const said = await listSaid(trx, storeId, touched, { since, until });
  const marks = Map.groupBy(said, ({ itemId }) => itemId);
  const outages = new Outages({ span, parts, records, hours, marks });
  const demand = new Map<string, HourlyDemand>();
  for (const itemId of wanted) {
    const firstAsked = records.get(itemId)?.firstAsked ?? null;
    if (firstAsked === null || firstAsked >= fromHour + span.count) continue;
    const firstHour = Math.max(firstAsked, fromHour);
    const { sold, oneOff } = demandOf(hours.get(itemId) ?? [], firstHour, fromHour + span.count - firstHour);
    const outMinutes = Float64Array.from(outages.of(itemId).subarray(firstHour - fromHour));
    demand.set(itemId, { firstHour, sold, outMinutes, oneOff });
    await setImmediate();
  }
  return demand;
}

/** An hour that is not what the facts say; `check` says so in words. */
export interface WrongHour {
  check: string;
  storeId: string;
  entity: string;
  expected: unknown;
  found: unknown;
}

export const DEMAND_CHECK = 'the demand history is what the facts say';

/** Works the history of every store out from all of its facts again, as far as they were read, and reports each difference. */
export function verifyDemand(db: Database): Promise<{ checked: number; differences: WrongHour[] }> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const storeIds = await listReadStores(trx);
      const differences: WrongHour[] = [];
      for (const storeId of storeIds) {
        const wrong = await findWrongHours(trx, storeId);
        differences.push(...wrong.map((one) => ({ check: DEMAND_CHECK, storeId, ...one })));
      }
      return { checked: storeIds.length, differences };
    });
}
