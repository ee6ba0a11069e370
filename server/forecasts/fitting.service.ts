import { uuidv7 } from 'uuidv7';
import type { Context } from '../platform/context.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { readDemand } from './demand-history.service.ts';
import { readFactors } from './demand-events.service.ts';
import type { ItemFit, ItemHistory } from './fit-store.ts';
import type { ForecastThread } from './forecast-thread.service.ts';
import { clearProgress, writeProgress, type FitProgress } from './fit-progress.store.ts';
import {
  dropForecastsBefore,
  FEW_FACTS,
  isHistoryRead,
  listItemsToFit,
  listStandings,
  listStoresWithNews,
  writeForecasts,
  type ItemToFit,
  type StoreStanding,
} from './item-forecast.store.ts';
import { dropScoresBefore, keepForecasts, scoreForecasts } from './scores.store.ts';
import { DAY_MS, StoreHours } from './store-hours.ts';

/** So far back history is read: half a year. */
const HISTORY_DAYS = 26 * 7;
const HISTORY_MS = HISTORY_DAYS * DAY_MS;
/** How they came true can be looked up so long: a year and some weeks, to compare with last year's. */
const KEPT_MS = 400 * DAY_MS;
/** Items whose history is read at once: small, so that whoever else waits for this process does not notice. */
const READ = 4;
/** Forecasts that are written in one transaction. */
const WRITE = 200;
/** How far it is, is told after so many items. */
const TELL = 40;

export interface Fitting {
  reckoner: Pick<ForecastThread, 'ask'>;
  stopped?: AbortSignal;
  /** Looks also for what was sold and has no forecast. */
  withNews?: boolean;
}

/**
 * Fits the forecasts of every store whose business day has begun since they were fitted, whose forecasts are missing, or in
 * which something new was sold. Returns the stores.
 */
export async function fitWhatIsDue(ctx: Context, fitting: Fitting): Promise<string[]> {
  const standings = await listStandings(ctx.db);
  const now = ctx.clock.now().getTime();
  const due = new Set(standings.filter((each) => isOutdated(each, now)).map(({ storeId }) => storeId));
  if (fitting.withNews === true) {
    const rest = standings.map(({ storeId }) => storeId).filter((storeId) => !due.has(storeId));
    for (const storeId of await listStoresWithNews(ctx.db, rest)) due.add(storeId);
  }
  const fitted: string[] = [];
  for (const standing of standings) {
    if (!due.has(standing.storeId) || fitting.stopped?.aborted) continue;
    if (!(await isHistoryRead(ctx.db, standing.storeId, FEW_FACTS))) continue;
    await fitStore(ctx, standing, fitting);
    fitted.push(standing.storeId);
  }
  return fitted;
}

function isOutdated({ fittedAt, ...calendar }: StoreStanding, now: number): boolean {
  if (fittedAt === null) return true;
  const hours = new StoreHours(calendar);
  return fittedAt.getTime() < hours.startOf(hours.dayOf(now));
}

/** Reads the history of a store, has its forecasts fitted on the thread, and keeps them as they come. */
async function fitStore(
  ctx: Context,
  { storeId, timeZone, dayStart }: StoreStanding,
  { reckoner, stopped }: Fitting,
): Promise<void> {
  const run = { ctx, storeId, fit: uuidv7(), now: ctx.clock.now(), reckoner, stopped };
  const calendar = { timeZone, dayStart };
  await reckoner.ask('begin', { fit: run.fit, calendar, now: run.now.getTime() });
  const items = await handOver(run, new StoreHours(calendar));
  await takeBack(run, items);
}

interface Run {
  ctx: Context;
  storeId: string;
  fit: string;
  now: Date;
  reckoner: Fitting['reckoner'];
  stopped: AbortSignal | undefined;
}

/** The thread is given every item, those with a history a few at a time. Returns how many. */
async function handOver(
  { ctx, storeId, fit, now, reckoner, stopped }: Run,
  hours: StoreHours,
): Promise<number> {
  const today = hours.dayOf(now.getTime());
  const { items, factors } = await inStoreView(ctx.db, storeId, async (trx) => ({
    items: await listItemsToFit(trx, storeId),
    factors: await readFactors(trx, storeId, { first: today - HISTORY_DAYS, days: HISTORY_DAYS + 1, now }),
  }));
  const toHistory = ({ itemId, category, unit, since }: ItemToFit): ItemHistory => {
    const special = factors.get(itemId);
    return {
      ...{ itemId, category, unit, since: Math.min(today, hours.dayOf(since.getTime())) },
      factor: special?.[HISTORY_DAYS] ?? 1,
      ...(special && { past: { first: today - HISTORY_DAYS, factors: special } }),
    };
  };
  const known = items.filter(({ hasHistory }) => hasHistory);
  const since = new Date(now.getTime() - HISTORY_MS);
  for (let from = 0; from < known.length && !stopped?.aborted; from += READ) {
    if (from % TELL === 0) await tell(ctx, storeId, { step: 'reading', done: from, of: known.length });
    const some = known.slice(from, from + READ);
    const itemIds = some.map(({ itemId }) => itemId);
    const demand = await readDemand(ctx.db, storeId, { itemIds, since, until: now });
    const histories = some.map((item): ItemHistory => {
      const { firstHour, sold, outMinutes } = demand.get(item.itemId) ?? {};
      if (firstHour === undefined || !sold || !outMinutes) return toHistory(item);
      return { ...toHistory(item), hourly: { firstHour, sold, outMinutes } };
    });
    const buffers = histories.flatMap(({ hourly }) =>
      hourly ? [hourly.sold.buffer as ArrayBuffer, hourly.outMinutes.buffer as ArrayBuffer] : [],
    );
    await reckoner.ask('add', { fit, items: histories }, buffers);
  }
  const unknown = items.filter(({ hasHistory }) => !hasHistory);
  await reckoner.ask('add', { fit, items: unknown.map(toHistory) });
  return items.length;
}

/** Forecasts are kept as they come; one that was stopped in between is gone on with after the next start. */
async function takeBack({ ctx, storeId, fit, now, reckoner, stopped }: Run, items: number): Promise<void> {
  const keep = (fits: readonly ItemFit[]): Promise<void> =>
    inStoreTransaction(ctx, storeId, async (trx) => {
      await writeForecasts(trx, storeId, fits, now);
      await scoreForecasts(trx, storeId, fits, now);
      await keepForecasts(trx, storeId, fits, now);
    });
  let waiting: ItemFit[] = [];
  let told = -1;
  for (let done = 0; done < 1 && !stopped?.aborted;) {
    const answer = await reckoner.ask('next', { fit });
    done = answer.done;
    if (Math.floor(10 * done) > told) {
      told = Math.floor(10 * done);
      await tell(ctx, storeId, { step: 'fitting', done: Math.floor(done * items), of: items });
    }
    waiting.push(...answer.fits);
    while (waiting.length >= WRITE || (done === 1 && waiting.length > 0)) {
      await keep(waiting.slice(0, WRITE));
      waiting = waiting.slice(WRITE);
    }
  }
  if (stopped?.aborted !== true)
    await inStoreTransaction(ctx, storeId, async (trx) => {
      await dropForecastsBefore(trx, storeId, now);
      await dropScoresBefore(trx, storeId, new Date(now.getTime() - KEPT_MS));
      await clearProgress(trx, storeId);
    });
}

/** So that whoever waits for forecasts sees that they come. */
function tell(ctx: Context, storeId: string, progress: FitProgress): Promise<void> {
  return inStoreTransaction(ctx, storeId, (trx) => writeProgress(trx, storeId, progress, ctx.clock.now()));
}
