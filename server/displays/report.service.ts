import type { StoreReport } from '../../shared/displays/report.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { startOfBusinessDay, dayAfter } from '../platform/business-day.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/errors.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import {
  countFill,
  countScoredDays,
  listStockOuts,
  listWaste,
  listWorth,
  type Period,
} from './report.store.ts';
import { inventoryPart, stockOutsPart, wastePart } from './report.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Longer than a year with its neighbours says nothing that two reports would not. */
const MOST_DAYS = 400;

/** What business days of a store cost and missed. @throws AppError `not-found`, `invalid` for days that do not fit */
export function findReport(
  { db, clock }: Context,
  storeId: string,
  { from, to }: { from: string; to: string },
): Promise<StoreReport> {
  return inStoreView(db, storeId, async (trx) => {
    const { currency, ...calendar } = await getStoreById(trx, storeId);
    const [since, until] = [startOfBusinessDay(from, calendar), startOfBusinessDay(dayAfter(to), calendar)];
    checkDays(since, until, clock.now());
    const period: Period = { storeId, currency, since, until, from, to };
    const days = (until.getTime() - since.getTime()) / DAY_MS;
    return {
      ...{ from, to },
      waste: wastePart(await listWaste(trx, period), currency),
      stockOuts: {
        days: await countScoredDays(trx, period),
        ...stockOutsPart(await listStockOuts(trx, period), currency),
      },
      fill: await countFill(trx, period),
      inventory: inventoryPart(await listWorth(trx, period), { currency, days }),
    };
  });
}

function checkDays(since: Date, until: Date, now: Date): void {
  if (until <= since)
    throw invalid([
      { pointer: '/querystring/to', detail: 'is before the first day; give the last day of the period' },
    ]);
  if (since > now)
    throw invalid([{ pointer: '/querystring/from', detail: 'is in the future; nothing is known of it yet' }]);
  if (until.getTime() - since.getTime() > MOST_DAYS * DAY_MS)
    throw invalid([
      {
        pointer: '/querystring/from',
        detail: `is more than ${MOST_DAYS} days before the last day; ask in parts`,
      },
    ]);
}
