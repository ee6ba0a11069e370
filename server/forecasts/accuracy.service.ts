import type { ForecastDays, StoreAccuracy } from '../../shared/forecasts/forecast.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { getItemById } from '../items/items.service.ts';
import type { Context } from '../platform/context.ts';
import type { Transaction } from '../platform/database.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { judge } from './depletion-claims.ts';
import { readClaims } from './depletion-claims.store.ts';
import { findProgress, readShareOfHistory, type FitProgress } from './fit-progress.store.ts';
import { FEW_FACTS, isHistoryRead } from './item-forecast.store.ts';
import { SCORED_DAYS, scoreOf } from './score.ts';
import { listScoredDays, listScoresByWeek, listWorstItems, readModels, readScore } from './scores.store.ts';
import { readStockOuts } from './stock-outs.store.ts';
import { dateOf, StoreHours } from './store-hours.ts';

const WORST = { fewest: 7, limit: 10 };
/** Of an item so many days are shown. */
const SHOWN_DAYS = 56;

/** How a store's forecasts came true, and how far they are. @throws AppError `not-found` */
export function findAccuracy(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  storeId: string,
): Promise<StoreAccuracy> {
  const now = clock.now().getTime();
  return inStoreView(db, storeId, async (trx) => {
    const hours = new StoreHours(await getStoreById(trx, storeId));
    const first = hours.dayOf(now) - SCORED_DAYS;
    const since = dateOf(first);
    const { items, fittedAt } = await readModels(trx, storeId);
    const fitting = await progressOf(trx, storeId);
    return {
      ...scoreOf(await readScore(trx, storeId, { since })),
      byWeek: (await listScoresByWeek(trx, storeId, since)).map(({ week, ...score }) => ({
        week,
        ...scoreOf(score),
      })),
      worst: (await listWorstItems(trx, storeId, { since, ...WORST })).map((each) => ({
        ...{ itemId: each.itemId, sku: each.sku, name: each.name },
        ...scoreOf(each),
      })),
      stockOuts: await readStockOuts(trx, storeId, new Date(hours.startOf(first))),
      soon: judge(await readClaims(trx, storeId, new Date(hours.startOf(first)))),
      models: {
        items,
        ...(fittedAt && { fittedAt: fittedAt.toISOString() }),
        ...(fitting && { fitting }),
      },
    };
  });
}

async function progressOf(trx: Transaction, storeId: string): Promise<FitProgress | null> {
  if (await isHistoryRead(trx, storeId, FEW_FACTS)) return findProgress(trx, storeId);
  const share = await readShareOfHistory(trx, storeId);
  return { step: 'history', done: Math.floor(100 * share), of: 100 };
}

/** The last days of an item as they were foretold, and what came. @throws AppError `not-found` */
export function findForecastDays(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { storeId, itemId }: { storeId: string; itemId: string },
): Promise<ForecastDays> {
  const now = clock.now().getTime();
  return inStoreView(db, storeId, async (trx) => {
    const hours = new StoreHours(await getStoreById(trx, storeId));
    const { unit } = await getItemById(trx, itemId);
    const since = dateOf(hours.dayOf(now) - SHOWN_DAYS);
    return { itemId, unit, days: await listScoredDays(trx, { storeId, itemId }, since) };
  });
}
