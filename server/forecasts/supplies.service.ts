import { DEPLETION_DAYS } from '../../shared/forecasts/forecast.schema.ts';
import type { Transaction } from '../platform/database.ts';
import { readLateness, type Expected } from '../settlement/supply-outlook.service.ts';
import { findNextSupply, type NextSupply } from '../suppliers/supply.service.ts';
import type { StockRow } from './depletion.store.ts';
import type { Case } from './fit-messages.ts';
import { isFollowed, readOutlooks, type ItemOutlook } from './outlooks.service.ts';
import type { SupplyFacts } from './risk-news.ts';
import { DAY_MS, HOUR_MS } from './store-hours.ts';

/** Whoever takes longer to deliver is looked at for no longer. */
const LONGEST_DAYS = 28;
/** Later than this is late. */
const LATE_MS = HOUR_MS;

export interface ItemSupply {
  supply: NonNullable<Case['supply']>;
  facts: SupplyFacts;
}

/** How each of these items comes again when it is ordered now, and what is on its way; of what is counted. */
export async function readSupplies(
  trx: Transaction,
  storeId: string,
  outlooks: readonly ItemOutlook[],
  now: Date,
): Promise<Map<string, ItemSupply>> {
  const followed = outlooks.filter(({ row }) => isFollowed(row));
  if (followed.length === 0) return new Map();
  const ids = followed.map(({ itemId }) => itemId);
  const orders = await findNextSupply(trx, storeId, ids, now);
  const spreadOf = remembered(await readLateness(trx, storeId, now));
  const supplies = new Map(
    followed.map(({ itemId, expected: [next], row, outlook: { ahead } }) => [
      itemId,
      supplyOf(
        { row, next, order: orders.get(itemId) },
        { spreadOf, now: ahead.now, tomorrow: ahead.starts[1]! },
      ),
    ]),
  );
  const week = now.getTime() + DEPLETION_DAYS * DAY_MS;
  const isLong = (itemId: string): boolean => supplies.get(itemId)!.supply.instants.some((at) => at > week);
  const long = ids.filter(isLong);
  const further = await readOutlooks(trx, storeId, long, { now, hours: LONGEST_DAYS * 24 });
  for (const { itemId, outlook } of further) supplies.get(itemId)!.supply.outlook = outlook;
  return supplies;
}

type SpreadOf = (supplier: string) => readonly number[];

interface Sources {
  row: StockRow;
  order: NextSupply | undefined;
  next: Expected | undefined;
}

function supplyOf(
  { row, order, next }: Sources,
  { spreadOf, now, tomorrow }: { spreadOf: SpreadOf; now: number; tomorrow: number },
): ItemSupply {
  const isMade = row.isMade && !order;
  // What is made in the house is made again tomorrow.
  const otherwise = isMade ? tomorrow : now + DEPLETION_DAYS * DAY_MS;
  const deliverAt = order?.deliverAt.getTime() ?? otherwise;
  const instants = order ? spreadOf(order.supplier).map((ms) => Math.max(now, deliverAt + ms)) : [deliverAt];
  const lateShare = (supplier: string): number => lateShareOf(spreadOf(supplier));
  return {
    supply: {
      ...{ deliverAt, instants },
      ...(order && { comingAt: order.comingAt.getTime() }),
      ...(row.par !== null && { par: row.par }),
    },
    facts: {
      ...(isMade && { made: true }),
      ...(next && {
        next: {
          ...{ at: next.expectedAt.toISOString(), supplier: next.supplier, quantity: next.quantity },
          ...{ late: next.late, lateShare: lateShare(next.supplier) },
        },
      }),
      ...(order && {
        order: {
          ...{ at: order.deliverAt.toISOString(), supplier: order.supplier },
          lateShare: lateShare(order.supplier),
        },
      }),
    },
  };
}

function lateShareOf(spread: readonly number[]): number {
  return spread.filter((ms) => ms > LATE_MS).length / Math.max(1, spread.length);
}

function remembered(spreadOf: SpreadOf): SpreadOf {
  const known = new Map<string, readonly number[]>();
  return (supplier) => {
    const spread = known.get(supplier) ?? spreadOf(supplier);
    known.set(supplier, spread);
    return spread;
  };
}
