import {
  DEPLETION_DAYS,
  type DepletionList,
  type ItemForecast,
} from '../../shared/forecasts/forecast.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { getItemById } from '../items/items.service.ts';
import type { StoreCalendar } from '../platform/business-day.ts';
import type { Context } from '../platform/context.ts';
import type { Transaction } from '../platform/database.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { getStock } from '../stock/stock.service.ts';
import { businessHours, toDailySeries } from './daily-demand.ts';
import { readDemandIn } from './demand-history.service.ts';
import type { Runout } from './depletion-times.ts';
import { listTold } from './depletion.store.ts';
import type { Fan } from './forecast-fan.ts';
import type { ForecastThread } from './forecast-thread.service.ts';
import { knowledgeOf } from './forecast-words.ts';
import { FLAT } from './hour-profile.ts';
import { isFollowed, readOutlooks, type ItemOutlook } from './outlooks.service.ts';
import { accuracyOf, SCORED_DAYS } from './score.ts';
import { readScore } from './scores.store.ts';
import { dateOf, DAY_MS, HOUR_MS, StoreHours } from './store-hours.ts';

const HISTORY_DAYS = 56;
/** Enough for a chart; whoever looks four weeks ahead looks at many days. */
const pathsFor = (horizon: number): number => (horizon <= 168 ? 400 : 200);

/**
 * Everything about the demand of an item and what is left of it over so many hours. Paths are drawn on the thread, so that
 * nobody else waits for them.
 * @throws AppError `not-found`
 */
export async function findForecast(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  reckoner: Pick<ForecastThread, 'ask'>,
  { storeId, itemId }: { storeId: string; itemId: string },
  horizon: number,
): Promise<ItemForecast> {
  const now = clock.now();
  const { known, week, told, facts } = await inStoreView(db, storeId, async (trx) => {
    const store = await getStoreById(trx, storeId);
    const { sku, name, unit } = await getItemById(trx, itemId);
    const { available } = await getStock(trx, storeId, itemId);
    const [known] = await readOutlooks(trx, storeId, [itemId], { now, hours: horizon });
    const [week] = await readOutlooks(trx, storeId, [itemId], { now, hours: DEPLETION_DAYS * 24 });
    const since = dateOf(Math.floor(now.getTime() / DAY_MS) - SCORED_DAYS);
    const facts = {
      ...{ itemId, sku, name, unit, available, horizon, at: now.toISOString() },
      history: await readDays(trx, store, { storeId, itemId, now, known }),
      accuracy: accuracyOf(await readScore(trx, storeId, { since, itemId })),
      says: knowledgeOf(known?.forecast.model ?? null),
    };
    return { known, week, told: (await listTold(trx, storeId, [itemId]))[0] ?? null, facts };
  });
  if (!known || !week) return { ...facts, ...NO_CHART, depletion: depletionOf(told) };
  const count = pathsFor(horizon);
  const asked = { outlook: known.outlook, horizon, count, week: week.outlook };
  const { fan, runout } = await reckoner.ask('chart', asked);
  // A dish runs out with what it takes, which screens were told.
  const depletion = depletionOf(isFollowed(week.row) ? runout : told);
  return { ...facts, ...chartOf(known, fan), depletion };
}

const NO_CHART = { points: [], stock: [], days: [], deliveries: [] };

function chartOf({ expected, row }: ItemOutlook, fan: Fan): Fan & Pick<ItemForecast, 'deliveries'> {
  const deliveries = expected.map(({ expectedAt, quantity, supplier, late }) => ({
    ...{ at: expectedAt.toISOString(), quantity, supplier, late },
  }));
  // Of what is not counted nobody knows how much is left.
  return { ...fan, deliveries, ...(!isFollowed(row) && row.remaining === null && { stock: [] }) };
}

function depletionOf(runout: Runout): ItemForecast['depletion'] {
  if (runout === null) return {};
  const { p10, p50, p90, probability, beforeDelivery } = runout;
  return {
    ...(p10 !== undefined && { p10 }),
    ...(p50 !== undefined && { p50 }),
    ...(p90 !== undefined && { p90 }),
    probability,
    ...(beforeDelivery !== undefined && { probabilityBeforeDelivery: beforeDelivery }),
  };
}

/** The last business days that are over, the first first. */
async function readDays(
  trx: Transaction,
  store: StoreCalendar,
  of: { storeId: string; itemId: string; now: Date; known: ItemOutlook | undefined },
): Promise<ItemForecast['history']> {
  const { storeId, itemId, now, known } = of;
  const hours = new StoreHours(store);
  const today = hours.dayOf(now.getTime());
  const since = new Date(hours.startOf(today - HISTORY_DAYS));
  const hourly = (await readDemandIn(trx, storeId, { itemIds: [itemId], since, until: now })).get(itemId);
  if (!hourly) return [];
  const calendar = businessHours(hours, hourly.firstHour, Math.ceil(now.getTime() / HOUR_MS) + 1);
  const { first, sold, inStock } = toDailySeries(hourly, known?.forecast.profile ?? FLAT, calendar);
  return Array.from({ length: sold.length }, (_, index) => ({
    day: dateOf(first + index),
    sold: sold[index]!,
    inStock: Math.round((inStock?.[index] ?? 1) * 100) / 100,
  }));
}

/** When items of a store run out, as its screens were told. @throws AppError `not-found` */
export function findDepletions({ db }: Pick<Context, 'db'>, storeId: string): Promise<DepletionList> {
  return inStoreView(db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    return { items: await listTold(trx, storeId) };
  });
}
