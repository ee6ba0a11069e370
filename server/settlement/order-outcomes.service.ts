import type { NewChange } from '../live/change-stream.store.ts';
import type { Transaction } from '../platform/database.ts';
import type { CustomerNews } from './customer-news.ts';
import { insertCustomerNews } from './customer-news.store.ts';
import { toBackorderState, toOrderState } from './order-state.ts';
import {
  listOrderStates,
  writeAllocatedLevels,
  writeLineSettlements,
  writePromiseHistory,
  type AllocatedLevel,
  type LineSettlement,
  type MovedAllocation,
  type OpenLineRow,
} from './order-settlement.store.ts';

export interface OrderConsequences {
  /** Items of which more or less is allocated than before. */
  moved: MovedAllocation[];
  /** For the stream: orders and backorders in their new state. */
  changes: NewChange[];
}

/** What settlement makes of a line, and what is new about it. */
export interface Outcome extends LineSettlement {
  row: OpenLineRow;
  isChanged: boolean;
  isPromiseNew: boolean;
  news: CustomerNews[];
}

export interface Conclusion {
  outcomes: readonly Outcome[];
  levels: readonly AllocatedLevel[];
  /** Lines that waited, and of which nothing is open any more. */
  closed: readonly string[];
  orderIds: readonly string[];
}

/** Writes what became of lines, and says what that means for stock and screens. */
export async function conclude(
  trx: Transaction,
  storeId: string,
  { outcomes, levels, closed, orderIds }: Conclusion,
  now: Date,
): Promise<OrderConsequences> {
  const moved = await writeAllocatedLevels(trx, storeId, levels);
  await writeOutcomes(trx, storeId, outcomes, now);
  return { moved, changes: await changesOf(trx, storeId, outcomes, { closed, orderIds }) };
}

async function writeOutcomes(
  trx: Transaction,
  storeId: string,
  outcomes: readonly Outcome[],
  now: Date,
): Promise<void> {
  const changed = outcomes.filter(({ isChanged }) => isChanged);
  await writeLineSettlements(
    trx,
    storeId,
    changed.map(({ row: _, isChanged: __, isPromiseNew: ___, news: ____, ...settlement }) => settlement),
  );
  const filled = changed.filter(({ row, backordered }) => (row.backordered ?? 0) > 0 && backordered === 0);
  const made = outcomes.filter(({ isPromiseNew }) => isPromiseNew);
  await writePromiseHistory(
    trx,
    storeId,
    made,
    filled.map(({ lineId }) => lineId),
    now,
  );
  await insertCustomerNews(
    trx,
    storeId,
    outcomes.flatMap(({ news }) => news),
    now,
  );
}

async function changesOf(
  trx: Transaction,
  storeId: string,
  outcomes: readonly Outcome[],
  { closed, orderIds }: { closed: readonly string[]; orderIds: readonly string[] },
): Promise<NewChange[]> {
  const changed = outcomes.filter(({ isChanged }) => isChanged);
  const touched = [...new Set([...orderIds, ...changed.map(({ orderId }) => orderId)])];
  const orders = touched.length > 0 ? await listOrderStates(trx, storeId, touched) : [];
  return [
    ...orders.map((row): NewChange => ({
      type: 'order',
      id: row.orderId,
      state: row.closedAt ? null : toOrderState(row),
    })),
    ...changed.flatMap(toBackorderChange),
    ...closed.map((lineId): NewChange => ({ type: 'backorder', id: lineId, state: null })),
  ];
}

function toBackorderChange({
  row,
  lineId,
  orderId,
  itemId,
  backordered,
  waiting,
  promise,
}: Outcome): NewChange[] {
  if (backordered === 0)
    return (row.backordered ?? 0) > 0 ? [{ type: 'backorder', id: lineId, state: null }] : [];
  return [
    {
      type: 'backorder',
      id: lineId,
      state: toBackorderState({ ...row, lineId, orderId, itemId, backordered, waiting, promise }),
    },
  ];
}
